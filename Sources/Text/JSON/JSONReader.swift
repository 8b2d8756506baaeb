/// Reads JSON strictly by RFC 8259: no comments, trailing commas, repeated names in an object, unpaired surrogates or invalid
/// UTF-8, and no nesting deeper than `depthLimit`.
package struct JSONReader {
  /// Low enough for the stack of a web page.
  package static let depthLimit = 64

  let bytes: [UInt8]
  var position: Int
  let end: Int

  /// Returns the value that the bytes of a range spell, ignoring white space around it.
  package static func value(of bytes: [UInt8], in range: Range<Int>? = nil) throws(Diagnostic)
    -> JSON
  {
    let range = range ?? 0..<bytes.count
    var reader = JSONReader(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.end else {
      throw reader.error("unexpected text after the value")
    }
    return value
  }

  private init(bytes: [UInt8], position: Int, end: Int) {
    self.bytes = bytes
    self.position = position
    self.end = end
  }

  func error(_ problem: String) -> Diagnostic {
    Diagnostic("not valid JSON at byte \(position + 1): \(problem)")
  }

  /// The next byte; 0 at the end.
  var next: UInt8 { position < end ? bytes[position] : 0 }

  private mutating func skipSpace() {
    while position < end, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ character: UInt8) -> Bool {
    skipSpace()
    guard position < end, bytes[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Diagnostic) -> JSON {
    guard depth <= Self.depthLimit else {
      throw error("values are nested more than \(Self.depthLimit) deep")
    }
    skipSpace()
    guard position < end else {
      throw error("unexpected end of the text where a value is expected")
    }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: throw error("expected a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(Diagnostic)
    -> JSON
  {
    let count = word.utf8CodeUnitCount
    guard end - position >= count,
      (0..<count).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] })
    else { throw error("expected a value") }
    position += count
    return value
  }

  private mutating func object(depth: Int) throws(Diagnostic) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    var names: Set<[UInt8]> = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("expected a name in quotes") }
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else {
        throw error("the name \(name.excerpt) occurs twice")
      }
      guard take(UInt8(ascii: ":")) else { throw error("expected a colon") }
      members.append((name, try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("expected a comma or }") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(Diagnostic) -> JSON {
    position += 1
    var items: [JSON] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("expected a comma or ]") }
    return .array(items)
  }

  private mutating func skipDigits() throws(Diagnostic) {
    guard (0x30...0x39).contains(next) else { throw error("expected a digit") }
    while (0x30...0x39).contains(next) { position += 1 }
  }

  private mutating func number() throws(Diagnostic) -> JSON {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") {
      position += 1
      guard !(0x30...0x39).contains(next) else { throw error("a number does not begin with 0") }
    } else {
      try skipDigits()
    }
    var isWhole = true
    if next == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try skipDigits()
    }
    if next | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
    if isWhole, let whole = Int64(String(decoding: bytes[start..<position], as: UTF8.self)) {
      return .integer(whole)
    }
    guard case .number(let value) = SpelledNumber(bytes, start..<position) else {
      position = start
      throw error("the number is too large")
    }
    return .number(value)
  }
}
