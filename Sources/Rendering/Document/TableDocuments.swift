import Autodiff
import Learning
import LessonLanguage
import Text

/// The visible rows of a table of numbers.
struct NumberTable {
  enum Title {
    case formula(Formula)
    /// Words, and fewer of them for a narrow table.
    case words(String, short: String)
  }

  struct Column {
    let title: Title
    var cells: [String]
    /// Whether its numbers may become very small during the run.
    var mayVanish = false
  }

  /// The contents of the first column.
  enum Names {
    case steps([Int])
    case epochs([Int])
    case quantities([Formula])
  }

  let names: Names
  let columns: [Column]
  /// The numbers of the rows among all rows.
  let rows: [Int]
  /// The text in place of omitted rows.
  let gap: String
}

/// A run of `descend`.
struct DescentDocument {
  let descent: Descent
  let writer: FormulaText
  /// The end of the run.
  let endings: [String]

  init(_ descent: Descent, _ writer: FormulaText) {
    self.descent = descent
    self.writer = writer
    var endings: [String] = []
    if let step = descent.firstNotFinite {
      endings.append("the loss is no longer finite from step \(step) on")
    }
    switch descent.end {
    case .allSteps, nil: break
    case .settled: endings.append("settled after \(descent.steps) steps")
    case .notSettled: endings.append("not settled after \(descent.steps) steps")
    }
    self.endings = endings
  }

  /// The table of the visible rows.
  var table: NumberTable {
    let rows = shownRows(descent.rows.indices)
    return table(of: rows, gap: "\(descent.rows.count - rows.count) steps not shown; --all")
  }

  /// The first and last rows, if there are many.
  func shownRows(_ rows: Range<Int>) -> [Int] {
    Excerpt.of(rows, all: writer.style.showsAll, brief: writer.style.detail == .brief)
  }

  /// A table of some rows: all columns if there are few parameters, else the loss and the first parameters.
  func table(of rows: [Int], gap: String) -> NumberTable {
    let format = writer.book.format
    let shown = rows.map { descent.rows[$0] }
    return NumberTable(
      names: .steps(shown.map { $0.step }),
      columns: chosenColumns.map { index in
        NumberTable.Column(
          title: .formula(descent.columns[index]),
          cells: shown.map { format.column($0.values[index]) }, mayVanish: index >= parameterCount)
      }, rows: rows, gap: gap)
  }

  /// The notes on a table with this number of columns, including that of the steps.
  func omission(columns: Int) -> String? {
    columns > descent.columns.count && descent.elementsWithoutColumn == 0
      ? nil
      : "not every weight and gradient has room here; type a name, as W or grad(W), to see it"
  }

  var parameterCount: Int { (descent.columns.count - 1) / 2 }

  private var chosenColumns: [Int] {
    if parameterCount <= 2 { return Array(descent.columns.indices) }
    return [parameterCount] + Array(0..<parameterCount)
  }
}

/// Gradients next to central differences.
struct GradientCheckDocument {
  let table: NumberTable
  /// The notes on rows that do not agree, and the number of those that do.
  let remarks: [String]
  let summary: String
  let allAgree: Bool

  init(_ check: GradientCheck, _ style: Style) {
    let format = NumberFormat(decimals: 8, unicode: style.unicode)
    let coarse = NumberFormat(decimals: 3, unicode: style.unicode)
    let writer = FormulaText(style: style, book: NumberBook(format))
    let rows = check.shownRows(all: style.showsAll, brief: style.detail == .brief)
    let shown = rows.map { check.rows[$0] }
    table = NumberTable(
      names: .quantities(shown.map { $0.parameter }),
      columns: [
        NumberTable.Column(
          title: .words("gradient", short: "gradient"),
          cells: shown.map { format.column($0.analytic) }),
        NumberTable.Column(
          title: .words("central difference", short: "difference"),
          cells: shown.map { format.column($0.numeric) }),
        NumberTable.Column(
          title: .words("relative error", short: "error"),
          cells: shown.map { $0.relativeError == 0 ? "0" : coarse.column($0.relativeError) }),
      ],
      rows: rows, gap: "\(check.rows.count - rows.count) rows not shown; --all")
    remarks = check.rows.compactMap { row in
      Self.remark(row.verdict, style).map { writer.text(row.parameter) + ": " + $0 }
    }
    let compared = check.rows.filter { $0.verdict == .agrees }.count
    summary = "\(compared) of \(check.rows.count) agree"
    allAgree = compared == check.rows.count
  }

  private static func remark(_ verdict: GradientCheck.Verdict, _ style: Style) -> String? {
    switch verdict {
    case .agrees: nil
    case .kink(let name): "a kink of '\(name.escaped)': the loss has no derivative here"
    case .notFinite: "not finite here, so there is nothing to compare"
    case .disagrees: style.cross + " the gradient and the difference disagree"
    }
  }
}
