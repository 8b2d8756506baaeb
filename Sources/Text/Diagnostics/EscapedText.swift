extension StringProtocol {
  /// The text with every character that could control a terminal or reorder a line written as `\u{1B}`:
  /// control characters, line separators, bidirectional controls and noncharacters.
  ///
  /// Escaping is idempotent.
  package var escaped: String {
    guard unicodeScalars.contains(where: { $0.steersTerminal }) else { return String(self) }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.steersTerminal {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The escaped text between single quotes, as messages name an argument or a file.
  package var quoted: String { "'\(escaped)'" }
}

extension Unicode.Scalar {
  /// Whether the character must be escaped for a terminal or a line of JSON. All of these have at most four hexadecimal digits.
  package var steersTerminal: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // bidirectional
    case 0x2028...0x2029, 0xFEFF: true  // line and paragraph separator, byte-order mark
    case 0xFDD0...0xFDEF: true  // noncharacters, which mark styles here
    default: false
    }
  }
}

extension Int {
  /// The number with its noun: 1 label, 2 labels.
  package func counting(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension StringProtocol {
  /// The words, with one space between each two.
  package var singleSpaced: String {
    split(whereSeparator: { $0.isWhitespace }).map { String($0) }.joined(separator: " ")
  }

  /// Like `quoted`, but cut after 40 characters, because a file's field may be of any length.
  package var excerpt: String {
    let start = prefix(40)
    return start.endIndex == endIndex ? quoted : "'\(start.escaped)…'"
  }
}
