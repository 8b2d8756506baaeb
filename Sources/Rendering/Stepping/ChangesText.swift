import Autodiff
import LessonLanguage
import Text

/// Writes changes of values.
struct ChangesText {
  private let changes: [ValueChange]
  private let style: Style
  private static let mostElements = 6
  private static let mostPhrases = 12

  init(_ changes: [ValueChange], _ style: Style) {
    self.changes = changes
    self.style = style
  }

  /// `changed   w 0.38 → 0.3855   dL/dw −0.55 → −0.544`
  var lines: [String] {
    let margin = TextColumns.spaces(StepText.indent)
    let all = phrases
    let rest = all.count - Self.mostPhrases
    let shown = all.prefix(Self.mostPhrases) + (rest > 0 ? ["and \(rest) more"] : [])
    return TextColumns.wrapped([style.dim("changed")] + shown, to: style.width - StepText.indent)
      .map { margin + $0 }
  }

  var phrases: [String] { changes.flatMap { phrases(of: $0) } }

  private func phrases(of change: ValueChange) -> [String] {
    let shape = change.after.shape
    if shape != change.before.shape {
      return ["\(name(change.name)) \(change.before.shape) \(style.leads) \(shape)"]
    }
    let changed = (0..<shape.count).filter { change.before[$0] != change.after[$0] }
    let shown = changed.prefix(Self.mostElements).map { offset -> String in
      let element =
        shape.rank == 0
        ? change.name : Formula.element(change.name, shape.index(ofOffset: offset))
      return name(element) + " " + values(change.before[offset], change.after[offset])
    }
    let rest = changed.count - shown.count
    return shown + (rest > 0 ? ["and \(rest) more of \(name(change.name))"] : [])
  }

  private func name(_ formula: Formula) -> String {
    FormulaText(style: style, book: NumberBook(NumberFormat(decimals: 4, unicode: style.unicode)))
      .text(formula)
  }

  /// Both values, with enough digits to distinguish them.
  private func values(_ before: Double, _ after: Double) -> String {
    for decimals in max(4, style.digits ?? 4)...15 {
      let format = NumberFormat(decimals: decimals, unicode: style.unicode)
      let (old, new) = (text(before, format), text(after, format))
      if old != new { return "\(old) \(style.leads) \(new)" }
    }
    return "\(style.leads) \(text(after, NumberFormat(decimals: 15, unicode: style.unicode)))"
  }

  private func text(_ value: Double, _ format: NumberFormat) -> String {
    let printed = format.print(value)
    return (printed.isExact ? "" : style.almost + " ") + printed.text
  }
}
