import LessonLanguage
import Text

/// Writes a run of `descend` as a table.
struct DescentText {
  private let descent: Descent
  private let writer: FormulaText

  init(_ descent: Descent, _ writer: FormulaText) {
    self.descent = descent
    self.writer = writer
  }

  private var style: Style { writer.style }

  /// The whole table, the middle of a long one left out, and how the run ended.
  var lines: [String] {
    let rows = shownRows(descent.rows.indices)
    let gap = "\(descent.rows.count - rows.count) steps not shown; --all"
    return table(of: rows).lines(rows: rows, gap: gap).map { margin + $0 } + ending
  }

  /// Some of the rows, as a run shows them that is still under way: the columns stand where they stood for
  /// the rows before. The title goes before the first row.
  func lines(rows: Range<Int>) -> [String] {
    let shown = shownRows(rows)
    let sample = Array(descent.rows.indices.prefix(12))
    let roomy = table(of: sample + shown, isUnderWay: true)
    let plain = table(of: sample + shown)
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

  /// What has to be said under the table.
  var ending: [String] {
    var lines: [String] = []
    let isWhole = table(of: shownRows(descent.rows.indices)).columns.count > descent.columns.count
    if !isWhole || descent.elementsWithoutColumn > 0 {
      lines += Wrapping.prose(omission, width: style.width, first: margin, indent: margin)
    }
    if let step = descent.firstNotFinite {
      lines.append(margin + "the loss is no longer finite from step \(step) on")
    }
    switch descent.end {
    case .allSteps, nil: break
    case .settled: lines.append(margin + "settled after \(descent.steps) steps")
    case .notSettled: lines.append(margin + "not settled after \(descent.steps) steps")
    }
    return lines
  }

  /// The columns that have room, with the cells of some rows; under way, with room for losses and gradients that
  /// may become very small.
  private func table(of rows: [Int], isUnderWay: Bool = false) -> Table {
    let format = writer.book.format
    let shown = rows.map { descent.rows[$0] }
    let parameters = (descent.columns.count - 1) / 2
    let small = format.column(-1e-10)
    let columns =
      [Column(title: "step", cells: shown.map { "\($0.step)" })]
      + chosenColumns.map { index in
        Column(
          title: writer.text(descent.columns[index]),
          cells: shown.map { format.column($0.values[index]) }
            + (isUnderWay && index >= parameters ? [small] : []))
      }
    return fitting(Table(columns: columns, style: style))
  }

  private var margin: String { TextColumns.spaces(StepText.indent + 2) }

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

  /// The first and last of some rows, where they are many.
  private func shownRows(_ rows: Range<Int>) -> [Int] { Excerpt.of(rows, all: style.showsAll) }
}
