import Text

/// One layer as written: `conv 8 3x3 relu padding 1`.
package struct LayerSpecification: Sendable, Equatable, CustomStringConvertible {
  package let kind: LayerKind
  /// The function applied to the sums; linear if the layer takes none.
  package let activation: Activation
  private let settings: Choice<LayerKind>
  /// The layers in braces; `nil` if the layer takes none.
  package let block: [LayerSpecification]?

  /// - Parameter given: values of the layer's settings, including every setting without a default.
  package init(
    _ kind: LayerKind, _ given: [String: Double] = [:], _ activation: Activation = .linear,
    block: [LayerSpecification]? = nil
  ) {
    (self.kind, self.activation, self.block) = (kind, activation, block)
    settings = Choice(kind, given)
  }

  package static func dense(units: Int, _ activation: Activation) -> LayerSpecification {
    LayerSpecification(.dense, ["units": Double(units)], activation)
  }

  package subscript(_ name: String) -> Double { settings[name] }

  func whole(_ name: String) -> Int { Int(settings[name]) }

  /// The probability that training drops an element of its input.
  package var dropRate: Double { kind.dropped.map { settings[$0] } ?? 0 }

  /// Whether every setting is within its bounds.
  var isAllowed: Bool {
    zip(kind.settings, settings.values).allSatisfy { $0.bounds.contains($1) }
  }

  /// The layer as written in a `model` statement.
  package var description: String {
    var words = [kind.name]
    for part in kind.parts {
      switch part {
      case .number(let setting): words.append(self[setting.name].shortest)
      case .window(let height, let width):
        words.append("\(self[height.name].shortest)x\(self[width.name].shortest)")
      case .block:
        words.append("{ \(ModelSpecification(layers: block ?? []).description) }")
      case .activation: if activation != .linear { words.append(activation.name) }
      case .clause(let setting):
        if self[setting.name] != setting.fallback {
          words += [setting.name, self[setting.name].shortest]
        }
      }
    }
    return words.joined(separator: " ")
  }
}

/// A model as written: its layers, first to last. Their shapes depend on the samples.
package struct ModelSpecification: Sendable, Equatable, CustomStringConvertible {
  package let layers: [LayerSpecification]

  package init(layers: [LayerSpecification]) { self.layers = layers }

  /// The number of layers, with those of blocks.
  var count: Int {
    layers.reduce(0) { $0 + 1 + ($1.block.map { ModelSpecification(layers: $0).count } ?? 0) }
  }

  package var description: String { layers.map { $0.description }.joined(separator: ", ") }
}
