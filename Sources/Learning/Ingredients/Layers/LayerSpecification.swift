import Text

/// One layer as it is written: `conv 8 3x3 relu padding 1`.
package struct LayerSpecification: Sendable, Equatable, CustomStringConvertible {
  package let kind: LayerKind
  /// The function of its sums; linear where the layer takes none.
  package let activation: Activation
  private let settings: Choice<LayerKind>

  /// - Parameter given: values of the layer's settings; each that has no default is among them.
  package init(
    _ kind: LayerKind, _ given: [String: Double] = [:], _ activation: Activation = .linear
  ) {
    (self.kind, self.activation) = (kind, activation)
    settings = Choice(kind, given)
  }

  package static func dense(units: Int, _ activation: Activation) -> LayerSpecification {
    LayerSpecification(.dense, ["units": Double(units)], activation)
  }

  package subscript(_ name: String) -> Double { settings[name] }

  func whole(_ name: String) -> Int { Int(settings[name]) }

  /// The probability with which training drops an element of its input.
  package var dropRate: Double { kind.dropped.map { settings[$0] } ?? 0 }

  /// Whether every setting lies within its bounds.
  var isAllowed: Bool {
    zip(kind.settings, settings.values).allSatisfy { $0.bounds.contains($1) }
  }

  /// The layer in the words of a `model` statement.
  package var description: String {
    var words = [kind.name]
    for part in kind.parts {
      switch part {
      case .number(let setting): words.append(self[setting.name].shortest)
      case .window(let height, let width):
        words.append("\(self[height.name].shortest)x\(self[width.name].shortest)")
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

/// A model as it is written: its layers, first to last. What they are applied to decides their shapes.
package struct ModelSpecification: Sendable, Equatable, CustomStringConvertible {
  package let layers: [LayerSpecification]

  package init(layers: [LayerSpecification]) { self.layers = layers }

  package var description: String { layers.map { $0.description }.joined(separator: ", ") }
}
