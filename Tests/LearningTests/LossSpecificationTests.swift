import Autodiff
import Testing
import Text

@testable import Learning

@Suite("Losses by their names")
struct LossSpecificationTests {
  private func model(_ units: Int, _ activation: Activation) throws -> Model {
    try Model(
      ModelSpecification(layers: [.dense(units: units, activation)]), sampleShape: Shape([2]))
  }

  private let two = Targets.classes([0, 1], names: ["a", "b"])
  private let three = Targets.classes([0, 1, 2], names: ["a", "b", "c"])
  private let numbers = Targets.numbers([1, 2], names: ["y"])

  @Test("a name has aliases, a setting and neighbours")
  func names() throws {
    #expect(try Loss.named("l1") == .mae && Loss.named("cross-entropy") == .crossEntropy)
    #expect(LossSpecification(.huber).description == "huber")
    #expect(LossSpecification(.huber, ["delta": 0.5]).description == "huber(delta = 0.5)")
    #expect(throws: Diagnostic("there is no loss 'hubert'; did you mean 'huber'?")) {
      try Loss.named("hubert")
    }
    #expect(throws: Diagnostic("'delta' is a number above 0, not 0")) {
      try LossSpecification(spelt: "huber(delta = 0)")
    }
  }

  @Test("the default follows from targets and outputs")
  func usual() throws {
    #expect(try LossSpecification.standard(for: numbers, model: model(1, .linear)).name == "mse")
    #expect(try LossSpecification.standard(for: two, model: model(1, .sigmoid)).name == "bce")
    #expect(
      try LossSpecification.standard(for: three, model: model(3, .softmax)).name == "cross_entropy")
    #expect(
      try LossSpecification.standard(for: three, model: model(3, .linear)).name
        == "cross_entropy_logits")
  }

  @Test("a meaningless combination is rejected with a suggestion")
  func refused() throws {
    func message(_ loss: String, _ units: Int, _ activation: Activation, _ targets: Targets) throws
      -> String?
    {
      do throws(Diagnostic) {
        try LossSpecification(Loss.named(loss)).check(
          model: Model(
            ModelSpecification(layers: [.dense(units: units, activation)]), sampleShape: Shape([2])),
          targets: targets)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(
      try message("cross_entropy", 2, .softmax, three)
        == "the model has 2 outputs for 3 classes: let its last layer be 'dense 3 softmax'")
    #expect(
      try message("mse", 2, .linear, numbers)
        == "the model has 2 outputs for 1 target column: let its last layer be 'dense 1'")
    #expect(
      try message("bce", 1, .sigmoid, numbers)
        == "'bce' compares classes, and the target is a number: use mse, mae or huber")
    #expect(
      try message("cross_entropy", 3, .sigmoid, three)
        == "'cross_entropy' needs a softmax after the last layer, not 'sigmoid'")
    #expect(
      try message("cross_entropy_logits", 3, .softmax, three)
        == "'cross_entropy_logits' needs no activation after the last layer, not 'softmax'")
    #expect(
      try message("cross_entropy", 1, .softmax, two)
        == "'cross_entropy' compares several outputs, and the model has one: use bce")
    #expect(try message("bce", 1, .sigmoid, two) == nil)
    #expect(try message("mae", 3, .sigmoid, three) == nil)
  }
}
