import Autodiff
import LessonLanguage
import Text

extension Formula {
  /// The precedence of an operation: a part of a lower precedence than its context is in parentheses.
  enum Binding: Int, Comparable {
    case choice, comparison, sum, product, sign, power, atom

    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
  }

  var binding: Binding {
    switch self {
    case .choice: .choice
    case .comparison: .comparison
    case .sum(let terms): terms.count == 1 ? .atom : .sum
    case .product, .matrixProduct: .product
    case .negative: .sign
    case .power, .derivative: .power
    case .abridged(let inner, _): inner.binding
    case .share: .product
    default: .atom
    }
  }

  /// Whether it begins with a minus sign.
  var isNegative: Bool {
    if case .number(let value, _) = self { return value < 0 }
    if case .negative = self { return true }
    return false
  }

  /// Whether it is a positive integer literal.
  var isWritten: Bool {
    guard case .number(let value, _?) = self else { return false }
    return Int(exactly: value) != nil && value > 0
  }

  /// The largest number of parts of a sum, a list or a call that are all shown.
  static let mostParts = 24

  /// The formula of many parts in a row: the first, the last, and the number of omitted ones.
  static func abridged(_ parts: [Formula]) -> [Formula] {
    if parts.count <= mostParts { return parts }
    let first = parts.prefix(mostParts / 2)
    let last = parts.suffix(3)
    return first + [.omitted(count: parts.count - first.count - last.count)] + last
  }
}
