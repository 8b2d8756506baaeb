/// A Markdown table: a row of titles, a delimiter row, and rows of cells.
struct MarkdownTable {
  let header: [String]
  let rows: [[String]]

  /// Returns `nil` if the lines are not a table.
  init?(_ lines: [String]) {
    guard lines.count >= 2, lines.allSatisfy({ $0.hasPrefix("|") }),
      lines[1].utf8.allSatisfy({ byte in
        byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
          || byte == UInt8(ascii: " ")
      })
    else { return nil }
    header = Self.cells(lines[0])
    let columns = header.count
    rows = lines.dropFirst(2).map { line in
      let cells = Self.cells(line).prefix(columns)
      return Array(cells) + [String](repeating: "", count: columns - cells.count)
    }
  }

  private static func cells(_ line: String) -> [String] {
    var bytes = line.dropFirst()
    while bytes.last == " " || bytes.last == "|" { bytes.removeLast() }
    return bytes.split(separator: "|", omittingEmptySubsequences: false).map { cell in
      var cell = cell
      while cell.first == " " { cell.removeFirst() }
      while cell.last == " " { cell.removeLast() }
      return String(cell)
    }
  }
}
