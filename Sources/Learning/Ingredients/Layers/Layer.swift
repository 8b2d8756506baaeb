import Autodiff
import Text

/// A layer whose shapes are known.
package struct Layer: Sendable {
  /// Its position in the model, from 1; in a block, the position of the layer with the block comes first.
  let path: [Int]
  package let specification: LayerSpecification
  /// The shape of one sample.
  package let inputShape: Shape
  package let outputShape: Shape
  /// The layers of its block, if it has one.
  package let block: LayerSequence?
  /// Its tensors, with those of its block first.
  package let parameters: [Model.Parameter]

  /// Its position in the model, from 1.
  package var number: Int { path[0] }

  /// The function applied to the sums.
  package var activation: Activation { specification.activation }

  /// Its tensors without those of its block.
  var own: ArraySlice<Model.Parameter> { parameters[(block?.parameters.count ?? 0)...] }

  /// The layers of its block and itself, in order of computation.
  var all: [Layer] { (block?.all ?? []) + [self] }

  /// The number of values of each channel in a batch.
  func valuesOfChannel(batch: Int) -> Int { batch * (inputShape.count / inputShape.sizes[0]) }

  /// The layer in messages: `layer 2.1, 'dense 8',`.
  var subject: String { Self.subject(specification, path) }

  private static func subject(_ specification: LayerSpecification, _ path: [Int]) -> String {
    "layer \(path.map { "\($0)" }.joined(separator: ".")), '\(specification)',"
  }

  /// The largest number of elements of a parameter tensor.
  static let mostElements = 1 << 24

  init(_ specification: LayerSpecification, path: [Int], input: Shape) throws(Diagnostic) {
    self.specification = specification
    self.path = path
    let kind = specification.kind
    let name = Self.subject(specification, path)
    inputShape = input
    guard specification.isAllowed else { throw Diagnostic("\(name) \(kind.needs)") }
    let block = try specification.block.map { (layers) throws(Diagnostic) in
      try LayerSequence(layers, input: input, within: path)
    }
    self.block = block
    let (output, own) = try kind.shapes(
      LayerSite(layer: specification, input: input, block: block?.outputShape, name: name))
    outputShape = output
    parameters =
      (block?.parameters.map { $0.inside("block") } ?? [])
      + own.map { Model.Parameter(name: $0.name, role: $0, shape: $1, path: path) }
    guard parameters.allSatisfy({ $0.shape.count <= Self.mostElements }) else {
      throw Diagnostic("\(name) would have more than \(Self.mostElements) weights")
    }
    guard outputShape.count <= Self.mostElements else {
      throw Diagnostic("\(name) would have more than \(Self.mostElements) outputs a sample")
    }
    if activation.comparesOutputs, outputShape.rank != 1 {
      throw Diagnostic(
        "\(name) cannot take a \(activation.name) over images of shape \(outputShape)")
    }
  }

  /// The number of modules that the layer has in PyTorch's Sequential.
  var moduleCount: Int { activation.isModule ? 2 : 1 }
}

/// Layers of which each takes the output of the one before: PyTorch's Sequential, with a separate module for every activation.
package struct LayerSequence: Sendable {
  package let layers: [Layer]
  /// The tensors of all layers, named by their modules: `0.weight`.
  package let parameters: [Model.Parameter]
  package let outputShape: Shape

  /// The layers and those of their blocks, in order of computation.
  var all: [Layer] { layers.flatMap { $0.all } }

  /// Infers every shape; an error names the layer and its input shape.
  /// - Parameters:
  ///   - path: the position of the layer whose block this is; empty for a model.
  ///   - module: the number of the first module.
  init(
    _ specifications: [LayerSpecification], input: Shape, within path: [Int] = [],
    module first: Int = 0
  ) throws(Diagnostic) {
    var (shape, module) = (input, first)
    var layers: [Layer] = []
    var parameters: [Model.Parameter] = []
    for (position, specification) in specifications.enumerated() {
      let layer = try Layer(specification, path: path + [position + 1], input: shape)
      parameters += layer.parameters.map { $0.inside("\(module)") }
      layers.append(layer)
      module += layer.moduleCount
      shape = layer.outputShape
    }
    self.layers = layers
    self.parameters = parameters
    outputShape = shape
  }

  /// Adds the layers to a graph.
  func build(_ builder: inout LayerBuilder, _ input: NodeID) throws(Diagnostic) -> Built {
    var built = Built(sums: input, output: input, layers: [])
    for layer in layers {
      built.sums = try builder.sums(of: layer, built.output)
      built.output = try layer.activation.apply(&builder.graph, built.sums)
      builder.define("h", built.output, of: layer)
      built.layers.append(built.output)
    }
    return built
  }

  struct Built {
    /// The sums of the last layer, before its activation.
    var sums: NodeID
    var output: NodeID
    /// The output of each layer.
    var layers: [NodeID]
  }
}
