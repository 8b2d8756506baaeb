import Text

/// One layer as it is written.
package enum LayerSpecification: Sendable, Equatable, CustomStringConvertible {
  /// y = f(W @ x + b), `units` outputs.
  case dense(units: Int, Activation)
  /// y = f(x ⋆ k + b), a window that slides over images, `filters` output channels.
  case convolution(
    filters: Int, height: Int, width: Int, Activation, stride: Int = 1, padding: Int = 0)
  case maxPool(Int)
  case averagePool(Int)
  /// An image as one row.
  case flatten
  /// In training each element is 0 with this probability, else divided by what is left of 1.
  case dropout(Double)

  /// The layer in the words of a `model` statement.
  package var description: String {
    switch self {
    case .dense(let units, let activation): "dense \(units)" + Self.written(activation)
    case .convolution(let filters, let height, let width, let activation, let stride, let padding):
      "conv \(filters) \(height)x\(width)" + Self.written(activation)
        + (stride == 1 ? "" : " stride \(stride)") + (padding == 0 ? "" : " padding \(padding)")
    case .maxPool(let size): "max_pool \(size)"
    case .averagePool(let size): "avg_pool \(size)"
    case .flatten: "flatten"
    case .dropout(let rate): "dropout \(rate.shortest)"
    }
  }

  private static func written(_ activation: Activation) -> String {
    activation == .linear ? "" : " \(activation.rawValue)"
  }
}

/// A model as it is written: its layers, first to last. What they are applied to decides their shapes.
package struct ModelSpecification: Sendable, Equatable, CustomStringConvertible {
  package let layers: [LayerSpecification]

  package init(layers: [LayerSpecification]) { self.layers = layers }

  package var description: String { layers.map { $0.description }.joined(separator: ", ") }
}
