import Autodiff
import LessonLanguage
import Text

extension Formula {
  /// How tightly an operation holds its operands together: parentheses stand where a part binds less than its place asks for.
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

  /// Whether it is a positive whole number that the program has written so.
  var isWritten: Bool {
    guard case .number(let value, _?) = self else { return false }
    return Int(exactly: value) != nil && value > 0
  }

  /// More parts of a sum, a list or a call than these are abridged.
  static let mostParts = 24

  /// What is written of many parts in a row: the first and the last, and how many are left out.
  static func abridged(_ parts: [Formula]) -> [Formula] {
    if parts.count <= mostParts { return parts }
    let first = parts.prefix(mostParts / 2)
    let last = parts.suffix(3)
    return first + [.omitted(count: parts.count - first.count - last.count)] + last
  }
}
