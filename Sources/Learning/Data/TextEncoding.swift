import Text

/// A character encoding.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// ISO 8859-1: each byte is the code point of its character.
  case latin1 = "latin-1"

  /// Returns the text as UTF-8; throws with line and byte if the bytes are not text in this encoding.
  /// - Parameter advice: advice on a byte that is not UTF-8.
  func utf8Bytes(of bytes: [UInt8], advice: String) throws(Diagnostic) -> [UInt8] {
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw Diagnostic("the text is UTF-16; save it as UTF-8")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw Diagnostic("the file is binary, not text: byte \(zero + 1) is 0")
    }
    switch self {
    case .utf8:
      if let bad = Self.firstInvalid(bytes) {
        throw Diagnostic(
          "\(Self.place(bad, in: bytes)) is \(bytes[bad].hexadecimal), which is not UTF-8; \(advice)"
        )
      }
      return bytes
    case .latin1:
      guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
        throw Diagnostic("the text begins with the mark of UTF-8 and is not Latin-1")
      }
      guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + bytes.count / 8)
      for byte in bytes {
        if byte < 0x80 {
          text.append(byte)
        } else {
          text.append(0xC0 | byte >> 6)
          text.append(0x80 | byte & 0x3F)
        }
      }
      return text
    }
  }

  /// The position of the first byte that is not part of a valid UTF-8 character.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var position = 0
    while position < bytes.count {
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      var rest = bytes[position..<min(position + 4, bytes.count)].makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      guard case .valid(let scalar) = parser.parseScalar(from: &rest) else { return position }
      position += scalar.count
    }
    return nil
  }

  /// The line and the byte in the line, both from 1; lines end with LF, CR or both.
  private static func place(_ position: Int, in bytes: [UInt8]) -> String {
    var (line, start) = (1, 0)
    for index in 0..<position {
      let isLineEnd =
        bytes[index] == .lineFeed
        || (bytes[index] == .carriageReturn && bytes[index + 1] != .lineFeed)
      if isLineEnd { (line, start) = (line + 1, index + 1) }
    }
    return "line \(line), byte \(position - start + 1)"
  }
}
