import Text

/// A numeric setting of an ingredient: its name, bounds and default.
package struct Setting: Sendable {
  package let name: String
  package let bounds: Bounds
  /// The default; `nil` if the setting is required.
  package let fallback: Double?
  /// A value for examples.
  package let example: Double
  /// Whether the default is omitted when the ingredient is written.
  package let isOptional: Bool

  init(_ name: String, _ bounds: Bounds, default fallback: Double, isOptional: Bool = false) {
    (self.name, self.bounds, self.isOptional) = (name, bounds, isOptional)
    (self.fallback, example) = (fallback, fallback)
  }

  /// A required setting.
  init(_ name: String, _ bounds: Bounds, example: Double) {
    (self.name, self.bounds, self.example) = (name, bounds, example)
    (fallback, isOptional) = (nil, false)
  }

  /// The valid values of a setting.
  package enum Bounds: Sendable {
    /// 0 ≤ x < 1
    case fraction
    case notNegative
    case finite
    case positive
    /// Above 0 and expected to be tiny.
    case small
    /// An integer of at least `from`; `what` completes the phrase "a whole number of units".
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

    /// Whether a number has the right type for the setting, even if it is out of range.
    package func takes(_ value: Double) -> Bool {
      guard case .whole = self else { return true }
      return value <= Self.mostWhole && Int(exactly: value) != nil
    }

    /// The noun for the setting in messages.
    package var noun: String {
      switch self {
      case .fraction: "a number from 0 to below 1"
      case .notNegative, .finite, .positive, .small: "a number"
      case .whole(_, let what): "a whole number \(what)"
      }
    }

    /// The rule for the values in messages.
    package var rule: String {
      switch self {
      case .fraction: "is \(noun)"
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
