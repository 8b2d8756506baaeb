import Autodiff
import Learning
import LessonLanguage
import Text

/// Lays out gradients next to central differences.
struct GradientCheckText {
  private let document: GradientCheckDocument
  private let writer: FormulaText

  init(_ document: GradientCheckDocument, _ writer: FormulaText) {
    self.document = document
    self.writer = writer
  }

  var lines: [String] {
    let style = writer.style
    var table = Table(document.table, writer)
    if table.width > style.width - StepText.indent - 2 {
      table = Table(document.table, isShort: true, writer)
    }
    let lines =
      table.lines(rows: document.table.rows, gap: document.table.gap) + document.remarks
      + [document.summary + (document.allAgree ? "   " + style.tick : "")]
    let margin = TextColumns.spaces(StepText.indent + 2)
    return lines.map { margin + $0 }
  }
}
