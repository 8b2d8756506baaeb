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
      lines += Wrapping.prose(omission, width: style.width, first: margin, indent: margin)
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
    "not every weight and gradient has room here; type a name, as W or grad(W), to see it"
  }

  /// All columns of a few parameters; of many, the loss alone with the first ones.
  private var chosenColumns: [Int] {
    let parameters = (descent.columns.count - 1) / 2
    if parameters <= 2 { return Array(descent.columns.indices) }
    return [parameters] + Array(0..<parameters)
  }

  private func fitting(_ table: Table) -> Table {
    var fitting = table
    while fitting.columns.count > 2, fitting.width > style.width - StepText.indent - 2 {
      fitting = Table(columns: fitting.columns.dropLast(), style: style)
    }
    return fitting
  }

  private var shownRows: [Int] {
    let count = descent.rows.count
    if style.showsAll || count <= 12 { return Array(0..<count) }
    return Array(0..<6) + Array(count - 3..<count)
  }
}
