import Autodiff

/// How a transcript is to look on one terminal.
package struct Style: Sendable {
  package var width: Int
  /// Whether −, ×, ² and the like may be printed; where not, ASCII stands in.
  package var unicode: Bool
  package var color: Bool
  /// Decimals for every working, over what the lesson says.
  package var digits: Int?
  /// Whether long tables are shown whole.
  package var showsAll: Bool

  package init(
    width: Int = 80, unicode: Bool = true, color: Bool = false, digits: Int? = nil,
    showsAll: Bool = false
  ) {
    self.width = width
    self.unicode = unicode
    self.color = color
    self.digits = digits
    self.showsAll = showsAll
  }

  func bold(_ text: String) -> String { color ? TypeMark.bold.mark(text) : text }

  package func dim(_ text: String) -> String { color ? TypeMark.dim.mark(text) : text }

  var minus: String { unicode ? "−" : "-" }
  var times: String { unicode ? "×" : "*" }
  var almost: String { unicode ? "≈" : "~" }
  /// A comparison's sign, one that the language reads.
  func text(_ comparison: Comparison) -> String {
    switch comparison {
    case .lessOrEqual where unicode: "≤"
    case .greaterOrEqual where unicode: "≥"
    case .notEqual where unicode: "≠"
    default: comparison.rawValue
    }
  }

  func text(_ sign: Equation.Sign) -> String {
    switch sign {
    case .equals: "="
    case .almost: almost
    case .becomes: becomes
    case .leads: leads
    }
  }

  var becomes: String { unicode ? "←" : "<-" }
  var leads: String { unicode ? "→" : "->" }
  var ellipsis: String { unicode ? "…" : "..." }
  var tick: String { unicode ? "✓" : "ok" }
  var cross: String { unicode ? "✗" : "FAILED" }
  var differs: String { unicode ? "≠" : "!=" }
  var present: String { unicode ? "▸" : ">" }
  var bar: String { unicode ? "│" : "|" }
  var rule: String { unicode ? "─" : "-" }
}

/// Where bold and dim type begin and end in a text: characters that Unicode reserves for use inside a program, so that no code
/// for a terminal is made before the text is written to one. Text from outside is `escaped` and contains none.
package enum TypeMark: UInt32, Sendable {
  case bold = 0xFDD0
  case dim = 0xFDD1
  case plain = 0xFDD2

  package init?(_ scalar: Unicode.Scalar) { self.init(rawValue: scalar.value) }

  /// `text` from this mark to `plain`.
  func mark(_ text: String) -> String {
    var marked = String.UnicodeScalarView()
    marked.append(scalar)
    marked.append(contentsOf: text.unicodeScalars)
    marked.append(TypeMark.plain.scalar)
    return String(marked)
  }

  private var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) ?? " " }
}
