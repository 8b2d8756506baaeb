import Autodiff
import Text

/// A layer as it can be asked for: how it is written, the shapes that it makes, the nodes that it builds.
package final class LayerKind: Ingredient {
  /// What follows a layer's name, in order.
  package enum Part: Sendable {
    case number(Setting)
    /// `3x3`
    case window(height: Setting, width: Setting)
    /// The function of its sums; none is linear.
    case activation
    /// A word and a number, in any order with others: `stride 2`.
    case clause(Setting)
  }

  package typealias Shapes =
    @Sendable (_ layer: LayerSpecification, _ input: Shape, _ name: String) throws(Diagnostic)
    -> (output: Shape, parameters: [Shape])
  package typealias Build =
    @Sendable (inout Graph, LayerInput, LayerSpecification) throws(Diagnostic) -> NodeID

  package static let kind = "layer"
  package static let request = "of a layer, as in: dense 8 tanh"

  package let name: String
  package let summary: String
  package let parts: [Part]
  package let settings: [Setting]
  /// The layer as a program may write it: `dense 8 tanh`.
  package let written: String
  /// What a setting out of its bounds is told.
  let needs: String
  /// Whether images that enter it as a model's first layer are made rows.
  let takesRows: Bool
  /// The setting with whose probability training drops an element of its input.
  let dropped: String?
  let shapes: Shapes
  let build: Build

  init(
    _ name: String, _ summary: String, as written: String, _ parts: [Part] = [],
    needs: String = "", takesRows: Bool = false, dropped: String? = nil,
    shapes: @escaping Shapes, build: @escaping Build
  ) {
    (self.name, self.summary, self.written, self.parts) = (name, summary, written, parts)
    (self.needs, self.takesRows, self.dropped) = (needs, takesRows, dropped)
    (self.shapes, self.build) = (shapes, build)
    settings = parts.flatMap { part -> [Setting] in
      switch part {
      case .number(let setting), .clause(let setting): [setting]
      case .window(let height, let width): [height, width]
      case .activation: []
      }
    }
  }

  package static let all = [dense, convolution, maxPool, averagePool, flatten, dropout]

}

/// What a layer's nodes are built from.
package struct LayerInput: Sendable {
  /// The batch is its first axis.
  let x: NodeID
  /// Weights and biases, where the layer has any.
  let parameters: [NodeID]
  /// The factors of a layer that drops elements; nil where it does nothing.
  let mask: NodeID?

  package init(x: NodeID, parameters: [NodeID], mask: NodeID?) {
    (self.x, self.parameters, self.mask) = (x, parameters, mask)
  }
}
