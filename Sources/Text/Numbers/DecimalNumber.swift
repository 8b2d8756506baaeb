/// The shortest decimal digits that read back as the same finite number: 0.d₁d₂d₃… × 10^point.
package struct DecimalNumber: Equatable {
  package let isNegative: Bool
  /// Values 0 to 9, without zeros at either end; empty for zero.
  package private(set) var digits: [UInt8]
  /// The position of the decimal point, counted from before the first digit.
  package private(set) var point: Int

  /// - Parameter value: a finite number.
  package init(_ value: Double) { self.init(value.description) }

  /// - Parameter text: digits with or without a sign, a point and an exponent.
  package init(_ text: String) {
    var digits: [UInt8] = []
    digits.reserveCapacity(24)
    var point = 0
    var hasPoint = false
    var exponent = 0
    var hasExponent = false
    var (isNegative, isExponentNegative) = (false, false)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"):
        if hasExponent { isExponentNegative = true } else { isNegative = true }
      case UInt8(ascii: "+"): continue
      case UInt8(ascii: "."): hasPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): hasExponent = true
      default:
        let digit = byte - UInt8(ascii: "0")
        if hasExponent {
          exponent = min(10 * exponent + Int(digit), 100_000_000)
        } else {
          digits.append(digit)
          if !hasPoint { point += 1 }
        }
      }
    }
    self.isNegative = isNegative
    self.digits = digits
    self.point = point + (isExponentNegative ? -exponent : exponent)
    normalize()
  }

  private mutating func normalize() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// Returns the number rounded to `count` significant digits, halves away from zero.
  package func rounded(toSignificant count: Int) -> DecimalNumber {
    guard digits.count > count else { return self }
    var result = self
    if count < 0 {
      result.digits = []
      result.point = 0
      return result
    }
    let up = digits[count] >= 5
    result.digits = Array(digits.prefix(count))
    if up { result.increment() }
    result.normalize()
    return result
  }

  /// Returns the number rounded to `count` digits after the decimal point.
  package func rounded(toDecimals count: Int) -> DecimalNumber {
    rounded(toSignificant: point + count)
  }

  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
      index -= 1
    }
    digits.insert(1, at: 0)
    point += 1
  }

  /// The number without exponent, with at least `decimals` digits after the point.
  package func plain(decimals: Int) -> String {
    var text: [UInt8] = []
    if point <= 0 { text.append(UInt8(ascii: "0")) }
    for index in 0..<max(point, 0) { text.append(digit(index)) }
    let places = max(decimals, digits.count - point)
    if places > 0 {
      text.append(UInt8(ascii: "."))
      for place in 0..<places { text.append(digit(point + place)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// d.ddd with at least `significant` digits, and the power of ten by which it is multiplied.
  package func scientific(significant: Int) -> (mantissa: String, power: Int) {
    var text = [digit(0)]
    let count = max(significant, digits.count)
    if count > 1 {
      text.append(UInt8(ascii: "."))
      for index in 1..<count { text.append(digit(index)) }
    }
    return (String(decoding: text, as: UTF8.self), point - 1)
  }

  package var value: Double {
    if digits.isEmpty { return 0 }
    let magnitude = Self.product(digits, exponent: point - digits.count) ?? read
    return isNegative ? -magnitude : magnitude
  }

  /// The digits as an integer, times 10^exponent; `nil` unless both the integer and the power of ten are exact as Double, so
  /// that their product or quotient is correctly rounded (Clinger 1990).
  static func product(_ digits: [UInt8], exponent: Int) -> Double? {
    guard digits.count <= 15, abs(exponent) <= 22 else { return nil }
    var whole: Int64 = 0
    for digit in digits { whole = 10 * whole + Int64(digit) }
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? Double(whole) / power : Double(whole) * power
  }

  /// The magnitude, parsed by the standard library.
  private var read: Double {
    let text = [UInt8(ascii: "0"), UInt8(ascii: ".")] + digits.map { $0 + UInt8(ascii: "0") }
    return Double(String(decoding: text, as: UTF8.self) + "e\(point)") ?? .nan
  }

  private func digit(_ index: Int) -> UInt8 {
    UInt8(ascii: "0") + (index >= 0 && index < digits.count ? digits[index] : 0)
  }
}
