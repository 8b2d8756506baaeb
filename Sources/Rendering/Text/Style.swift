import Autodiff
import LessonLanguage

/// The style of a transcript on a terminal.
package struct Style: Sendable {
  package var width: Int
  /// Whether −, ×, ² and the like may be printed, or else replaced with ASCII.
  package var unicode: Bool
  package var color: Bool
  /// The decimals of every working, overriding the lesson's.
  package var digits: Int?
  /// Whether long tables are shown whole.
  package var showsAll: Bool
  /// The level of detail that the reader has chosen.
  package var detail: Detail

  package init(
    width: Int = 80, unicode: Bool = true, color: Bool = false, digits: Int? = nil,
    showsAll: Bool = false, detail: Detail = .normal
  ) {
    self.width = width
    self.unicode = unicode
    self.color = color
    self.digits = digits
    self.showsAll = showsAll
    self.detail = detail
  }

  /// How many of `count` columns of `width` fit beside others that take `fixed` places: at least one, and all if all are
  /// asked for.
  func columns(_ count: Int, of width: Int, beside fixed: Int) -> Int {
    showsAll ? count : min(count, max(1, (self.width - fixed) / width))
  }

  /// A line after a table that is not shown whole: "… 5 columns not shown; --all".
  func hidden(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    dim("\(ellipsis) \(counted(count, noun, plural: plural)) not shown; --all")
  }

  func bold(_ text: String) -> String { color ? TypeMark.bold.mark(text) : text }

  package func dim(_ text: String) -> String { color ? TypeMark.dim.mark(text) : text }

  var minus: String { unicode ? "−" : "-" }
  var times: String { unicode ? "×" : "*" }
  var almost: String { unicode ? "≈" : "~" }
  /// A comparison's sign, which the language can read.
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

/// The start and end of bold and dim type in a text: characters that Unicode reserves for internal use, so that terminal codes
/// are produced only when the text is written to one. Text from outside is `escaped` and contains none.
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
