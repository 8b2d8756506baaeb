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
    /// Layers in braces.
    case block
  }

  package typealias Shapes =
    @Sendable (LayerSite) throws(Diagnostic)
    -> (output: Shape, parameters: [(role: Model.Parameter.Role, shape: Shape)])
  /// Adds the layer's sums to the graph, given its input, whose first axis is the batch.
  package typealias Build =
    @Sendable (inout LayerBuilder, NodeID, Layer) throws(Diagnostic) -> NodeID

  package static let kind = "layer"
  package static let request = "of a layer, as in: dense 8 tanh"

  package let name: String
  package let summary: String
  package let parts: [Part]
  package let settings: [Setting]
  /// How it is written as a module of PyTorch, and as an operator in ONNX's text syntax: `{units}` stands for a setting,
  /// `{inputs}` for the first size of its input, the number of features or channels, `{axes}` for 2 of images and 1 of rows,
  /// and `{block}` for the modules of its block, to whose output ONNX's operator takes the input too. Without a word for what
  /// training alone does, such as dropping.
  package let pytorch: String
  package let onnx: String
  /// An example in the language: `dense 8 tanh`.
  package let written: String
  /// The message about a setting that is out of bounds.
  let needs: String
  /// Whether images are flattened before it, if it is a model's first layer.
  let takesRows: Bool
  /// The name of the setting that is the dropout probability.
  let dropped: String?
  /// Whether the output for a sample in training depends on the others of its batch, of which there must be some.
  package let comparesSamples: Bool
  let shapes: Shapes
  let build: Build

  init(
    _ name: String, _ summary: String, as written: String, _ parts: [Part] = [],
    pytorch: String, onnx: String, needs: String = "", takesRows: Bool = false,
    dropped: String? = nil, comparesSamples: Bool = false, shapes: @escaping Shapes,
    build: @escaping Build
  ) {
    (self.name, self.summary, self.written, self.parts) = (name, summary, written, parts)
    (self.needs, self.takesRows, self.dropped) = (needs, takesRows, dropped)
    (self.pytorch, self.onnx) = (pytorch, onnx)
    self.comparesSamples = comparesSamples
    (self.shapes, self.build) = (shapes, build)
    settings = parts.flatMap { part -> [Setting] in
      switch part {
      case .number(let setting), .clause(let setting): [setting]
      case .window(let height, let width): [height, width]
      case .activation, .block: []
      }
    }
  }

  package static let all = [
    dense, convolution, maxPool, averagePool, flatten, dropout, batchNorm, residual,
  ]
}

/// The place of a layer in a model, from which its shapes follow.
package struct LayerSite {
  let layer: LayerSpecification
  /// The shape of one sample.
  let input: Shape
  /// The shape of its block's output, if it has a block.
  let block: Shape?
  /// The layer in messages.
  let name: String
}
