import TestSupport
import Testing
import Text

@testable import Text

@Suite("How a number is printed")
struct NumberFormatTests {
  private func printed(_ value: Double, _ decimals: Int = 4, unicode: Bool = true)
    -> NumberFormat.Printed
  { NumberFormat(decimals: decimals, unicode: unicode).print(value) }

  @Test(
    "up to eight significant digits a number is exact and whole",
    arguments: [
      (0.075625, "0.075625"), (0, "0"), (1, "1"), (-0.55, "−0.55"), (0.12345678, "0.12345678"),
      (12_345_678, "12345678"), (1000, "1000"), (-0.0, "0"), (0.1 + 0.2, "0.3"),
      (0.3 - 0.1, "0.2"), (1.1 * 1.1, "1.21"), (0.38 - 0.655, "−0.275"), (100 * 1.1, "110"),
      (0.0001, "0.0001"), (1e-5, "1 × 10⁻⁵"), (2.5e-7, "2.5 × 10⁻⁷"), (1e15, "1 × 10¹⁵"),
      (1e14, "100000000000000"), (1e16, "1 × 10¹⁶"), (-3e100, "−3 × 10¹⁰⁰"),
    ] as [(Double, String)])
  func exact(value: Double, text: String) {
    #expect(printed(value).text == text)
    #expect(printed(value).isExact)
  }

  @Test(
    "any other number is rounded, to three significant digits at least",
    arguments: [
      (1.0 / 3, 4, "0.3333"), (1.0 / 3, 9, "0.333333333"), (1.0 / 3, 0, "0.333"),
      (2.0 / 3, 4, "0.6667"), (-2.0 / 3, 4, "−0.6667"), (1.0 / 300, 4, "0.00333"),
      (1000.0 / 3, 4, "333.3333"), (1000.0 / 3, 0, "333"), (200000.0 / 3, 0, "66667"),
      (0.123456789, 4, "0.1235"), (0.99996666, 4, "0.99996666"), (0.999966666, 4, "1.0000"),
      (0.00039999, 2, "0.00039999"), (1.0 / 2501, 4, "0.000400"), (1.0 / 30_000, 4, "3.333 × 10⁻⁵"),
      (1e-9 / 3, 2, "3.33 × 10⁻¹⁰"), (1e17 / 3, 4, "3.333 × 10¹⁶"),
      (0.3 - 0.1 - 0.2, 4, "−2.776 × 10⁻¹⁷"),
    ] as [(Double, Int, String)])
  func rounded(value: Double, decimals: Int, text: String) {
    #expect(printed(value, decimals).text == text)
    #expect(printed(value, decimals).isExact == (text == "0.99996666" || text == "0.00039999"))
  }

  @Test(
    "ASCII has its own forms",
    arguments: [
      (-0.55, "-0.55"), (2.5e-7, "2.5e-7"), (-1.0 / 30_000, "-3.333e-5"), (1e16, "1e16"),
      (-Double.infinity, "-inf"),
    ] as [(Double, String)])
  func ascii(value: Double, text: String) {
    #expect(printed(value, unicode: false).text == text)
  }

  @Test(
    "NaN and infinity are named",
    arguments: [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "−inf")])
  func notFinite(value: Double, text: String) {
    #expect(printed(value).text == text)
    #expect(printed(value).isExact)
  }

  @Test(
    "a literal keeps its spelling with any number of decimals",
    arguments: ["0.40", "1.50e-3", "5.", "123456789.123"])
  func spelling(text: String) throws {
    let format = NumberFormat(decimals: 2, unicode: true)
    let value = try #require(Double(text.hasSuffix(".") ? text + "0" : text))
    #expect(format.print(value, spelling: text).text == text)
    #expect(format.print(-value, spelling: "-" + text).text == "−" + text)
    #expect(format.print(value, spelling: text).isExact)
  }

  @Test("digits have the value that the standard library reads")
  func value() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<20_000 {
      let digits = Int64.random(in: 0..<10_000_000_000_000_000, using: &random)
      let kept = digits / [1, 10, 1000, 100_000_000][Int.random(in: 0...3, using: &random)]
      let text = "-\(kept)e\(Int.random(in: -40...40, using: &random))"
      #expect(DecimalNumber(text).value == Double(text), "\(text)")
    }
    for text in ["1e22", "1e23", "999999999999999e22", "5e-324", "1.7976931348623157e308", "12.50"]
    {
      #expect(DecimalNumber(text).value == Double(text), "\(text)")
    }
  }

  @Test("a printed number is within half a unit of its last digit", arguments: [0, 1, 4, 9, 15])
  func halfUnit(decimals: Int) {
    var random = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let size = Double.random(in: -12...12, using: &random)
      let value = Double.random(in: -1...1, using: &random) * Double("1e\(Int(size))")!
      let printed = printed(value, decimals)
      #expect(abs(printed.value - value) <= printed.halfUnit * (1 + 1e-9) + 4 * value.ulp)
    }
  }

  @Test(
    "a column keeps the requested decimals, so that decimal points are aligned",
    arguments: [
      (0.38, "0.3800"), (-0.55, "−0.5500"), (0, "0.0000"), (0.00780123, "0.00780"),
      (1e-5, "1.000 × 10⁻⁵"), (123.4, "123.4000"), (.nan, "nan"), (1e12, "1.000 × 10¹²"),
    ] as [(Double, String)])
  func columns(value: Double, text: String) {
    #expect(NumberFormat(decimals: 4, unicode: true).column(value) == text)
  }
}

@Suite("Decimal digits")
struct DecimalNumberTests {
  @Test(
    "the shortest digits read back as the same number",
    arguments: [
      0, 0.1, -0.3, 1e22, 123.456, .leastNonzeroMagnitude, 1.7976931348623157e308, 0.1 + 0.2,
      1.0 / 3, 100,
    ] as [Double])
  func roundTrip(value: Double) { #expect(DecimalNumber(value).value == value) }

  @Test("digits carry no zeros at either end")
  func digits() {
    #expect(DecimalNumber(0.0120).digits == [1, 2])
    #expect(DecimalNumber(0.0120).point == -1)
    #expect(DecimalNumber(1200).digits == [1, 2])
    #expect(DecimalNumber(1200).point == 4)
    #expect(DecimalNumber(0).digits == [])
    #expect(DecimalNumber(-1.5).isNegative)
  }

  @Test(
    "halves are rounded away from zero, and nines carry",
    arguments: [
      (0.125, 2, "0.13"), (-0.125, 2, "0.13"), (2.5, 0, "3"), (0.5, 0, "1"), (0.4, 0, "0"),
      (9.996, 2, "10.00"), (0.0999, 3, "0.100"), (0.049, 1, "0.0"), (0.05, 1, "0.1"),
      (0.004, 1, "0.0"), (123.456, 1, "123.5"),
    ] as [(Double, Int, String)])
  func rounding(value: Double, decimals: Int, text: String) {
    #expect(DecimalNumber(value).rounded(toDecimals: decimals).plain(decimals: decimals) == text)
  }

  @Test("significant digits and powers of ten")
  func scientific() {
    let number = DecimalNumber(0.00012999).rounded(toSignificant: 3)
    #expect(number.scientific(significant: 3) == ("1.30", -4))
    #expect(DecimalNumber(7e10).scientific(significant: 1) == ("7", 10))
  }
}
