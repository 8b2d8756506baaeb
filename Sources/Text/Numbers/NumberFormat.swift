/// Decides how every number is printed.
///
/// A number with at most eight significant digits is printed exactly. Any other is rounded to the requested decimals, but to at
/// least three significant digits; below 10⁻⁴ it is written with a power of ten. A literal keeps its spelling.
package struct NumberFormat {
  package let decimals: Int
  package let unicode: Bool

  package init(decimals: Int, unicode: Bool) {
    self.decimals = decimals
    self.unicode = unicode
  }

  /// A number as it is printed.
  package struct Printed: Equatable {
    package let text: String
    package let isExact: Bool
    /// The value of the printed digits.
    package let value: Double
    /// Half a unit of the last printed digit.
    package let halfUnit: Double
    /// The printed digits; `nil` if the number is not finite.
    package let decimal: DecimalNumber?
  }

  /// The largest number of significant digits of an exact number; a number with more is rounded.
  package static let exactDigits = 8
  private static let mostDigits = 17

  package func print(_ value: Double, spelling: String? = nil, extraDigits: Int = 0) -> Printed {
    guard value.isFinite else {
      let text = value.isNaN ? "nan" : value < 0 ? minus + "inf" : "inf"
      return Printed(text: text, isExact: true, value: value, halfUnit: 0, decimal: nil)
    }
    if let spelling {
      return Printed(
        text: signed(spelling), isExact: true, value: value, halfUnit: 0,
        decimal: DecimalNumber(spelling))
    }
    let number = DecimalNumber(value)
    let short = number.rounded(toSignificant: Self.exactDigits)
    // Digits after the sixteenth are artefacts of binary arithmetic.
    if abs(short.value - value) <= 1e-14 * abs(value) {
      // A request for more digits shows them, because a line would be false without: 0.3 − 0.3 is not 5 × 10⁻¹⁷.
      return extraDigits == 0 ? exact(short) : whole(number)
    }
    return rounded(number, extraDigits)
  }

  private func exact(_ number: DecimalNumber) -> Printed {
    let isPlain = number.digits.isEmpty || (number.point > -4 && number.point <= 15)
    let text = isPlain ? number.plain(decimals: 0) : scientific(number, significant: 1)
    let lastDigit = halfUnit(of: number.point - number.digits.count)
    return Printed(
      text: sign(number) + text, isExact: true, value: number.value,
      halfUnit: min(usualHalfUnit(number), number.digits.isEmpty ? .infinity : lastDigit),
      decimal: number)
  }

  /// The number with all of its digits.
  private func whole(_ number: DecimalNumber) -> Printed {
    let isPlain = number.point > -4 && number.point <= 15
    let text = isPlain ? number.plain(decimals: 0) : scientific(number, significant: 1)
    return Printed(
      text: sign(number) + text, isExact: false, value: number.value, halfUnit: 0, decimal: number)
  }

  private func rounded(_ number: DecimalNumber, _ extraDigits: Int) -> Printed {
    let isSmall = number.point <= -4
    let isLarge = number.point > 15
    let significant = isSmall || isLarge ? max(3, decimals) : max(3, number.point + decimals)
    let count = min(significant + extraDigits, Self.mostDigits)
    let short = number.rounded(toSignificant: count)
    let text =
      isSmall || isLarge
      ? scientific(short, significant: count)
      : short.plain(decimals: max(min(count, Self.mostDigits - 1) - number.point, 0))
    return Printed(
      text: sign(short) + text, isExact: false, value: short.value,
      halfUnit: halfUnit(of: number.point - count), decimal: short)
  }

  /// Half a unit in the last digit of a rounded number of this size.
  private func usualHalfUnit(_ number: DecimalNumber) -> Double {
    if number.digits.isEmpty { return halfUnit(of: -decimals) }
    let point = number.point
    let count = point <= -4 || point > 15 ? max(3, decimals) : max(3, point + decimals)
    return halfUnit(of: point - count)
  }

  /// ½ · 10^exponent
  private func halfUnit(of exponent: Int) -> Double {
    DecimalNumber.product([5], exponent: exponent - 1) ?? Double("0.5e\(exponent)") ?? 0
  }

  /// A number in a table: always with the requested decimals, so that the decimal points are aligned.
  package func column(_ value: Double) -> String {
    guard value.isFinite else { return print(value).text }
    let number = DecimalNumber(value)
    if number.digits.isEmpty { return number.plain(decimals: decimals) }
    if number.point <= -4 || number.point > 9 {
      let count = max(3, decimals)
      let short = number.rounded(toSignificant: count)
      return sign(short) + scientific(short, significant: count)
    }
    let short = number.rounded(toDecimals: max(decimals, 3 - number.point))
    return sign(short) + short.plain(decimals: max(decimals, 3 - number.point))
  }

  private func scientific(_ number: DecimalNumber, significant: Int) -> String {
    let (mantissa, power) = number.scientific(significant: significant)
    if !unicode { return "\(mantissa)e\(power)" }
    return "\(mantissa) × 10" + superscript(power)
  }

  private func sign(_ number: DecimalNumber) -> String {
    number.isNegative && !number.digits.isEmpty ? minus : ""
  }

  private func signed(_ spelling: String) -> String {
    spelling.hasPrefix("-") ? minus + spelling.dropFirst() : spelling
  }

  private var minus: String { unicode ? "−" : "-" }
}

/// An integer in superscript digits: ⁻⁹.
package func superscript(_ number: Int) -> String {
  let digits: [String] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  var text = number < 0 ? "⁻" : ""
  for byte in "\(number.magnitude)".utf8 { text += digits[Int(byte) - 48] }
  return text
}
