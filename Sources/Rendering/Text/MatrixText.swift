import Autodiff

/// Writes a matrix of numbers in rows, with the decimal points of each column aligned.
struct MatrixText {
  let lines: [String]
  let width: Int
  /// Whether it has more elements than fit on one line.
  let isLarge: Bool

  /// `nil` unless it is a matrix of at least two rows.
  init?(_ formula: Formula, _ writer: FormulaText) {
    guard case .list(let items) = formula, items.count > 1 else { return nil }
    var rows: [[String]] = []
    for item in items {
      guard case .list(let numbers) = item, !numbers.isEmpty,
        numbers.allSatisfy({ $0.isNumber })
      else { return nil }
      rows.append(numbers.map(writer.text))
    }
    isLarge = rows.count * rows[0].count > Working.fewElements
    let columns = rows[0].indices.map { place in
      Column(title: "", cells: rows.map { $0[place] })
    }
    lines = rows.indices.map { row in
      let cells = columns.enumerated().map { place, column in
        Self.cell(column.cell(row), isLast: place == columns.count - 1)
      }
      return (row == 0 ? "[[" : " [") + cells.joined(separator: " ") + "]"
        + (row == rows.count - 1 ? "]" : ",")
    }
    width = lines.map { TextColumns.width($0) }.max() ?? 0
  }

  /// A cell with its comma after the digits, not after the padding.
  private static func cell(_ padded: String, isLast: Bool) -> String {
    let text = TextColumns.trimmed(padded)
    let spaces = TextColumns.width(padded) - TextColumns.width(text)
    return isLast ? text : text + "," + TextColumns.spaces(spaces)
  }
}
