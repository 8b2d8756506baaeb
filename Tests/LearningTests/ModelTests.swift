import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Models")
struct ModelTests {
  private let small = ModelSpecification(layers: [
    .dense(units: 64, .relu), .dense(units: 10, .softmax),
  ])

  @Test(
    "parameters are called as in PyTorch's Sequential, and every shape follows from the sample's")
  func names() throws {
    let model = try Model(small, sampleShape: Shape([4]))
    #expect(
      model.parameters.map { $0.name } == ["0.weight", "0.bias", "2.weight", "2.bias"])
    #expect(model.parameters.map { $0.shape.sizes } == [[64, 4], [64], [10, 64], [10]])
    #expect(model.parameters.weightCount == 64 * 5 + 10 * 65)
    #expect(model.outputCount == 10)
    #expect(model.outputActivation == .softmax)
    #expect("\(model.specification)" == "dense 64 relu, dense 10 softmax")
  }

  @Test("an image before a dense layer is flattened by a separate module")
  func imageIntoDense() throws {
    let model = try Model(small, sampleShape: Shape([1, 8, 8]))
    #expect(model.parameters.map { $0.name } == ["1.weight", "1.bias", "3.weight", "3.bias"])
  }

  @Test("convolutions, pooling and dropout are modules")
  func convolutional() throws {
    let specification = ModelSpecification(layers: [
      .convolution(filters: 8, height: 3, width: 3, .relu, stride: 1, padding: 1), .maxPool(2),
      .flatten, .dropout(0.25), .dense(units: 10, .softmax),
    ])
    let model = try Model(specification, sampleShape: Shape([1, 8, 8]))
    #expect(model.parameters.map { $0.name } == ["0.weight", "0.bias", "5.weight", "5.bias"])
    #expect(
      model.layers.map { $0.outputShape.sizes } == [[8, 8, 8], [8, 4, 4], [128], [128], [10]])
    #expect(model.dropouts.map { $0.symbol } == ["mask4"])
    #expect(
      "\(specification)"
        == "conv 8 3x3 relu padding 1, max_pool 2, flatten, dropout 0.25, dense 10 softmax")
  }

  @Test(
    "an error names the layer that does not fit",
    arguments: [
      (
        [.maxPool(2), .convolution(filters: 8, height: 5, width: 5, .relu, stride: 1, padding: 0)],
        "layer 2, 'conv 8 5x5 relu', cannot slide a window of 5 x 5 over [8, 3, 3]"
      ),
      (
        [.maxPool(2), .dense(units: 3, .linear)],
        "layer 2, 'dense 3', takes rows, not images of shape [8, 3, 3]: write 'flatten' before it"
      ),
      (
        [.flatten, .maxPool(2)],
        "layer 2, 'max_pool 2', needs images [channels, height, width], not rows of 288"
      ),
      (
        [.dense(units: 1_000_000_000, .relu)],
        "layer 1, 'dense 1000000000 relu', would have more than 16777216 weights"
      ),
      ([.dense(units: 0, .relu)], "layer 1, 'dense 0 relu', needs at least one unit"),
      ([.dropout(1)], "layer 1, 'dropout 1', needs a probability from 0 to below 1"),
      ([.flatten], "the model has nothing to learn: it needs a dense or a conv layer"),
      (
        [.convolution(filters: 2, height: 3, width: 3, .relu)],
        "the model ends with images of shape [2, 4, 4]: let it end with 'flatten' and a dense layer"
      ),
      (
        [.convolution(filters: 2, height: 3, width: 3, .softmax)],
        "layer 1, 'conv 2 3x3 softmax', cannot take a softmax over images of shape [2, 4, 4]"
      ),
    ] as [([LayerSpecification], String)])
  func misfits(layers: [LayerSpecification], message: String) {
    #expect(throws: Diagnostic(message)) {
      try Model(ModelSpecification(layers: layers), sampleShape: Shape([8, 6, 6]))
    }
  }

  @Test("a dense layer is x @ Wᵀ + b")
  func dense() throws {
    let model = try Model(
      ModelSpecification(layers: [.dense(units: 2, .relu)]), sampleShape: Shape([3]))
    var graph = Graph()
    let x = graph.constant(matrix([1, 2, 3]))
    let parameters = [
      graph.variable(matrix([1, 0, -1], [0.5, 0.5, 1])), graph.variable(vector(1, 2)),
    ]
    let built = try model.build(&graph, input: x, parameters: parameters, for: .inference)
    #expect(try graph.value(of: built.logits) == matrix([-1, 6.5]))
    #expect(try graph.value(of: built.output) == matrix([0, 6.5]))
  }

  @Test("a convolution adds its bias to every pixel, and dropout only multiplies by its mask")
  func convolution() throws {
    let model = try Model(
      ModelSpecification(layers: [
        .convolution(filters: 1, height: 2, width: 2, .linear, stride: 1, padding: 0), .flatten,
        .dropout(0.5),
      ]), sampleShape: Shape([1, 2, 3]))
    var graph = Graph()
    let x = graph.constant(Tensor(Shape([1, 1, 2, 3]), [1, 2, 3, 4, 5, 6]))
    let parameters = [
      graph.variable(Tensor(Shape([1, 1, 2, 2]), [1, 0, 0, 1])), graph.variable(vector(10)),
    ]
    let predicted = try model.build(&graph, input: x, parameters: parameters, for: .inference)
    #expect(try graph.value(of: predicted.output) == matrix([16, 18]))
    let mask = graph.constant(matrix([0, 2]))
    let trained = try model.build(
      &graph, input: x, parameters: parameters, for: .training(masks: [mask]))
    #expect(try graph.value(of: trained.output) == matrix([0, 36]))
  }

  @Test("initial weights keep their bounds, and a seed draws the same again")
  func initial() throws {
    let model = try Model(small, sampleShape: Shape([4]))
    let tensors = model.initialParameters(nil, seed: 1)
    #expect(tensors.map { $0.shape } == model.parameters.map { $0.shape })
    #expect(tensors == model.initialParameters(nil, seed: 1))
    #expect(tensors != model.initialParameters(nil, seed: 2))
    let bound = Initializer.he.weightBound(Shape([64, 4]))
    #expect(tensors[0].elements.allSatisfy { abs($0) <= bound })
    #expect(tensors[1].elements.allSatisfy { $0 == 0 })
  }
}
