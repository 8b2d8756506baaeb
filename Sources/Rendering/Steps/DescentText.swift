import Autodiff
import Learning
import LessonLanguage
import Text

/// Lays out a run of `descend` as a table.
struct DescentText {
  private let document: DescentDocument
  private let style: Style

  init(_ document: DescentDocument, _ style: Style) {
    self.document = document
    self.style = style
  }

  /// The whole table, without the middle of a long one, and the end of the run.
  var lines: [String] {
    let table = document.table
    let fitting = fitting(table)
    return fitting.lines(rows: table.rows, gap: table.gap).map { margin + $0 }
      + ending(columns: fitting.columns.count)
  }

  /// Some rows of a running descent, aligned with the previous ones. The title precedes the first row.
  func lines(rows: Range<Int>) -> [String] {
    let shown = document.shownRows(rows)
    let sample = Array(document.descent.rows.indices.prefix(12))
    let all = document.table(of: sample + shown, gap: "")
    let roomy = fitting(all.widened(by: document.writer.book.format.column(-1e-10)))
    let plain = fitting(all)
    let table = roomy.columns.count < plain.columns.count ? plain : roomy
    var lines = rows.lowerBound == 0 ? [table.title] : []
    var last = rows.lowerBound - 1
    for (position, row) in shown.enumerated() {
      if row > last + 1 {
        lines.append(table.omission("\(rows.count - shown.count) steps not shown"))
      }
      last = row
      lines.append(table.row(sample.count + position))
    }
    return lines.map { margin + $0 }
  }

  /// The notes under the table.
  var ending: [String] { ending(columns: fitting(document.table).columns.count) }

  private func ending(columns: Int) -> [String] {
    let omission = document.omission(columns: columns).map {
      Wrapping.prose($0, width: style.width, first: margin, indent: margin)
    }
    return (omission ?? []) + document.endings.map { margin + $0 }
  }

  private var margin: String { TextColumns.spaces(StepText.indent + 2) }

  /// The columns that fit.
  private func fitting(_ table: NumberTable) -> Table {
    var fitting = Table(table, document.writer)
    while fitting.columns.count > 2, fitting.width > style.width - StepText.indent - 2 {
      fitting = Table(columns: fitting.columns.dropLast(), style: style)
    }
    return fitting
  }
}

extension NumberTable {
  /// The table with room for very small numbers in the columns that may contain them later.
  fileprivate func widened(by small: String) -> NumberTable {
    let columns = columns.map { column in
      var column = column
      if column.mayVanish { column.cells.append(small) }
      return column
    }
    return NumberTable(names: names, columns: columns, rows: rows, gap: gap)
  }
}
