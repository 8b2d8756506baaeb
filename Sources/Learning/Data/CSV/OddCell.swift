import Text

/// A field that should be a number but is not: what it seems to be, and how to correct it.
package struct OddCell {
  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  /// Whether the field marks a missing value: `NA`, `?` and the like.
  var isGap: Bool {
    guard text.count <= Self.longestGap, !(text.first?.isDigit ?? false) else { return false }
    let small = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return Self.gaps.contains { small.elementsEqual($0.utf8) }
  }

  /// The words for a missing value, in any case.
  package static let gaps = ["", "na", "n/a", "#n/a", "nan", "null", "nil", "?", "-", "--"]
  static let longestGap = 4

  /// Whether the field is a number in an unusual notation.
  var isNearlyNumber: Bool { spelling != nil }

  /// How to correct the field among numbers.
  var correction: String { advice ?? "correct it, or empty the field if it is missing" }

  /// How to write the field as a number; `nil` if it seems to be a word.
  var advice: String? {
    if let spelling { return spelling }
    if isDate { return "put the year, month and day of a date in separate columns" }
    let small = text.map { $0 | 0x20 }
    if ["true", "false", "yes", "no"].contains(where: { small.elementsEqual($0.utf8) }) {
      return "write 1 for true or yes and 0 for false or no"
    }
    return nil
  }

  private var spelling: String? {
    if isHexadecimal { return "write the number in decimal digits" }
    var kinds: [String] = []
    var rest = text[...]
    if let amount = Self.withoutCurrency(rest) {
      rest = amount
      kinds.append("its currency")
    }
    if rest.last == UInt8(ascii: "%") {
      rest = rest.dropLast()
      kinds.append("the per cent sign")
    }
    while let last = rest.last, last.isBlank { rest = rest.dropLast() }
    var fraction = ""
    if !Self.isNumber(rest) {
      if let separator = Self.thousands(rest) {
        kinds.append("the \(separator) between thousands")
      } else if Self.isNumber(rest, decimal: .comma) {
        fraction = " with a point before its fraction"
      } else {
        return nil
      }
    }
    let without = kinds.isEmpty ? "" : " without " + kinds.joined(separator: " and ")
    return without.isEmpty && fraction.isEmpty ? nil : "write the number" + without + fraction
  }

  /// What follows a number, as `cm` in `145 cm`; `nil` if the field is no number with a unit.
  var unit: String? {
    guard let start = text.lastIndex(where: { $0.isDigit }).map({ $0 + 1 }), start < text.count,
      Self.isNumber(text[..<start])
    else { return nil }
    let unit = text[start...].drop { $0.isBlank }
    return unit.isEmpty ? nil : String(decoding: unit, as: UTF8.self)
  }

  private static func isNumber(_ text: ArraySlice<UInt8>, decimal: UInt8 = .point) -> Bool {
    if case .number = SpelledNumber(Array(text), 0..<text.count, decimal: decimal) {
      true
    } else {
      false
    }
  }

  /// The separator of thousands in a number whose digits are grouped in threes by commas, points, apostrophes, underscores or
  /// spaces.
  private static func thousands(_ text: ArraySlice<UInt8>) -> String? {
    let names: [(UInt8, String)] = [
      (.comma, "commas"), (.point, "points"), (UInt8(ascii: "'"), "apostrophes"),
      (UInt8(ascii: "_"), "underscores"), (0x20, "spaces"),
    ]
    var text = text
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      text = text.dropFirst()
    }
    for (separator, name) in names {
      let groups = text.split(separator: separator, omittingEmptySubsequences: false)
      guard groups.count > 1, let first = groups.first, let last = groups.last,
        (1...3).contains(first.count), groups.dropLast().allSatisfy({ Self.areDigits($0) }),
        groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 }),
        last.prefix(3).count == 3, areDigits(last.prefix(3))
      else { continue }
      let fraction = last.dropFirst(3)
      if fraction.isEmpty {
        // A single point is a decimal point, and was read as one.
        return groups.count == 2 && separator == .point ? nil : name
      }
      if let sign = fraction.first, sign != separator, sign == .comma || sign == .point,
        areDigits(fraction.dropFirst())
      {
        return name
      }
    }
    return nil
  }

  private static func areDigits(_ text: ArraySlice<UInt8>) -> Bool {
    text.allSatisfy { $0.isDigit }
  }

  private static func withoutCurrency(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for sign in ["$", "€", "£", "¥", "USD", "EUR", "GBP", "CHF", "Rs"] {
      let sign = Array(sign.utf8)
      if text.count > sign.count, text.starts(with: sign) {
        return text.dropFirst(sign.count).drop { $0.isBlank }
      }
      if text.count > sign.count, text.suffix(sign.count).elementsEqual(sign) {
        return text.dropLast(sign.count)
      }
      // -$3.20
      if text.first == UInt8(ascii: "-"), text.dropFirst().starts(with: sign) {
        return text.dropFirst(sign.count + 1)
      }
    }
    return nil
  }

  private var isHexadecimal: Bool {
    text.count > 2 && text[0] == UInt8(ascii: "0") && text[1] | 0x20 == UInt8(ascii: "x")
      && text.dropFirst(2).allSatisfy { $0.isDigit || (0x61...0x66).contains($0 | 0x20) }
  }

  /// Whether the field is three numbers separated by hyphens, slashes or points, such as 2024-05-01, with or without a time.
  var isDate: Bool {
    let day = text.prefix { $0 != 0x20 && $0 != UInt8(ascii: "T") }
    return ["-", "/", "."].contains { sign in
      let parts = day.split(separator: sign.utf8.first!, omittingEmptySubsequences: false)
      return parts.count == 3
        && parts.allSatisfy { (1...4).contains($0.count) && Self.areDigits($0) }
    }
  }
}
