/// A finite number's shortest decimal digits: 0.d₁d₂d₃… × 10^point, which read back give the same number.
package struct DecimalNumber: Equatable {
  package let isNegative: Bool
  /// Values 0 to 9, without zeros at either end; empty for zero.
  package private(set) var digits: [UInt8]
  /// Where the decimal point stands, counted from before the first digit.
  package private(set) var point: Int

  /// A finite number's.
  package init(_ value: Double) { self.init("\(value)") }

  /// The number as it is written: digits with or without a sign, a point and an exponent.
  package init(_ text: String) {
    var digits: [UInt8] = []
    var point = 0
    var hasPoint = false
    var exponent = 0
    var isNegative = false
    let text = Array(text.utf8)
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): hasPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        index = text.count
      default:
        digits.append(text[index] - UInt8(ascii: "0"))
        if !hasPoint { point += 1 }
      }
      index += 1
    }
    self.isNegative = isNegative
    self.digits = digits
    self.point = point + exponent
    normalize()
  }

  private mutating func normalize() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// Rounded to `count` significant digits, halves away from zero.
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

  /// Rounded to `count` digits after the decimal point.
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

  /// The digits with a point among them and at least `decimals` places after it.
  package func plain(decimals: Int) -> String {
    var text = ""
    if point <= 0 { text = "0" }
    for index in 0..<max(point, 0) { text += digit(index) }
    let places = max(decimals, digits.count - point)
    if places > 0 {
      text += "."
      for place in 0..<places { text += digit(point + place) }
    }
    return text
  }

  /// d.ddd with at least `significant` digits, and the power of ten that it is multiplied with.
  package func scientific(significant: Int) -> (mantissa: String, power: Int) {
    var text = digit(0)
    let count = max(significant, digits.count)
    if count > 1 {
      text += "."
      for index in 1..<count { text += digit(index) }
    }
    return (text, point - 1)
  }

  /// The number that the digits stand for.
  package var value: Double {
    if digits.isEmpty { return 0 }
    var text = isNegative ? "-0." : "0."
    for index in digits.indices { text += digit(index) }
    return Double("\(text)e\(point)") ?? .nan
  }

  private func digit(_ index: Int) -> String {
    index >= 0 && index < digits.count ? "\(digits[index])" : "0"
  }
}
