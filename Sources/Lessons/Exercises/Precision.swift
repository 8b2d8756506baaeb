import LessonLanguage
import Text

/// The precision that a worksheet asks for: a number of significant digits, the fewest that a right answer has.
package enum Precision {
  package static let digits = Agreement.fewestDigits
  /// An exact answer with fewer digits is easily guessed.
  static let fewestExactDigits = 2
  /// The size below which a number is a rounding error of 0.
  static let smallest = 1e-9

  /// Half a unit of the last digit that is wanted of a number: 0.0005 for 0.385.
  package static func tolerance(of value: Double) -> Double {
    guard value.isFinite, value != 0 else { return 0 }
    return Double("5e\(DecimalNumber(value).point - digits - 1)") ?? 0
  }

  /// Whether an exact answer has too few digits.
  static func isShort(_ value: Double) -> Bool {
    let digits = DecimalNumber(value).rounded(toSignificant: NumberFormat.exactDigits).digits
    return digits.count < fewestExactDigits
  }

  /// Whether a given number is a value, rounded to the digits that are wanted or to more.
  static func agrees(_ given: Double, with value: Double) -> Bool {
    // The bound is inclusive, although the numbers may not be exact in binary.
    let slack = 4 * max(abs(value), abs(given)).ulp
    return abs(given - value) <= tolerance(of: value) + slack
  }

  /// Whether some answer would agree with both numbers.
  static func areClose(_ a: Double, _ b: Double) -> Bool {
    let slack = 8 * max(abs(a), abs(b)).ulp
    return abs(a - b) <= tolerance(of: a) + tolerance(of: b) + slack
  }

  /// The number in ASCII, to eight significant digits: what a key has.
  package static func text(_ value: Double) -> String {
    NumberFormat.ascii(value, digits: NumberFormat.exactDigits)
  }

  /// The tolerance of a number in ASCII.
  package static func toleranceText(of value: Double) -> String {
    NumberFormat.ascii(tolerance(of: value), digits: 1)
  }

  /// Whether the key's number is the value, as far as the key writes it.
  package static func isInKey(_ written: Double, as value: Double) -> Bool {
    abs(written - value) <= 1e-7 * abs(value)
  }
}

extension NumberFormat {
  /// A finite number with at most a number of significant digits, for a program to read: `-0.055`, `1.5e-7`.
  static func ascii(_ value: Double, digits: Int) -> String {
    let number = DecimalNumber(value).rounded(toSignificant: digits)
    let sign = number.isNegative && !number.digits.isEmpty ? "-" : ""
    if number.digits.isEmpty || (number.point > -4 && number.point <= 15) {
      return sign + number.plain(decimals: 0)
    }
    let (mantissa, power) = number.scientific(significant: 1)
    return "\(sign)\(mantissa)e\(power)"
  }
}
