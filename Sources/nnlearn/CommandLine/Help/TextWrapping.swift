extension Sequence where Element: StringProtocol {
  /// The pieces joined with spaces into lines of at most `width` characters.
  ///
  /// The first line is taken to start at column `indent`, and the others are indented to it. A
  /// piece that is too long for any line gets a line of its own.
  func wrapped(width: Int, indent: Int) -> String {
    var text = ""
    var column = indent
    for piece in self {
      if column > indent, column + 1 + piece.count > width {
        text += "\n" + String(repeating: " ", count: indent)
        column = indent
      } else if column > indent {
        text += " "
        column += 1
      }
      text += piece
      column += piece.count
    }
    return text
  }
}

extension String {
  /// The text with every line broken between words to fit `width`, but a line that starts with a
  /// space left as it is. All lines after the first are indented by `indent`.
  func wrapped(width: Int, indent: Int = 0) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.hasPrefix(" ")
          ? String(line) : line.split(separator: " ").wrapped(width: width, indent: indent)
      }
      .joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
