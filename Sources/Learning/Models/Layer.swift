import Autodiff
import Text

/// A layer whose shapes are known.
package struct Layer: Sendable {
  /// Its place in the model, from 1.
  package let number: Int
  package let specification: LayerSpecification
  /// Of one sample.
  package let inputShape: Shape
  package let outputShape: Shape
  /// Weights and then biases; none of layers that only reshape or pool.
  package let parameters: [Shape]

  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The function behind the sums, where the layer has one.
  package var activation: Activation {
    switch specification {
    case .dense(_, let activation), .convolution(_, _, _, let activation, _, _): activation
    case .maxPool, .averagePool, .flatten, .dropout: .linear
    }
  }

  /// How many elements a tensor of parameters has at most.
  static let mostElements = 1 << 24

  init(
    _ specification: LayerSpecification, number: Int, input: Shape
  ) throws(Diagnostic) {
    self.specification = specification
    self.number = number
    let name = "layer \(number), '\(specification)',"
    inputShape = input
    (outputShape, parameters) = try Self.shapes(specification, input, name)
    guard parameters.allSatisfy({ $0.count <= Self.mostElements }) else {
      throw Diagnostic("\(name) would have more than \(Self.mostElements) weights")
    }
    guard outputShape.count <= Self.mostElements else {
      throw Diagnostic("\(name) would have more than \(Self.mostElements) outputs a sample")
    }
    if activation == .softmax, outputShape.rank != 1 {
      throw Diagnostic("\(name) cannot take a softmax over images of shape \(outputShape)")
    }
  }

  private static func shapes(
    _ specification: LayerSpecification, _ input: Shape, _ name: String
  ) throws(Diagnostic) -> (output: Shape, parameters: [Shape]) {
    switch specification {
    case .dense(let units, _):
      guard units >= 1 else { throw Diagnostic("\(name) needs at least one unit") }
      guard input.rank == 1 else {
        throw Diagnostic(
          "\(name) needs a row, not images of shape \(input): write 'flatten' before it")
      }
      return (Shape([units]), [Shape([units, input.sizes[0]]), Shape([units])])
    case .convolution(let filters, let height, let width, _, let stride, let padding):
      guard filters >= 1, height >= 1, width >= 1, stride >= 1, padding >= 0 else {
        throw Diagnostic("\(name) needs filters, window and stride of at least 1")
      }
      let (channels, inputHeight, inputWidth) = try image(input, name)
      guard padding < max(height, width), height <= inputHeight + 2 * padding,
        width <= inputWidth + 2 * padding
      else {
        throw Diagnostic(
          "\(name) cannot slide a window of \(height) x \(width) over \(input)"
            + (padding == 0 ? "" : " with padding \(padding)"))
      }
      let output = Shape([
        filters, (inputHeight + 2 * padding - height) / stride + 1,
        (inputWidth + 2 * padding - width) / stride + 1,
      ])
      return (output, [Shape([filters, channels, height, width]), Shape([filters])])
    case .maxPool(let size), .averagePool(let size):
      let (channels, height, width) = try image(input, name)
      guard size >= 1, size <= height, size <= width else {
        throw Diagnostic("\(name) cannot fit a window of \(size) x \(size) into \(input)")
      }
      return (Shape([channels, height / size, width / size]), [])
    case .flatten: return (Shape([input.count]), [])
    case .dropout(let rate):
      guard rate >= 0, rate < 1 else {
        throw Diagnostic("\(name) needs a probability from 0 to below 1")
      }
      return (input, [])
    }
  }

  private static func image(
    _ shape: Shape, _ name: String
  ) throws(Diagnostic) -> (channels: Int, height: Int, width: Int) {
    guard shape.rank == 3 else {
      throw Diagnostic("\(name) needs images [channels, height, width], not rows of \(shape.count)")
    }
    return (shape.sizes[0], shape.sizes[1], shape.sizes[2])
  }

  /// How many modules of PyTorch's Sequential the layer is.
  var moduleCount: Int { activation.isModule ? 2 : 1 }

  /// Adds the layer to the graph; its input has the batch as first axis.
  /// - Parameter mask: the factors of a dropout layer; nil where it does nothing.
  func build(
    _ graph: inout Graph, _ x: NodeID, parameters: ArraySlice<NodeID>, mask: NodeID?
  ) throws(Diagnostic) -> (sum: NodeID, output: NodeID) {
    var sum = x
    switch specification {
    case .dense:
      let weights = try graph.apply(.transpose, [parameters[parameters.startIndex]])
      let product = try graph.apply(.matrixProduct, [x, weights])
      sum = try graph.apply(.add, [product, parameters[parameters.startIndex + 1]])
    case .convolution(let filters, _, _, _, let stride, let padding):
      let map = try graph.apply(
        .convolution(stride: stride, padding: padding), [x, parameters[parameters.startIndex]])
      let bias = try graph.apply(
        .reshape(to: Shape([1, filters, 1, 1])), [parameters[parameters.startIndex + 1]])
      sum = try graph.apply(.add, [map, bias])
    case .maxPool(let size): sum = try graph.apply(.maxPool(size: size), [x])
    case .averagePool(let size): sum = try graph.apply(.averagePool(size: size), [x])
    case .flatten: if graph[x].shape.rank > 2 { sum = try graph.apply(.flatten, [x]) }
    case .dropout: if let mask { sum = try graph.apply(.multiply, [x, mask]) }
    }
    return (sum, try activation.apply(&graph, sum))
  }
}
