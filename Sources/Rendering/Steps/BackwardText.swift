import Autodiff
import LessonLanguage

/// Writes a backward pass: left the node that is passed, right what it hands on.
struct BackwardText {
  private let backward: Backward
  private let writer: FormulaText
  private static let widestNode = 24
  private static let margin = StepText.indent + 2

  init(_ backward: Backward, _ writer: FormulaText) {
    self.backward = backward
    self.writer = writer
  }

  /// First what the pass starts from, then a part for each node.
  var parts: [[String]] {
    let nodes = backward.entries.map(node)
    let narrow = nodes.map { TextColumns.width($0) }.filter { $0 <= Self.widestNode }
    let column = Self.margin + (narrow.max() ?? 0) + 2
    let seed = TextColumns.spaces(column) + Equation(backward.seed, writer).line
    return [recomputed + [seed]]
      + zip(nodes, backward.entries).map { node, entry in
        lines(node, entry.rows.map { Equation($0.brief, writer) }, column)
      }
  }

  /// What was stale, with its new value.
  private var recomputed: [String] {
    if backward.recomputed.isEmpty { return [] }
    let lines = backward.recomputed.flatMap {
      Equation($0.valueOnly, writer).compact(width: width, indent: Self.margin)
    }
    return lines + [""]
  }

  /// The node with its rows beside it where all of them fit there, else below it.
  private func lines(_ node: String, _ rows: [Equation], _ column: Int) -> [String] {
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

  /// `o = sigmoid(z2)`, or the expression alone where it has no name.
  private func node(_ entry: Backward.Entry) -> String {
    let expression = writer.text(entry.expression)
    return entry.name.map { writer.text($0) + " = " + expression } ?? expression
  }
}

extension Working {
  /// Symbols, numbers in place and the value, without the steps between: for a line among many.
  fileprivate var brief: Working {
    Working(
      subject: subject, symbols: symbols, arithmetic: Array(arithmetic.prefix(1)), result: result,
      value: value)
  }

  fileprivate var valueOnly: Working {
    Working(subject: subject, symbols: [], arithmetic: [], result: result, value: value)
  }
}
