extension JSONReader {
  /// Reads the string whose opening quote is next.
  mutating func string() throws(Diagnostic) -> String {
    position += 1
    var text: [UInt8] = []
    while position < end {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        let scalar = try escape()
        text += Array(String(Character(scalar)).utf8)
      case 0..<0x20: throw error("unescaped control character in a string")
      case 0x20..<0x80:
        text.append(byte)
        position += 1
      default: try character(into: &text)
      }
    }
    throw error("the text ends inside a string")
  }

  /// Reads a multi-byte character of UTF-8 (RFC 3629: no overlong form, no surrogate, none above U+10FFFF).
  private mutating func character(into text: inout [UInt8]) throws(Diagnostic) {
    let first = bytes[position]
    let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, end - position >= length else { throw error("invalid UTF-8") }
    for offset in 1..<length {
      var range: ClosedRange<UInt8> = 0x80...0xBF
      if offset == 1 {
        switch first {
        case 0xE0: range = 0xA0...0xBF
        case 0xED: range = 0x80...0x9F
        case 0xF0: range = 0x90...0xBF
        case 0xF4: range = 0x80...0x8F
        default: break
        }
      }
      guard range.contains(bytes[position + offset]) else { throw error("invalid UTF-8") }
    }
    text += bytes[position..<position + length]
    position += length
  }

  /// Reads the rest of an escape, after the backslash.
  private mutating func escape() throws(Diagnostic) -> Unicode.Scalar {
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      position -= 1
      throw error("unknown escape")
    }
    var code = try hexadecimal()
    if (0xD800...0xDBFF).contains(code), next == UInt8(ascii: "\\") {
      position += 1
      guard next == UInt8(ascii: "u") else { throw error("unpaired surrogate") }
      position += 1
      let low = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(low) else {
        throw error("unpaired surrogate")
      }
      code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw error("unpaired surrogate")
    }
    return scalar
  }

  private mutating func hexadecimal() throws(Diagnostic) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch next {
      case 0x30...0x39: digit = next - 0x30
      case 0x41...0x46: digit = next - 0x41 + 10
      case 0x61...0x66: digit = next - 0x61 + 10
      default: throw error("expected four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
