/// Breaks long lines where a reader would.
enum Wrapping {
  /// `text` in lines of at most `width` columns; all but the first begin with `indent` spaces.
  ///
  /// A line breaks at a space, preferably between elements of a list rather than inside one, and before a plus or minus rather
  /// than inside a product.
  static func formula(_ text: String, width: Int, first: Int, indent: Int) -> [String] {
    var lines: [String] = []
    var rest = Array(text)[...]
    var room = width - first
    while rest.count > room, let cut = bestBreak(rest, room: room) {
      lines.append(String(rest[..<cut]))
      rest = rest[(cut + 1)...]
      room = width - indent
    }
    lines.append(String(rest))
    return lines.enumerated().map { $0 == 0 ? $1 : TextColumns.spaces(indent) + $1 }
  }

  /// The best space at which to end a line of `room` columns.
  private static func bestBreak(_ text: ArraySlice<Character>, room: Int) -> Int? {
    guard room > 8 else { return nil }
    var depth = 0
    var best: (place: Int, cost: Int)?
    let start = text.startIndex
    for index in text.indices.prefix(room + 1) {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case " " where index > start:
        let next = index + 1 < text.endIndex ? text[index + 1] : " "
        let cost =
          depth * 2 + self.cost(after: text[index - 1], before: next)
          + (index - start < room / 3 ? 20 : 0)
        if cost <= best?.cost ?? .max { best = (index, cost) }
      default: break
      }
    }
    return best?.place
  }

  /// The cost of breaking between two signs: lowest after a comma, low before a sign of a sum or relation, higher before a
  /// sign of a product, highest elsewhere.
  private static func cost(after last: Character, before next: Character) -> Int {
    if last == "," { return 0 }
    switch next {
    case "+", "−", "-", "=", "≈": return 1
    case "×", "*", "/", "@": return 4
    default: return 40
    }
  }

  /// The words of a paragraph in lines of at most `width` columns.
  static func prose(_ text: String, width: Int, first: String = "", indent: String = "") -> [String]
  {
    var lines: [String] = []
    var line = first
    var column = TextColumns.width(first)
    var isEmpty = true
    for word in text.split(separator: " ") {
      let wordWidth = TextColumns.width(String(word))
      if !isEmpty && column + 1 + wordWidth > width {
        lines.append(line)
        line = indent
        column = TextColumns.width(indent)
        isEmpty = true
      }
      if !isEmpty {
        line += " "
        column += 1
      }
      line += word
      column += wordWidth
      isEmpty = false
    }
    if !isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
