/// A number as a file spells it: `-1.5e3`, correctly rounded.
package enum SpelledNumber: Equatable {
  case number(Double)
  case notFinite
  case notANumber

  /// Reads `[+-] digits [. digits] [e [+-] digits]`; one of the first two strings of digits may be missing, and `decimal`
  /// replaces the point.
  ///
  /// Up to 15 digits and a power of ten up to 10²² are both exact in a Double, so one product or quotient rounds
  /// correctly (Clinger, "How to read floating point numbers accurately", 1990); the standard library reads all others.
  package init(_ bytes: [UInt8], _ range: Range<Int>, decimal: UInt8 = .point) {
    var position = range.lowerBound
    let end = range.upperBound
    let isNegative = position < end && bytes[position] == UInt8(ascii: "-")
    if position < end, isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    var digits: UInt64 = 0
    var significant = 0
    var count = 0
    var scale = 0
    var isFraction = false
    while position < end {
      let byte = bytes[position]
      if byte == decimal, !isFraction {
        isFraction = true
      } else if byte.isDigit {
        count += 1
        if significant > 0 || byte > 0x30 { significant += 1 }
        if significant <= 18 { digits = digits * 10 + UInt64(byte - 0x30) }
        if isFraction { scale -= 1 }
      } else {
        break
      }
      position += 1
    }
    guard count > 0 else {
      self = Self.isNonFiniteWord(bytes[position..<end]) ? .notFinite : .notANumber
      return
    }
    if position < end {
      guard let exponent = Self.exponent(bytes, position..<end) else {
        self = .notANumber
        return
      }
      scale += exponent
    }
    if significant <= 15, abs(scale) <= 22 {
      let power = Self.powersOfTen[abs(scale)]
      let size = scale < 0 ? Double(digits) / power : Double(digits) * power
      self = .number(isNegative ? -size : size)
      return
    }
    let text = bytes[range].map { $0 == decimal ? .point : $0 }
    let value = Double(String(decoding: text, as: UTF8.self))
    self = value.map { $0.isFinite ? .number($0) : .notFinite } ?? .notANumber
  }

  /// The exponent after an `e`, clamped at 99,999, which gives infinity or 0 anyway.
  private static func exponent(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = range.lowerBound + 1
    var isNegative = false
    if position < range.upperBound, bytes[position] == 0x2B || bytes[position] == 0x2D {
      isNegative = bytes[position] == 0x2D
      position += 1
    }
    guard position < range.upperBound else { return nil }
    var exponent = 0
    for byte in bytes[position..<range.upperBound] {
      guard byte.isDigit else { return nil }
      exponent = min(exponent * 10 + Int(byte - 0x30), 99_999)
    }
    return isNegative ? -exponent : exponent
  }

  private static func isNonFiniteWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    let letters = bytes.map { $0 | 0x20 }
    return ["nan", "inf", "infinity"].contains { letters.elementsEqual($0.utf8) }
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

extension UInt8 {
  package static let point = UInt8(ascii: ".")

  package var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}

extension Double {
  /// The fewest digits that read back as the same number, an integer without a point: `0.1`, `3`, `1e-07`.
  package var shortest: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
