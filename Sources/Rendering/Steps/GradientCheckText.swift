import Learning
import LessonLanguage
import Text

/// Writes gradients beside central differences.
struct GradientCheckText {
  private let check: GradientCheck
  private let style: Style

  init(_ check: GradientCheck, _ style: Style) {
    self.check = check
    self.style = style
  }

  var lines: [String] {
    let format = NumberFormat(decimals: 8, unicode: style.unicode)
    let coarse = NumberFormat(decimals: 3, unicode: style.unicode)
    let writer = FormulaText(style: style, book: NumberBook(format))
    let shown = shownRows.map { check.rows[$0] }
    func columns(_ titles: [String]) -> Table {
      Table(
        columns: [
          Column(title: "", cells: shown.map { writer.text($0.parameter) }),
          Column(title: titles[0], cells: shown.map { format.column($0.analytic) }),
          Column(title: titles[1], cells: shown.map { format.column($0.numeric) }),
          Column(
            title: titles[2],
            cells: shown.map { $0.relativeError == 0 ? "0" : coarse.column($0.relativeError) }),
        ], style: style)
    }
    var table = columns(["gradient", "central difference", "relative error"])
    if table.width > style.width - StepText.indent - 2 {
      table = columns(["gradient", "difference", "error"])
    }
    let margin = TextColumns.spaces(StepText.indent + 2)
    var lines = table.lines(
      rows: shownRows, gap: "\(check.rows.count - shownRows.count) rows not shown; --all"
    ).map { margin + $0 }
    lines += check.rows.compactMap { row in
      remark(row.verdict).map { margin + writer.text(row.parameter) + ": " + $0 }
    }
    let compared = check.rows.filter { $0.verdict == .agrees }.count
    lines.append(
      margin + "\(compared) of \(check.rows.count) agree"
        + (compared == check.rows.count ? "   " + style.tick : ""))
    return lines
  }

  private func remark(_ verdict: GradientCheck.Verdict) -> String? {
    switch verdict {
    case .agrees: nil
    case .kink(let name): "a kink of '\(name.escaped)': the loss has no derivative here"
    case .notFinite: "not finite here, so there is nothing to compare"
    case .disagrees: style.cross + " the gradient and the difference disagree"
    }
  }

  private var shownRows: [Int] { check.shownRows(all: style.showsAll) }
}
