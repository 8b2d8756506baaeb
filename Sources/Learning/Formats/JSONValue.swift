/// A JSON value (RFC 8259). Objects keep the order of their members.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that 64 bits hold.
  case whole(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The member of an object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}

extension JSONValue {
  /// A string with its quotes. What JSON asks to be escaped is, and what could steer a terminal or reorder a line.
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

extension JSONValue {
  /// The value on one line; a number that is not finite, which JSON cannot write, is null.
  package var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .whole(let value): "\(value)"
    case .number(let value): value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.quoted(value)
    case .array(let items): "[" + items.map { $0.text }.joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  package static func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
  package static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

  package var number: Double? {
    switch self {
    case .whole(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  package var whole: Int? {
    if case .whole(let value) = self { return Int(exactly: value) }
    return nil
  }

  package var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  package var items: [JSONValue]? {
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

  /// The value that a text spells; nil where it spells none.
  package static func read(_ text: String) -> JSONValue? {
    try? JSONReader.value(of: Array(text.utf8))
  }
}
