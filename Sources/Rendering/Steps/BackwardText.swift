import Autodiff
import LessonLanguage

/// Writes a backward pass: left the node that is passed, right what it hands on.
struct BackwardText {
  private let backward: Backward
  private let style: Style
  private let decimals: Int
  private static let widestNode = 26

  init(_ backward: Backward, _ style: Style, decimals: Int) {
    self.backward = backward
    self.style = style
    self.decimals = decimals
  }

  var lines: [String] {
    let margin = StepText.indent + 2
    var lines: [String] = []
    if !backward.recomputed.isEmpty {
      for working in backward.recomputed {
        let value = Working(
          subject: working.subject, symbols: [], arithmetic: [], result: working.result,
          value: working.value)
        lines += equation(value).compact(width: style.width, indent: margin)
      }
      lines.append("")
    }
    let nodes = backward.entries.map(node)
    let column =
      margin + min(nodes.map { TextColumns.width($0) }.max() ?? 0, Self.widestNode) + 2
    lines.append(TextColumns.spaces(column) + equation(backward.seed).line)
    for (node, entry) in zip(nodes, backward.entries) {
      var rows = entry.rows.flatMap { equation($0).compact(width: style.width, indent: column) }
      let left = TextColumns.spaces(margin) + node
      if TextColumns.width(left) + 2 <= column, !rows.isEmpty {
        rows[0] = TextColumns.padded(left, to: column) + rows[0].dropFirst(column)
      } else {
        lines += Wrapping.formula(left, width: style.width, first: 0, indent: margin + 4)
      }
      lines += rows
    }
    return lines
  }

  private func equation(_ working: Working) -> Equation {
    Equation(working, style, decimals: decimals)
  }

  /// `o = sigmoid(z2)`, or the expression alone where it has no name.
  private func node(_ entry: Backward.Entry) -> String {
    let writer = FormulaText(
      style: style, book: NumberBook(NumberFormat(decimals: decimals, unicode: style.unicode)))
    let expression = writer.text(entry.expression)
    return entry.name.map { writer.text($0) + " = " + expression } ?? expression
  }
}
