import Autodiff
import Learning
import LessonLanguage
import Testing

@testable import nnlearn

/// Every ingredient is written for PyTorch and ONNX with its own settings; the words are checked by running them, in
/// `Tests/HandOver`.
@Suite("Every ingredient is written for other programs")
struct SpellingTests {
  private func check(_ text: String, _ name: String) {
    #expect(!text.isEmpty && !text.contains("{") && !text.contains("}"), "\(name): \(text)")
  }

  @Test("losses, optimizers and schedules with their settings")
  func ingredients() throws {
    for kind in Loss.all {
      let fused = Activation.all.compactMap { kind.example.fused(with: $0) }.first
      let loss = fused ?? kind.example
      let template = try #require(loss.kind.pytorch, "\(kind.name)")
      check(loss.written(as: template), kind.name)
    }
    for rule in UpdateRule.all { check(rule.example.written(as: rule.pytorch), rule.name) }
    for rule in RateRule.all {
      check(rule.example.written(as: rule.pytorch, ["rate": "0.1"]), rule.name)
    }
    let nesterov = Optimizer(.nesterov, ["momentum": 0])
    #expect(nesterov.written(as: UpdateRule.nesterov.pytorch).contains("nesterov=False"))
    let huber = LossSpecification(.huber, ["delta": 0.25])
    #expect(huber.written(as: try #require(Loss.huber.pytorch)).contains("delta=0.25)"))
  }

  @Test("layers and activations, with the sizes of their inputs")
  func modules() throws {
    let text =
      "conv 4 3x2 relu stride 2 padding 1, max_pool 2, avg_pool 1, dropout 0.25, flatten, "
      + "batch_norm, residual { batch_norm }, "
      + "dense 5 leaky_relu, dense 4 tanh, dense 3 softplus, dense 2 sigmoid, dense 2 softmax, dense 1"
    let specification = try TypedIngredients.model(text)
    let names = specification.layers.map { $0.kind.name }
    #expect(Set(names) == Set(LayerKind.names))
    #expect(Set(specification.layers.map { $0.activation.name }) == Set(Activation.names))
    let model = try Model(specification, sampleShape: Shape([3, 9, 9]))
    let modules = ExportedModule.all(of: model)
    for module in modules {
      check(module.pytorch, text)
      check(module.onnx, text)
    }
    #expect(modules[0].pytorch == "nn.Conv2d(3, 4, (3, 2), stride=2, padding=1)")
    #expect(modules[5].pytorch == "nn.Flatten()" && modules[8].pytorch == "nn.Linear(16, 5)")
    #expect(modules[6].pytorch == "nn.BatchNorm1d(16, eps=1e-05, momentum=0.1)")
    #expect(modules[7].block.map { $0.name } == ["7.block.0"])
    let rows = try Model(
      TypedIngredients.model("dense 2 tanh, dense 1"), sampleShape: Shape([1, 4, 4]))
    #expect(
      ExportedModule.all(of: rows).map { $0.pytorch }
        == ["nn.Flatten()", "nn.Linear(16, 2)", "nn.Tanh()", "nn.Linear(2, 1)"])
  }

  @Test("an operator's text is read as ONNX reads it")
  func operators() {
    let convolution = ONNXOperator("Conv <strides = [1, 2], group = 1, alpha = 0.5>")
    #expect(convolution.name == "Conv")
    #expect(convolution.attributes.map { $0.name } == ["strides", "group", "alpha"])
    #expect(convolution.attributes.map { $0.value } == [.wholes([1, 2]), .whole(1), .number(0.5)])
    #expect(ONNXOperator("Relu").attributes.isEmpty)
    #expect(ONNXOperator("A <b = 1e-05>").attributes[0].value == .number(1e-5))
  }
}
