import Learning
import Text

/// Text measured in columns of a terminal.
package enum TextColumns {
  /// The width of `text`: two columns for a wide character, none for a combining mark or a mark of bold or dim type.
  package static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    var width = 0
    for character in text { width += columns(of: character) }
    return width
  }

  /// `text` padded with spaces to `width` columns.
  package static func padded(_ text: String, to width: Int) -> String {
    text + spaces(width - self.width(text))
  }

  package static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  /// `text` cut to `width` columns with an ellipsis, without control characters, and in ASCII if
  /// necessary.
  static func fitted(_ text: String, to width: Int, _ glyphs: PlotGlyphs) -> String {
    var clean = ""
    for character in text { clean.append(printable(character, glyphs)) }
    guard self.width(clean) > width else { return clean }
    var cut = ""
    var room = width - self.width(glyphs.ellipsis)
    for character in clean {
      room -= columns(of: character)
      if room < 0 { break }
      cut.append(character)
    }
    return cut + glyphs.ellipsis
  }

  /// The words of `phrases`, separated by three spaces, in lines of at most `width` columns that break
  /// between phrases if possible.
  package static func wrapped(_ phrases: [String], to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ text: String, after gap: Int) -> Bool {
      self.width(line) + gap + self.width(text) <= width
    }
    func breakLine() {
      if !line.isEmpty { lines.append(line) }
      line = ""
    }
    for phrase in phrases {
      if line.isEmpty || !fits(phrase, after: 3) { breakLine() } else { line += "  " }
      for word in phrase.split(separator: " ").map({ String($0) }) {
        if !fits(word, after: 1) { breakLine() }
        line += line.isEmpty ? "" : " "
        line += word
      }
    }
    breakLine()
    return lines
  }

  /// `line` without trailing spaces.
  static func trimmed(_ line: String) -> String {
    var scalars = line.unicodeScalars[...]
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  private static func printable(_ character: Character, _ glyphs: PlotGlyphs) -> Character {
    for scalar in character.unicodeScalars {
      if scalar.steersTerminal || (!glyphs.isUnicode && !scalar.isASCII) { return "?" }
    }
    return character
  }

  /// The width of `character` in columns.
  package static func columns(of character: Character) -> Int {
    var columns = 0
    for scalar in character.unicodeScalars { columns = max(columns, self.columns(of: scalar)) }
    return columns
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case _ where TypeMark(scalar) != nil: 0
    case 0x0300...0x036F, 0x200B...0x200F, 0x20D0...0x20FF, 0xFE00...0xFE0E:
      0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE0F, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    default:
      1
    }
  }
}
