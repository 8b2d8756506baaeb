import Autodiff
import Text

/// A network for samples of one shape: its layers, with the names and shapes of their weights.
///
/// Layouts and names are those of PyTorch's `nn.Sequential` with a separate module for every activation: `dense 64 relu,
/// dense 10 softmax` has `0.weight` [64, in], `0.bias`, `2.weight` [10, 64], `2.bias`. Flattening images before a dense layer
/// is a module too.
package struct Model: Sendable {
  /// A trainable tensor.
  package struct Parameter: Sendable, Equatable {
    /// PyTorch's name: `0.weight`.
    package let name: String
    package let shape: Shape
    /// The layer's position in `layers`.
    package let layer: Int
    package let isBias: Bool
  }

  package let specification: ModelSpecification
  package let sampleShape: Shape
  package let layers: [Layer]
  package let parameters: [Parameter]
  /// Whether images are flattened before the first layer.
  package let flattensImages: Bool

  static let mostLayers = 1_024

  /// Infers every shape; an error names the layer and its input shape.
  package init(_ specification: ModelSpecification, sampleShape: Shape) throws(Diagnostic) {
    guard let first = specification.layers.first else {
      throw Diagnostic("a model needs at least one layer")
    }
    guard specification.layers.count <= Self.mostLayers else {
      throw Diagnostic(
        "a model has at most \(Self.mostLayers) layers, and this one has \(specification.layers.count)"
      )
    }
    let flattensImages = first.kind.takesRows && sampleShape.rank > 1
    var shape = flattensImages ? Shape([sampleShape.count]) : sampleShape
    var module = flattensImages ? 1 : 0
    var layers: [Layer] = []
    var parameters: [Parameter] = []
    for (position, layer) in specification.layers.enumerated() {
      let layer = try Layer(layer, number: position + 1, input: shape)
      for (index, shape) in layer.parameters.enumerated() {
        parameters.append(
          Parameter(
            name: "\(module)." + (index == 0 ? "weight" : "bias"), shape: shape, layer: position,
            isBias: index == 1))
      }
      layers.append(layer)
      module += layer.moduleCount
      shape = layer.outputShape
    }
    guard shape.rank == 1 else {
      throw Diagnostic(
        "the model ends with images of shape \(shape): let it end with 'flatten' and a dense layer")
    }
    guard !parameters.isEmpty else {
      throw Diagnostic("the model has nothing to learn: it needs a dense or a conv layer")
    }
    self.specification = specification
    self.sampleShape = sampleShape
    self.layers = layers
    self.parameters = parameters
    self.flattensImages = flattensImages
  }

  package var outputCount: Int { layers[layers.count - 1].outputShape.count }
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }
  package var outputActivation: Activation { layers[layers.count - 1].activation }

  /// The dropout layers with a probability above 0: their probability, and the shape of a sample there.
  package var dropouts: [(layer: Int, rate: Double, shape: Shape)] {
    layers.enumerated().compactMap { position, layer in
      let rate = layer.specification.dropRate
      return rate > 0 ? (position, rate, layer.inputShape) : nil
    }
  }

  /// Draws the initial weights and biases from the seed.
  /// - Parameter initializer: `nil` for each layer's default, He before the relu family and Glorot elsewhere.
  package func initialParameters(_ initializer: Initializer?, seed: UInt64) -> [Tensor] {
    var random = RandomSource.derive(seed, for: .weights)
    var weights = Shape([1, 1])
    return parameters.map { parameter in
      let rule = initializer ?? layers[parameter.layer].activation.initializer
      if parameter.isBias { return rule.biases(weights: weights, &random) }
      weights = parameter.shape
      return rule.weights(weights, &random)
    }
  }

  /// Adds the model to a graph.
  /// - Parameters:
  ///   - input: the samples, of shape `[n]` followed by a sample's shape.
  ///   - parameters: a node for each parameter.
  ///   - masks: a node for each of `dropouts`; empty if the model is not being trained.
  package func build(
    _ graph: inout Graph, input: NodeID, parameters: [NodeID], masks: [NodeID]
  ) throws(Diagnostic) -> BuiltModel {
    let count = graph[input].shape.sizes[0]
    var x = input
    if flattensImages {
      x = try graph.apply(.reshape(to: Shape([count, sampleShape.count])), [x])
    }
    var sum = x
    var next = 0
    var rest = masks[...]
    var outputs: [NodeID] = []
    for layer in layers {
      let mask = layer.specification.dropRate > 0 ? rest.popFirst() : nil
      let own = Array(parameters[next..<next + layer.parameters.count])
      next += own.count
      sum = try layer.sums(&graph, LayerInput(x: x, parameters: own, mask: mask))
      x = try layer.activation.apply(&graph, sum)
      outputs.append(x)
    }
    return BuiltModel(logits: sum, output: x, layers: outputs)
  }
}

package struct BuiltModel: Sendable {
  /// The sums before the last activation.
  package let logits: NodeID
  package let output: NodeID
  /// The output of each layer.
  package let layers: [NodeID]
}
