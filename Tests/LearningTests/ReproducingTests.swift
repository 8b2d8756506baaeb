import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Samples that are their own targets")
struct ReproducingTests {
  private static func ingredients(_ data: DataSet, scaling: Scaling.Kind = .standard) throws
    -> Ingredients
  {
    let data = data.reproducing
    return try Ingredients(
      data: data, split: Split(data, ratio: .standard, seed: 4), scaling: scaling,
      model: TrainDefaults(data).model, loss: nil, optimizer: Optimizer(.adam, ["rate": 0.01]),
      settings: TrainingSettings(batch: 16, seed: 1))
  }

  @Test("a batch has the same numbers as samples and as targets", arguments: Scaling.Kind.allCases)
  func batch(scaling: Scaling.Kind) throws {
    let trainer = try Trainer<Double>(
      Self.ingredients(Generated.moons(count: 60, seed: 2), scaling: scaling))
    for _ in 0..<4 {
      let inputs = trainer.nextInputs()
      #expect(inputs.features.elements == inputs.targets.elements)
      _ = try trainer.step()
    }
  }

  @Test("dropout takes from the samples and leaves the targets whole")
  func dropout() throws {
    let data = Generated.moons(count: 60, seed: 2).reproducing
    let layers = try Ingredients(
      data: data, split: Split(data, ratio: .standard, seed: 4), scaling: .standard,
      model: ModelSpecification(layers: [
        LayerSpecification(.dropout, ["probability": 0.5]), .dense(units: 2, .linear),
      ]), loss: nil, optimizer: Optimizer(.sgd), settings: TrainingSettings(batch: 16, seed: 1))
    let inputs = try Trainer<Double>(layers).nextInputs()
    #expect(inputs.masks[0].elements.contains(0))
    #expect(inputs.features.elements == inputs.targets.elements)
  }

  @Test("the samples are stored once")
  func memory() throws {
    let data = Generated.moons(count: 20, seed: 2)
    let scaling = try Scaling(.standard, features: data, rows: Array(0..<20))
    let prepared = PreparedData<Float>(
      data.reproducing, features: scaling, targets: scaling, encoding: .oneHot)
    guard case .numbers(let targets) = prepared.targets else {
      Issue.record("no numbers")
      return
    }
    #expect(targets.start == prepared.features.start)
  }

  @Test("classes neither divide the data nor are lost, and the digest is that of the data")
  func aside() throws {
    let data = Generated.moons(count: 60, seed: 2)
    let own = data.reproducing
    #expect(own.digest == data.digest && own.targets.given == data.targets)
    #expect(own.reproducing == own && own.classNames.isEmpty)
    #expect(own.rows([3, 5]).targets.given == data.targets.rows([3, 5]))
    let unlabelled = data.with(targets: .none)
    #expect(
      try Split(own, ratio: .standard, seed: 4) == Split(unlabelled, ratio: .standard, seed: 4))
    #expect(own.summary.classesAside == data.targetName)
    let homes = Generated.homes(seed: 1).reproducing
    #expect(homes.summary.classesAside == nil && homes.summary.reproduces)
  }

  @Test("a model's file says that it reproduces, and gives the same outputs and layers")
  func file() throws {
    let ingredients = try Self.ingredients(Generated.moons(count: 60, seed: 2))
    let trainer = try Trainer<Float>(ingredients)
    for _ in 0..<3 { _ = try trainer.finishEpoch() }
    let model = TrainedModel(ingredients, parameters: trainer.state.parameters)
    let file = model.file()
    #expect(file.text("reproduces") == "features" && file.text("target_scaling") == nil)
    let read = try TrainedModel(Safetensors(file.bytes)) { (_) throws(Diagnostic) in
      model.model.specification
    }
    #expect(read.reproduces && read.targetScaling == read.featureScaling)
    #expect(read.targetName == "moon" || read.targetName == ingredients.data.targetName)
    let data = try read.fitted(Generated.moons(count: 60, seed: 2))
    #expect(data.reproduces)
    #expect(try read.outputs(data) == model.outputs(ingredients.data))
    let rows = ingredients.split.validation
    let evaluation = try read.evaluation(data, rows: rows)
    #expect(evaluation == (try trainer.evaluation(rows)))
    guard case .reproduction(let measured) = evaluation.detail else {
      Issue.record("no reproduction")
      return
    }
    #expect(isClose(measured.mse, evaluation.score.loss, within: 1e-6))
    let last = try read.values(of: 3, data)
    var outputs = try read.outputs(data)
    ingredients.featureScaling.apply(to: &outputs)
    #expect(isClose(last, outputs, within: 1e-6))
    #expect(try read.values(of: read.model.narrowLayer, data).count == 60)
  }

  @Test(
    "the narrow layer is the hidden one with the fewest outputs, the first of several",
    arguments: [
      ([4, 2, 4, 8], 1), ([4, 3, 3, 1], 1), ([5], 0), ([5, 3], 0), ([2, 9, 2, 1], 0),
    ])
  func narrow(units: [Int], layer: Int) throws {
    let model = try Model(
      ModelSpecification(layers: units.map { .dense(units: $0, .linear) }),
      sampleShape: Shape([6]))
    #expect(model.narrowLayer == layer)
  }

  @Test("a file whose outputs are not the features is refused")
  func damaged() throws {
    let data = Generated.moons(count: 60, seed: 2)
    let ingredients = try Ingredients(
      data: data, split: Split(data, ratio: .standard, seed: 4), scaling: .standard,
      model: ModelSpecification(layers: [.dense(units: 1, .sigmoid)]), loss: nil,
      optimizer: Optimizer(.sgd), settings: TrainingSettings(batch: 16, seed: 1))
    let trainer = try Trainer<Float>(ingredients)
    let file = TrainedModel(ingredients, parameters: trainer.state.parameters).file(
      texts: [.init("reproduces", "features")])
    #expect(
      throws: Diagnostic(
        "the file says that its model reproduces 2 features, and it has 1 output")
    ) {
      _ = try TrainedModel(file) { (_) throws(Diagnostic) in ingredients.model.specification }
    }
  }

  @Test("losses of classes and other widths are refused, and say what fits")
  func refused() throws {
    let data = Generated.moons(count: 60, seed: 2).reproducing
    func message(_ model: [LayerSpecification], _ loss: Loss?) -> String? {
      do throws(Diagnostic) {
        _ = try Ingredients(
          data: data, split: Split(training: Array(0..<60)), scaling: .standard,
          model: ModelSpecification(layers: model), loss: loss.map { LossSpecification($0) },
          optimizer: Optimizer(.sgd), settings: TrainingSettings())
        return nil
      } catch { return error.message }
    }
    #expect(
      message([.dense(units: 1, .linear)], nil)
        == "the model has 1 output for 2 features to reproduce: let its last layer be 'dense 2'")
    #expect(
      message([.dense(units: 2, .softmax)], .crossEntropy)?.hasPrefix(
        "'cross_entropy' compares classes, and the target is the sample itself: use mse") == true)
    #expect(message([.dense(units: 2, .linear)], .mae) == nil)
  }
}
