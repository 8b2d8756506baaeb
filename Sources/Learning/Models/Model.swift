import Autodiff
import Text

/// A network for samples of one shape: its layers, with the names and shapes of their weights.
///
/// Layouts and names are those of PyTorch's `nn.Sequential` with a separate module for every activation: `dense 64 relu,
/// dense 10 softmax` has `0.weight` [64, in], `0.bias`, `2.weight` [10, 64], `2.bias`. Flattening images before a dense layer
/// is a module too. A block is the Sequential `block` of its layer's module: `residual { dense 8 relu, dense 8 }` has
/// `0.block.0.weight` and `0.block.2.weight`.
package struct Model: Sendable {
  package let specification: ModelSpecification
  package let sampleShape: Shape
  private let sequence: LayerSequence
  /// The tensors of all layers, in the order of PyTorch's state_dict: the trained ones and the running statistics.
  package var parameters: [Parameter] { sequence.parameters }
  package var layers: [Layer] { sequence.layers }
  /// Whether images are flattened before the first layer.
  package let flattensImages: Bool

  static let mostLayers = 1_024

  /// Infers every shape; an error names the layer and its input shape.
  package init(_ specification: ModelSpecification, sampleShape: Shape) throws(Diagnostic) {
    guard let first = specification.layers.first else {
      throw Diagnostic("a model needs at least one layer")
    }
    guard specification.count <= Self.mostLayers else {
      throw Diagnostic(
        "a model has at most \(Self.mostLayers) layers, and this one has \(specification.count)")
    }
    let flattensImages = first.kind.takesRows && sampleShape.rank > 1
    let sequence = try LayerSequence(
      specification.layers, input: flattensImages ? Shape([sampleShape.count]) : sampleShape,
      module: flattensImages ? 1 : 0)
    guard sequence.outputShape.rank == 1 else {
      throw Diagnostic(
        "the model ends with images of shape \(sequence.outputShape): let it end with 'flatten' and a dense layer"
      )
    }
    guard !sequence.parameters.isEmpty else {
      throw Diagnostic("the model has nothing to learn: it needs a dense or a conv layer")
    }
    self.specification = specification
    self.sampleShape = sampleShape
    self.sequence = sequence
    self.flattensImages = flattensImages
  }

  /// All layers, with those of blocks, in order of computation.
  package var allLayers: [Layer] { sequence.all }
  package var outputCount: Int { sequence.outputShape.count }
  package var outputActivation: Activation { layers[layers.count - 1].activation }

  /// The position of the narrow layer: the hidden layer with the fewest outputs, the first of several. A single layer is not
  /// hidden, and is the narrow one.
  package var narrowLayer: Int {
    var narrow = 0
    for position in layers.indices.dropLast()
    where layers[position].outputShape.count < layers[narrow].outputShape.count {
      narrow = position
    }
    return narrow
  }

  /// The dropout layers with a probability above 0: the name of their factors in an explained step, their probability, and
  /// the shape of a sample there.
  package var dropouts: [(symbol: String, rate: Double, shape: Shape)] {
    allLayers.compactMap { layer in
      let rate = layer.specification.dropRate
      return rate > 0 ? ("mask" + layer.path.label, rate, layer.inputShape) : nil
    }
  }

  /// Rejects a batch size with which a layer would have to compare a single value of a channel, which has no variance.
  func checkBatches(of size: Int, samples: Int) throws(Diagnostic) {
    let rest = samples % size
    for layer in allLayers where layer.specification.kind.comparesSamples {
      guard layer.valuesOfChannel(batch: rest == 0 ? size : rest) == 1 else { continue }
      throw Diagnostic(
        "\(layer.subject) compares the samples of a batch, and "
          + (size == 1
            ? "a batch of 1 sample has none to compare: take larger batches"
            : "with \(samples) samples to train on, the last batch of \(size) would have only 1: take batches of "
              + "another size, such as \(Self.batch(near: size, samples: samples))"))
    }
  }

  /// The next larger batch size that does not leave a batch of 1 sample.
  private static func batch(near size: Int, samples: Int) -> Int {
    (size + 1...max(size + 1, samples)).first { samples % $0 != 1 } ?? samples
  }

  /// Draws the initial weights and biases from the seed.
  /// - Parameter initializer: `nil` for each layer's default, He before the relu family and Glorot elsewhere.
  package func initialParameters(_ initializer: Initializer?, seed: UInt64) -> [Tensor] {
    var random = RandomSource.derive(seed, for: .weights)
    var weights = Shape([1, 1])
    return allLayers.flatMap { layer in
      layer.own.map { parameter in
        if let start = parameter.role.start { return Tensor(parameter.shape, repeating: start) }
        let rule = initializer ?? layer.activation.initializer
        if parameter.role == .bias { return rule.biases(weights: weights, &random) }
        weights = parameter.shape
        return rule.weights(weights, &random)
      }
    }
  }

  /// Adds the model to a graph.
  /// - Parameters:
  ///   - input: the samples, of shape `[n]` followed by a sample's shape.
  ///   - parameters: a node for each parameter.
  package func build(
    _ graph: inout Graph, input: NodeID, parameters: [NodeID], for use: NetworkUse
  ) throws(Diagnostic) -> BuiltModel {
    var builder = LayerBuilder(graph, input: input, parameters: parameters, for: use)
    graph = Graph()
    defer { graph = builder.graph }
    var x = input
    if flattensImages {
      let count = builder.graph[input].shape.sizes[0]
      x = try builder.apply(.reshape(to: Shape([count, sampleShape.count])), x)
      builder.define("rows", x)
    }
    let built = try sequence.build(&builder, x)
    return BuiltModel(
      logits: built.sums, output: built.output, layers: built.layers,
      definitions: builder.definitions, updates: builder.updates)
  }
}

package struct BuiltModel: Sendable {
  /// The sums before the last activation.
  package let logits: NodeID
  package let output: NodeID
  /// The output of each layer.
  package let layers: [NodeID]
  /// The named nodes, in order of computation.
  package let definitions: [LayerBuilder.Definition]
  /// What a step of training assigns to running statistics.
  package let updates: [LayerBuilder.StatisticUpdate]
}
