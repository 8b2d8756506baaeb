import LessonLanguage

/// Writes a run of `descend` as a table.
struct DescentText {
  private let descent: Descent
  private let writer: FormulaText

  init(_ descent: Descent, _ writer: FormulaText) {
    self.descent = descent
    self.writer = writer
  }

  private var style: Style { writer.style }

  var lines: [String] {
    let format = writer.book.format
    let chosen = chosenColumns
    let shown = shownRows.map { descent.rows[$0] }
    let columns =
      [Column(title: "step", cells: shown.map { "\($0.step)" })]
      + chosen.map { index in
        Column(
          title: writer.text(descent.columns[index]),
          cells: shown.map { format.column($0.values[index]) })
      }
    let all = Table(columns: columns, style: style)
    let table = fitting(all)
    let margin = TextColumns.spaces(StepText.indent + 2)
    var lines = table.lines(
      rows: shownRows, gap: "\(descent.rows.count - shownRows.count) steps not shown; --all"
    ).map { margin + $0 }
    let missing = columns.count - table.columns.count + (descent.columns.count - chosen.count)
    if missing > 0 || descent.elementsWithoutColumn > 0 {
      lines.append(margin + style.dim(omission))
    }
    if let step = descent.firstNotFinite {
      lines.append(margin + "the loss is no longer finite from step \(step) on")
    }
    switch descent.end {
    case .allSteps: break
    case .settled: lines.append(margin + "settled after \(descent.steps) steps")
    case .notSettled: lines.append(margin + "not settled after \(descent.steps) steps")
    }
    return lines
  }

  private var omission: String {
    "not every weight and gradient has room here; show names one: show W, grad(W)"
  }

  /// All columns of a few parameters; of many, the loss alone with the first ones.
  private var chosenColumns: [Int] {
    let parameters = (descent.columns.count - 1) / 2
    if parameters <= 2 { return Array(descent.columns.indices) }
    return [parameters] + Array(0..<parameters)
  }

  private func fitting(_ table: Table) -> Table {
    var columns = table.columns
    while columns.count > 2,
      Table(columns: columns, style: style).width > style.width - StepText.indent - 2
    {
      columns.removeLast()
    }
    return Table(columns: columns, style: style)
  }

  private var shownRows: [Int] {
    let count = descent.rows.count
    if style.showsAll || count <= 12 { return Array(0..<count) }
    return Array(0..<6) + Array(count - 3..<count)
  }
}

/// A column of numbers with its title.
struct Column {
  let title: String
  let cells: [String]
}

/// Columns side by side, their decimal points under one another.
struct Table {
  let columns: [Column]
  let style: Style

  private static let gap = 3

  var width: Int {
    columns.reduce(0) { $0 + self.width(of: $1) + Self.gap } - Self.gap
  }

  /// The title and the rows. `rows` are the numbers that the cells have among all rows: where some are missing
  /// between two, `gap` says so.
  func lines(rows: [Int], gap: String) -> [String] {
    var lines = [row(columns.map { right($0.title, in: $0) })]
    var last = -1
    for (position, number) in rows.enumerated() {
      if number > last + 1 {
        lines.append(TextColumns.padded("  " + style.ellipsis, to: 8) + style.dim(gap))
      }
      last = number
      lines.append(row(columns.map { aligned($0.cells[position], in: $0) }))
    }
    return lines
  }

  private func row(_ cells: [String]) -> String {
    TextColumns.trimmed(cells.joined(separator: TextColumns.spaces(Self.gap)))
  }

  private func width(of column: Column) -> Int {
    max(
      TextColumns.width(column.title),
      whole(column) + (column.cells.map { fraction($0).count }.max() ?? 0))
  }

  private func whole(_ column: Column) -> Int {
    column.cells.map { TextColumns.width($0) - fraction($0).count }.max() ?? 0
  }

  private func right(_ text: String, in column: Column) -> String {
    TextColumns.spaces(width(of: column) - TextColumns.width(text)) + text
  }

  private func aligned(_ cell: String, in column: Column) -> String {
    let longest = column.cells.map { fraction($0).count }.max() ?? 0
    return right(cell + TextColumns.spaces(longest - fraction(cell).count), in: column)
  }

  /// What stands from the decimal point on.
  private func fraction(_ cell: String) -> Substring {
    cell.firstIndex(of: ".").map { cell[$0...] } ?? ""
  }
}
