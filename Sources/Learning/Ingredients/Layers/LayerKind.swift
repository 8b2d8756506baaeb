import Autodiff
import Text

/// A kind of layer: its syntax, its shapes and its nodes.
package final class LayerKind: Ingredient {
  /// A part of the syntax after a layer's name.
  package enum Part: Sendable {
    case number(Setting)
    /// `3x3`
    case window(height: Setting, width: Setting)
    /// The function applied to the sums; linear if there is none.
    case activation
    /// A word and a number, in any order among others: `stride 2`.
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
  /// An example in the language: `dense 8 tanh`.
  package let written: String
  /// The message about a setting that is out of bounds.
  let needs: String
  /// Whether images are flattened before it, if it is a model's first layer.
  let takesRows: Bool
  /// The name of the setting that is the dropout probability.
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

/// The nodes from which a layer is built.
package struct LayerInput: Sendable {
  /// The input, whose first axis is the batch.
  let x: NodeID
  /// Weights and biases, if the layer has any.
  let parameters: [NodeID]
  /// The factors of a dropout layer; `nil` if nothing is dropped.
  let mask: NodeID?

  package init(x: NodeID, parameters: [NodeID], mask: NodeID?) {
    (self.x, self.parameters, self.mask) = (x, parameters, mask)
  }
}
