import Autodiff
import Text

/// The printed forms of numbers, which are the same for the same number.
final class NumberBook {
  let format: NumberFormat
  /// The number of extra digits of a number.
  private var extra: [UInt64: Int] = [:]
  /// A cache of printed numbers, because each is needed again for every digit that another one gains.
  private var known: [Entry: NumberFormat.Printed] = [:]

  private struct Entry: Hashable {
    let bits: UInt64
    let spelling: String?
    let extra: Int
  }

  init(_ format: NumberFormat) { self.format = format }

  func print(_ value: Double, spelling: String? = nil) -> NumberFormat.Printed {
    let entry = Entry(
      bits: value.bitPattern, spelling: spelling, extra: extra[key(value)] ?? 0)
    if let printed = known[entry] { return printed }
    let printed = format.print(value, spelling: spelling, extraDigits: entry.extra)
    known[entry] = printed
    return printed
  }

  /// A key that ignores the sign and rounding errors in the last 12 bits.
  private func key(_ value: Double) -> UInt64 {
    (value.magnitude.bitPattern &+ 0x800) >> 12
  }

  /// A number after `≈`; one that would be exact alone is shown to its known digits.
  func roundedText(_ value: Double) -> String {
    let printed = print(value)
    return printed.isExact ? format.column(value) : printed.text
  }

  /// Whether every number of a formula is exact as printed.
  func isExact(_ formula: Formula) -> Bool {
    var isExact = true
    formula.forEachNumber { value, spelling in
      if !print(value, spelling: spelling).isExact { isExact = false }
    }
    return isExact
  }

  /// The value of a formula computed from the printed digits.
  func printedValue(of formula: Formula) -> Double? {
    formula.replacingNumbers { .number(self.print($0, spelling: $1).value) }.value
  }

  /// Whether a formula has a number that more digits would make more precise.
  func canSharpen(_ formula: Formula) -> Bool { !improvable(formula).isEmpty }

  /// Gives every rounded number of a formula one more digit; if there is none, shows the binary rounding errors of numbers that
  /// are otherwise exact.
  func sharpen(_ formula: Formula) {
    for key in improvable(formula) { extra[key, default: 0] += 1 }
  }

  private func improvable(_ formula: Formula) -> Set<UInt64> {
    var rounded: Set<UInt64> = []
    var almostExact: Set<UInt64> = []
    formula.forEachNumber { value, spelling in
      let printed = self.print(value, spelling: spelling)
      if printed.value == value { return }
      if printed.isExact {
        almostExact.insert(self.key(value))
      } else {
        rounded.insert(self.key(value))
      }
    }
    return rounded.isEmpty ? almostExact : rounded
  }

  /// Returns a copy that starts with the digits of this book.
  func copy() -> NumberBook {
    let copy = NumberBook(format)
    copy.extra = extra
    return copy
  }

  func forgetExtraDigits() { extra = [:] }
}

extension Formula {
  /// Returns the formula with each number replaced.
  func replacingNumbers(_ replace: (Double, String?) -> Formula) -> Formula {
    if case .number(let value, let spelling) = self { return replace(value, spelling) }
    return mapOperands { $0.replacingNumbers(replace) }
  }
}
