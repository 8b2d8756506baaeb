import Autodiff
import LessonLanguage
import Text

/// Writes a graph of operations as a tree: under each quantity, its gradient and what it is computed from.
struct GraphText {
  private let document: GraphDocument
  private let style: Style

  init(_ document: GraphDocument, _ style: Style) {
    self.document = document
    self.style = style
  }

  var lines: [String] {
    var lines = document.trees.flatMap { written($0, first: "", rest: "") }
    if let omission = document.omission { lines.append(style.dim("\(style.ellipsis) \(omission)")) }
    return lines
  }

  private var branch: String { style.unicode ? "├─ " : "|- " }
  private var lastBranch: String { style.unicode ? "╰─ " : "`- " }
  private var passing: String { style.unicode ? "┊  " : "|  " }

  private func written(
    _ tree: GraphDocument.Branch, first: String, rest: String
  ) -> [String] {
    let equation = document.values[tree.node]
    let name = FormulaText(style: style, book: equation.book).side(equation.subject)
    let text =
      switch tree.mention {
      case .written: EquationText(equation, style).line
      case .above: name + style.dim(" (above)")
      case .below: name + style.dim(" (below)")
      }
    let inner = rest + (tree.branches.isEmpty ? "   " : passing)
    var lines = wrapped(text, first, inner)
    for gradient in document.gradients(at: tree) {
      lines += wrapped(
        style.becomes + " " + EquationText(gradient, style).line, inner, inner + "  ")
    }
    for (position, part) in tree.branches.enumerated() {
      let isLast = position == tree.branches.count - 1
      lines += written(
        part, first: rest + (isLast ? lastBranch : branch),
        rest: rest + (isLast ? "   " : passing))
    }
    return lines
  }

  /// A text after `first`, its further lines after `rest`.
  private func wrapped(_ text: String, _ first: String, _ rest: String) -> [String] {
    let width = max(style.width - TextColumns.width(first), 10)
    let lines = Wrapping.formula(text, width: width, first: 0, indent: 2)
    return lines.enumerated().map { ($0 == 0 ? first : rest) + $1 }
  }
}
