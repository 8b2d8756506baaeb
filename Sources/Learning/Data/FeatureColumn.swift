/// A column of a table, as features of a network.
///
/// A column of numbers is one feature and, if it has gaps, a second one, 1 where the number is missing. A column of words is
/// one feature for each category, 1 for the sample's category and otherwise 0 (one-hot).
package struct FeatureColumn: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case number
    /// The distinct values, in the order of their features; `missing` is among them if there are gaps.
    case categories([String])
  }

  package let name: String
  package let kind: Kind
  /// Whether values were missing when the columns were decided.
  package let hasGaps: Bool

  /// The category of a gap.
  static let missing = "missing"

  package init(_ name: String, _ kind: Kind = .number, hasGaps: Bool = false) {
    self.name = name
    self.kind = kind
    self.hasGaps = hasGaps
  }

  /// The number of features.
  package var width: Int {
    switch kind {
    case .number: hasGaps ? 2 : 1
    case .categories(let names): names.count
    }
  }

  /// The names of the features: `age` and `age is missing`, or `sex = female` and `sex = male`.
  package var featureNames: [String] {
    switch kind {
    case .number: hasGaps ? [name, name + " is \(Self.missing)"] : [name]
    case .categories(let names): names.map { "\(name) = \($0)" }
    }
  }

  /// Returns the features of a value as text, which is empty if it is missing; `nil` if it is not a number where one is needed.
  package func features(of text: String) -> [Double]? {
    switch kind {
    case .number:
      if text.isEmpty, hasGaps { return [.nan, 1] }
      guard let number = Double(text), number.isFinite else { return nil }
      return hasGaps ? [number, 0] : [number]
    case .categories(let names): return names.map { $0 == text ? 1 : 0 }
    }
  }

  /// Whether each feature is an indicator, 0 or 1, rather than a number of the table.
  fileprivate var areIndicators: [Bool] {
    switch kind {
    case .number: hasGaps ? [false, true] : [false]
    case .categories(let names): names.map { _ in true }
    }
  }
}

extension [FeatureColumn] {
  /// Columns of numbers without gaps.
  package static func numbers(_ names: [String]) -> [FeatureColumn] {
    names.map { FeatureColumn($0) }
  }

  /// The number of features of all columns together.
  package var width: Int { reduce(0) { $0 + $1.width } }

  package var featureNames: [String] { flatMap { $0.featureNames } }

  package var areIndicators: [Bool] { flatMap { $0.areIndicators } }

  /// The position of each column's first feature in a sample.
  var starts: [Int] {
    var starts: [Int] = []
    var next = 0
    for column in self {
      starts.append(next)
      next += column.width
    }
    return starts
  }
}
