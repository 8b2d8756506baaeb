import Autodiff
import Learning
import LessonLanguage
import Text

/// Lays out a backward pass: each node on the left, the gradients that it passes on to the right.
struct BackwardText {
  private let document: BackwardDocument
  private let writer: FormulaText
  private static let widestNode = 24
  private static let margin = StepText.indent + 2

  init(_ document: BackwardDocument, _ writer: FormulaText) {
    self.document = document
    self.writer = writer
  }

  /// The seed of the pass, then a part for each node.
  var parts: [[String]] {
    let nodes = document.nodes.map { $0.isFolded ? "" : node($0) }
    let narrow = nodes.map { TextColumns.width($0) }.filter { $0 <= Self.widestNode }
    let column = Self.margin + (narrow.max() ?? 0) + 2
    let seed = TextColumns.spaces(column) + EquationText(document.seed, writer.style).line
    return [recomputed + [seed]]
      + zip(nodes, document.nodes).map { node, entry in
        entry.isFolded
          ? [] : lines(node, entry.rows.map { EquationText($0, writer.style) }, column)
      }
  }

  private var recomputed: [String] {
    if document.recomputed.isEmpty { return [] }
    let lines = document.recomputed.flatMap {
      EquationText($0, writer.style).compact(width: width, indent: Self.margin)
    }
    return lines + [""]
  }

  /// The node with its rows next to it if all of them fit, else below it.
  private func lines(_ node: String, _ rows: [EquationText], _ column: Int) -> [String] {
    let left = TextColumns.spaces(Self.margin) + node
    let isBeside =
      TextColumns.width(left) + 2 <= column
      && rows.allSatisfy { $0.fits(width: width, indent: column) }
    if isBeside, let first = rows.first {
      return [TextColumns.padded(left, to: column) + first.line]
        + rows.dropFirst().map { TextColumns.spaces(column) + $0.line }
    }
    return Wrapping.formula(left, width: width, first: 0, indent: Self.margin + 4)
      + rows.flatMap { $0.compact(width: width, indent: Self.margin + 2) }
  }

  private var width: Int { writer.style.width }

  /// `o = sigmoid(z2)`, or only the expression if it has no name.
  private func node(_ node: BackwardDocument.Node) -> String {
    let expression = writer.text(node.expression)
    return node.name.map { writer.text($0) + " = " + expression } ?? expression
  }
}
