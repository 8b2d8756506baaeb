import Learning
import Text

extension Style {
  var glyphs: PlotGlyphs { unicode ? .unicode : .ascii }

  /// A name in a file, in printable characters.
  func printable(_ text: String) -> String { unicode ? text.escaped : text.escaped.inASCII }

  /// A name in a file in quotes, shortened if it is long.
  func named(_ text: String) -> String {
    "'\(TextColumns.fitted(printable(text), to: 24, glyphs))'"
  }

  /// The words of a paragraph after the start of its first line, in lines of the width; words that are longer than a line are
  /// divided.
  func paragraph(_ text: String, first: String = "", indent: Int = 0) -> [String] {
    Self.broken(
      Wrapping.prose(text, width: width, first: first, indent: TextColumns.spaces(indent)),
      to: width)
  }

  /// Lines of at most `width` columns.
  static func broken(_ lines: [String], to width: Int) -> [String] {
    lines.flatMap { line -> [String] in
      guard TextColumns.width(line) > width else { return [line] }
      var pieces = [""]
      var room = width
      for character in line {
        let columns = TextColumns.columns(of: character)
        if columns > room {
          pieces.append("")
          room = width
        }
        pieces[pieces.count - 1].append(character)
        room -= columns
      }
      return pieces
    }
  }
}
