/// A JSON value (RFC 8259). Objects keep the order of their members.
package indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  /// A number without fraction or exponent that fits in 64 bits.
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  package typealias Member = (name: String, value: JSON)

  package static func whole(_ value: Int) -> JSON { .integer(Int64(value)) }

  /// The member of an object.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}

extension JSON: Equatable {
  package static func == (a: JSON, b: JSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    default: false
    }
  }
}

extension JSON {
  /// A string in quotes. Escapes what JSON requires, and characters that could control a terminal or reorder a line.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.steersTerminal {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

extension JSON {
  /// The value on one line. Numbers that JSON does not have are the strings "nan", "inf" and "-inf".
  package var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value) where value.isNaN: "\"nan\""
    case .number(let value): value.isFinite ? value.shortest : "\"\(value)\""
    case .string(let value): Self.quoted(value)
    case .array(let items): "[" + items.map { $0.text }.joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  package static func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
  package static func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }

  /// The value as a finite number.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The value as a number in the notation of `text`, which may be infinite or NaN.
  package var numberOrWord: Double? {
    switch string {
    case "inf": .infinity
    case "-inf": -.infinity
    case "nan": .nan
    default: number
    }
  }

  package var whole: Int? {
    if case .integer(let value) = self { return Int(exactly: value) }
    return nil
  }

  package var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  package var items: [JSON]? {
    if case .array(let items) = self { return items }
    return nil
  }

  package var numbers: [Double]? {
    guard let items else { return nil }
    let numbers = items.compactMap { $0.number }
    return numbers.count == items.count ? numbers : nil
  }

  package var strings: [String]? {
    guard let items else { return nil }
    let strings = items.compactMap { $0.string }
    return strings.count == items.count ? strings : nil
  }

  /// Returns the number that a text spells; `nil` if it spells none.
  package static func read(_ text: String) -> JSON? {
    try? JSONReader.value(of: Array(text.utf8))
  }
}
