import Autodiff
import Learning
import LessonLanguage
import Text

/// Lays out the chain rule along every path, in symbols, then in numbers.
struct ChainRuleText {
  private let document: ChainRuleDocument
  private let writer: FormulaText

  init(_ document: ChainRuleDocument, _ writer: FormulaText) {
    self.document = document
    self.writer = writer
  }

  private var style: Style { writer.style }

  /// The gradient, a part for each path, and the sum; for a single path, a part for each of its lines.
  var parts: [[String]] {
    switch document.content {
    case .cut(let sentence): return [[margin + sentence]]
    case .single(let equation):
      return EquationText(equation, style).chainParts(
        width: style.width, indent: StepText.indent + 2)
        + Array(repeating: [], count: equation.folded.count)
    case .several(let introduction, let paths, let sum, let remark):
      var total = wrapped(EquationText(sum, style).line, indent: 4)
      if let remark { total.append(margin + remark) }
      let shown = paths.dropLast(document.foldedPaths).map { lines($0) }
      return [[margin + introduction]] + shown
        + Array(repeating: [], count: document.foldedPaths) + [[""] + total]
    }
  }

  private let margin = TextColumns.spaces(StepText.indent + 2)

  private func lines(_ path: ChainRuleDocument.Path) -> [String] {
    let route = path.nodes.map { writer.text($0) }.joined(separator: " \(style.leads) ")
    return [""] + wrapped(route, indent: 4) + wrapped(writer.text(path.symbols), indent: 6)
      + wrapped(EquationText(path.numbers, style).relations, indent: 6)
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    Wrapping.formula(
      TextColumns.spaces(indent) + text, width: style.width, first: 0, indent: indent + 4)
  }
}
