import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Residual layers")
struct ResidualTests {
  @Test("y = f(x + g(x)), with the names of a PyTorch module whose block is a Sequential")
  func sum() throws {
    let layer = LayerSpecification.residual(
      [.dense(units: 1, .relu), .dense(units: 2, .linear)], .relu)
    #expect("\(layer)" == "residual { dense 1 relu, dense 2 } relu")
    let model = try Model(
      ModelSpecification(layers: [layer, .dense(units: 1, .linear)]), sampleShape: Shape([2]))
    #expect(
      model.parameters.map { $0.name }
        == [
          "0.block.0.weight", "0.block.0.bias", "0.block.2.weight", "0.block.2.bias", "2.weight",
          "2.bias",
        ])
    #expect(model.parameters.map { $0.layer } == [0, 0, 0, 0, 1, 1])
    #expect(
      model.parameters.map { $0.symbol } == ["W1_1", "b1_1", "W1_2", "b1_2", "W2", "b2"])
    var graph = Graph()
    let x = graph.constant(matrix([3, -4]))
    let parameters = [
      matrix([1, 0.5]), vector(1), matrix([10], [1]), vector(0, 1), matrix([1, 1]), vector(0),
    ].map { graph.variable($0) }
    let built = try model.build(&graph, input: x, parameters: parameters, for: .inference)
    // g = relu(3 − 2 + 1) · [10, 1] + [0, 1] = [20, 3]; relu([23, −1]) = [23, 0].
    #expect(try graph.value(of: built.layers[0]) == matrix([23, 0]))
    #expect(try graph.value(of: built.output) == matrix([23]))
  }

  @Test("layers in blocks are drawn, dropped and counted in the order of the model")
  func order() throws {
    let model = try Model(
      ModelSpecification(layers: [
        .dropout(0.1), .residual([.dropout(0.2), .dense(units: 3, .relu)]), .dropout(0.3),
        .dense(units: 2, .softmax),
      ]), sampleShape: Shape([3]))
    #expect(model.dropouts.map { $0.rate } == [0.1, 0.2, 0.3])
    #expect(model.dropouts.map { $0.symbol } == ["mask1", "mask2_1", "mask3"])
    let flat = try Model(
      ModelSpecification(layers: [.dense(units: 3, .relu), .dense(units: 2, .softmax)]),
      sampleShape: Shape([3]))
    #expect(model.initialParameters(nil, seed: 7) == flat.initialParameters(nil, seed: 7))
    let deep = [LayerSpecification](repeating: .residual([.flatten]), count: 600)
    #expect(throws: Diagnostic("a model has at most 1024 layers, and this one has 1200")) {
      try Model(ModelSpecification(layers: deep), sampleShape: Shape([3]))
    }
  }

  @Test(
    "an error names the layer, and both shapes",
    arguments: [
      (
        [.residual([.dense(units: 4, .relu)])],
        "layer 1, 'residual { dense 4 relu }', adds the output of its block to its input, "
          + "and their shapes differ: [4] and [3]"
      ),
      (
        [.dense(units: 2, .tanh), .residual([.dense(units: 4, .relu), .maxPool(2)])],
        "layer 2.2, 'max_pool 2', needs images [channels, height, width], not rows of 4"
      ),
    ] as [([LayerSpecification], String)])
  func misfits(layers: [LayerSpecification], message: String) {
    #expect(throws: Diagnostic(message)) {
      try Model(ModelSpecification(layers: layers), sampleShape: Shape([3]))
    }
  }
}
