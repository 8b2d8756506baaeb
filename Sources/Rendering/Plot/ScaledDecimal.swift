/// `coefficient × 10^exponent`: a number with few decimal digits.
struct ScaledDecimal: Equatable {
  var coefficient: Int
  var exponent: Int

  init(coefficient: Int, exponent: Int) {
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// A finite `value` rounded to four significant digits, or to an integer of up to six digits, without
  /// trailing zeros.
  init(rounding value: Double) {
    guard value != 0 else {
      self.init(coefficient: 0, exponent: 0)
      return
    }
    let leading = Self.leadingExponent(of: value)
    var exponent = Self.isScientific(leadingExponent: leading) ? leading - 3 : min(leading - 3, 0)
    let half = exponent / 2
    let scaled = value / Self.power(half) / Self.power(exponent - half)
    var coefficient = Int(scaled.rounded(.toNearestOrEven))
    while coefficient % 10 == 0 {
      coefficient /= 10
      exponent += 1
    }
    self.init(coefficient: coefficient, exponent: exponent)
  }

  /// The nearest floating-point number; infinite beyond the largest finite one.
  var value: Double { Double("\(coefficient)e\(exponent)") ?? .infinity }

  /// The power of ten of the first digit: 2 for 314, −3 for 0.00271; 0 for zero.
  var leadingExponent: Int {
    coefficient == 0 ? 0 : exponent + coefficient.magnitude.description.utf8.count - 1
  }

  /// `10^exponent`, correctly rounded.
  static func power(_ exponent: Int) -> Double {
    ScaledDecimal(coefficient: 1, exponent: exponent).value
  }

  /// The power of ten of the first digit of a finite `value` other than zero.
  static func leadingExponent(of value: Double) -> Int {
    let size = value.magnitude
    let log10Of2 = 0.301_029_995_663_981_2
    var exponent = Int((Double(size.exponent) * log10Of2).rounded(.down))
    if power(exponent + 1) <= size { exponent += 1 }
    return exponent
  }
}

// MARK: - Text

extension ScaledDecimal {
  /// Whether a number with this leading exponent is easier to read in scientific form.
  static func isScientific(leadingExponent: Int) -> Bool {
    leadingExponent < -4 || leadingExponent > 5
  }

  /// The shortest common form: `0.655`, `−12`, `1.336 × 10⁻⁹`.
  func text(_ glyphs: PlotGlyphs) -> String {
    let leading = leadingExponent
    return Self.isScientific(leadingExponent: leading)
      ? scientific(power: leading, glyphs) : plain(glyphs)
  }

  /// The digits written out, with the decimals of the exponent.
  func plain(_ glyphs: PlotGlyphs) -> String {
    guard exponent > 0 else { return digits(decimals: -exponent, glyphs) }
    let zeros = coefficient == 0 ? "" : String(repeating: "0", count: exponent)
    return digits(decimals: 0, glyphs) + zeros
  }

  /// A multiple of `10^power`, with the decimals of the exponent; zero is just `0`.
  func scientific(power: Int, _ glyphs: PlotGlyphs) -> String {
    guard coefficient != 0 else { return "0" }
    return digits(decimals: max(0, power - exponent), glyphs) + glyphs.timesTen(toThe: power)
  }

  private func digits(decimals: Int, _ glyphs: PlotGlyphs) -> String {
    var digits = coefficient.magnitude.description
    if decimals > 0 {
      let missing = decimals + 1 - digits.utf8.count
      if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return coefficient < 0 ? glyphs.minus + digits : digits
  }
}
