import Autodiff
import Text

/// A layer whose shapes are known.
package struct Layer: Sendable {
  /// Its position in the model, from 1.
  package let number: Int
  package let specification: LayerSpecification
  /// The shape of one sample.
  package let inputShape: Shape
  package let outputShape: Shape
  /// The shapes of weights and biases; empty for layers that only reshape or pool.
  package let parameters: [Shape]

  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The function applied to the sums.
  package var activation: Activation { specification.activation }

  /// The largest number of elements of a parameter tensor.
  static let mostElements = 1 << 24

  init(_ specification: LayerSpecification, number: Int, input: Shape) throws(Diagnostic) {
    self.specification = specification
    self.number = number
    let kind = specification.kind
    let name = "layer \(number), '\(specification)',"
    inputShape = input
    guard specification.isAllowed else { throw Diagnostic("\(name) \(kind.needs)") }
    (outputShape, parameters) = try kind.shapes(specification, input, name)
    guard parameters.allSatisfy({ $0.count <= Self.mostElements }) else {
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

  /// Adds the sums of the layer to the graph; the batch is the first axis.
  package func sums(_ graph: inout Graph, _ input: LayerInput) throws(Diagnostic) -> NodeID {
    try specification.kind.build(&graph, input, specification)
  }
}
