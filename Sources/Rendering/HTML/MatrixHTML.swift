import Autodiff
import LessonLanguage
import Text

/// Lists, and matrices in rows and columns.
extension FormulaHTML {
  /// A row in brackets, or the rows of a matrix below each other.
  mutating func list(_ items: [Formula], like symbols: Formula?) {
    let names = symbols.elements(of: items)
    let columns = items.matrixColumns
    if columns != nil, depth == 0, !fitsSideBySide(items) {
      return rows(items, like: names)
    }
    guard let columns else {
      fenced("[", "]", isTall: items.contains { $0.isTall }) { $0.separated(items, like: names) }
      return
    }
    html.mark("<mrow class=\"matrix\"")
    name(symbols)
    html.mark(">")
    depth += 1
    sign("[")
    html.mark("<mtable>")
    let padding = padding(items, columns)
    for (position, item) in items.enumerated() {
      let name = position < names.count ? names[position] : nil
      matrixRow(
        item, columns, padding.map { $0.padding(position) }, like: name.elements(of: item.operands))
    }
    html.mark("</mtable>")
    sign("]")
    depth -= 1
    html.mark("</mrow>")
    length += 12
  }

  /// The columns of a matrix of numbers; `nil` if it contains anything else.
  func padding(_ rows: [Formula], _ columns: Int) -> [NumberCells] {
    let cells = rows.map { $0.operands }
    guard cells.allSatisfy({ $0.allSatisfy { $0.isNumber } }) else { return [] }
    let writer = FormulaText(style: style, book: book)
    return (0..<columns).map { column in
      NumberCells(cells.map { column < $0.count ? writer.text($0[column]) : "" })
    }
  }

  /// Spaces of the width of digits.
  mutating func spaces(_ count: Int) {
    guard count > 0 else { return }
    html.mark("<mtext>")
    for _ in 0..<count { html.mark("\u{2007}") }
    html.mark("</mtext>")
  }

  /// Whether the rows of a matrix fit on a printed page.
  func fitsSideBySide(_ rows: [Formula]) -> Bool {
    let writer = FormulaText(style: style, book: book)
    return rows.allSatisfy { TextColumns.width(writer.text($0)) <= 64 }
  }

  /// A wide matrix, row by row, each broken if necessary.
  mutating func rows(_ items: [Formula], like names: [Formula]) {
    fence("[", false)
    for (position, item) in items.enumerated() {
      if position > 0 {
        sign(",")
        html.mark("</math><br/><math>")
        length = 0
      }
      let name = position < names.count ? names[position] : nil
      if case .list(let cells) = item {
        fenced("[", "]", isTall: false) { $0.separated(cells, like: name.elements(of: cells)) }
      } else {
        write(item)
      }
    }
    fence("]", false)
  }

  /// The cells of a row, or the number of omitted rows.
  mutating func matrixRow(
    _ row: Formula, _ columns: Int, _ padding: [Int], like names: [Formula]
  ) {
    html.mark("<mtr>")
    if case .list(let cells) = row {
      for (position, cell) in cells.enumerated() {
        html.mark("<mtd>")
        write(cell, like: position < names.count ? names[position] : nil)
        if position < padding.count { spaces(padding[position]) }
        html.mark("</mtd>")
      }
    } else {
      html.mark("<mtd columnspan=\"")
      html.number(columns)
      html.mark("\">")
      write(row)
      html.mark("</mtd>")
    }
    html.mark("</mtr>")
  }
}
