import Text

/// What a target column was taken for, and why: shown, so that the choice can be overruled.
package struct TargetDecision: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case asked
    /// This value, the first such, is not a number.
    case notANumber(String)
    /// All values are whole numbers, and only so many are different.
    case fewWholeNumbers(Int)
    /// This value, the first such, is a number with a fraction.
    case fraction(String)
    /// All values are whole numbers, but so many are different.
    case manyWholeNumbers(Int)
  }

  package let column: String
  /// Whether the column names classes; else it holds numbers.
  package let isClasses: Bool
  package let reason: Reason

  /// As "'species' names classes: 'setosa' is not a number".
  package var description: String {
    let verdict = isClasses ? "names classes" : "holds numbers"
    let because =
      switch reason {
      case .asked: "as asked"
      case .notANumber(let text): "\(text.excerpt) is not a number"
      case .fewWholeNumbers(let count): "whole numbers, \(count) different ones"
      case .fraction(let text): "\(text.excerpt) is not whole"
      case .manyWholeNumbers(let count): count.counting("different number")
      }
    return "\(column.quoted) \(verdict): \(because)"
  }
}
