import Autodiff
import LessonLanguage
import Text

/// Writes the notes on a value.
struct NoteText {
  private let style: Style

  init(_ style: Style) { self.style = style }

  /// - Parameter line: the line of the statement.
  func sentence(_ note: Note, line: Int) -> String {
    switch note {
    case .stale:
      "(computed from earlier parameters; forward or backprop computes it again)"
    case .staleGradient: "(the gradient is still the one of the last backprop)"
    case .redefines(let name):
      "(what was called \(name.escaped) before is \(name.escaped)\(style.unicode ? "′" : "'") in formulas from here on)"
    case .leftOut(let rest): text(rest)
    case .hidesBuiltIn(let name): "(from here on this hides the built-in '\(name.escaped)')"
    case .notReached(let names):
      "(no gradient reaches \(names.map { $0.escaped }.joined(separator: ", ")): no step moves "
        + (names.count == 1 ? "it)" : "them)")
    case .notFinite(let operation):
      "(the first value that is not finite, made by '\(operation.escaped)' on line \(line))"
    }
  }

  private func text(_ rest: LeftOut) -> String {
    let counted = [(rest.rows, "row"), (rest.columns, "column")].filter { $0.0 > 0 }
    let isEqual = rest.rows == rest.columns
    let count = counted[0].0
    var parts = counted.map { ($0.0 == 1 ? "" : "\($0.0) ") + $0.1 + ($0.0 == 1 ? "" : "s") }
    if isEqual, count > 1 { parts = ["\(count) rows", "columns"] }
    let isOne = counted.count == 1 && count == 1
    var window = "\(rest.windowHeight) by \(rest.windowWidth) window"
    if (rest.stride, rest.stride) != (rest.windowHeight, rest.windowWidth) {
      window += " with a stride of \(rest.stride)"
    }
    return "(the last " + parts.joined(separator: " and ")
      + (isOne ? " does not fit a " : " do not fit a ") + window
      + (isOne ? " and is left out)" : " and are left out)")
  }
}
