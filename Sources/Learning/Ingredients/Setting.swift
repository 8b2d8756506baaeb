import Text

/// A number that an ingredient takes: its name, the values it may have, and the one it has unless set.
package struct Setting: Sendable {
  package let name: String
  package let bounds: Bounds
  /// nil where it must be given.
  package let fallback: Double?
  /// A value to show how the ingredient is written.
  package let example: Double
  /// Whether the spelling leaves it out where it has its default.
  package let isOptional: Bool

  init(_ name: String, _ bounds: Bounds, default fallback: Double, isOptional: Bool = false) {
    (self.name, self.bounds, self.isOptional) = (name, bounds, isOptional)
    (self.fallback, example) = (fallback, fallback)
  }

  /// A setting that must be given.
  init(_ name: String, _ bounds: Bounds, example: Double) {
    (self.name, self.bounds, self.example) = (name, bounds, example)
    (fallback, isOptional) = (nil, false)
  }

  /// The values that a setting may have.
  package enum Bounds: Sendable {
    /// 0 ≤ x < 1
    case fraction
    case notNegative
    case finite
    case positive
    /// Above 0, and meant to be tiny.
    case small
    /// A whole number from `least` on; `what` says of what, as in "a whole number of units".
    case whole(from: Int, _ what: String)

    private static let mostWhole = 1_000_000_000.0

    package func contains(_ value: Double) -> Bool {
      switch self {
      case .fraction: value >= 0 && value < 1
      case .notNegative: value >= 0 && value.isFinite
      case .finite: value.isFinite
      case .positive, .small: value > 0 && value.isFinite
      case .whole(let least, _): value >= Double(least) && takes(value)
      }
    }

    /// Whether a number is of the kind that a setting takes, be it too small or not.
    package func takes(_ value: Double) -> Bool {
      guard case .whole = self else { return true }
      return value <= Self.mostWhole && Int(exactly: value) != nil
    }

    /// What a message asks for.
    package var noun: String {
      switch self {
      case .fraction: "a probability"
      case .notNegative, .finite, .positive, .small: "a number"
      case .whole(_, let what): "a whole number \(what)"
      }
    }

    /// What a message says of the values.
    package var rule: String {
      switch self {
      case .fraction: "lies from 0 to below 1"
      case .notNegative: "is a finite number, 0 or more"
      case .finite: "is a finite number"
      case .positive: "is a number above 0"
      case .small: "is a small number above 0"
      case .whole(let least, _):
        "is \(noun)" + (least == 0 ? "" : ", \(least) or more")
      }
    }
  }
}
