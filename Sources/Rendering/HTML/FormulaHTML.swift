import Autodiff
import LessonLanguage
import Text

/// Writes formulas as MathML Core.
///
/// The name of a quantity, and a number that replaces it, carry the name as `data-name`, as a program would write it. A long
/// formula is several `math` elements with possible line breaks between them, because browsers do not break one.
struct FormulaHTML {
  let style: Style
  let book: NumberBook
  var html = HTMLWriter()
  /// The number of open elements around the current position, without `math` itself.
  var depth = 0
  /// The approximate number of characters shown by the current `math` element.
  var length = 0

  private init(_ style: Style, _ book: NumberBook) {
    self.style = style
    self.book = book
  }

  /// A formula as one or more `math` elements.
  static func write(
    _ formula: Formula, _ style: Style, _ book: NumberBook, to html: inout HTMLWriter
  ) {
    var writer = FormulaHTML(style, book)
    writer.math { $0.write(formula) }
    html.append(writer.html)
  }

  /// The right side of a link. Numbers carry the names that they replace, taken from `symbols`.
  static func write(
    _ link: Equation.Link, like symbols: Formula?, _ style: Style, to html: inout HTMLWriter
  ) {
    if case .summary = link.formula {
      html.say(FormulaText(style: style, book: link.book).text(link.formula))
      return
    }
    var writer = FormulaHTML(style, link.book)
    writer.math {
      if let number = link.roundedNumber {
        $0.number(number, named: symbols)
      } else {
        $0.write(link.formula, within: .sum, like: symbols)
      }
    }
    html.append(writer.html)
  }

  mutating func math(_ content: (inout FormulaHTML) -> Void) {
    html.mark("<math>")
    content(&self)
    html.mark("</math>")
  }

  // MARK: Elements

  /// A group that counts as one element.
  mutating func row(
    named name: Formula? = nil, _ content: (inout FormulaHTML) -> Void
  ) {
    html.mark("<mrow")
    self.name(name)
    html.mark(">")
    depth += 1
    content(&self)
    depth -= 1
    html.mark("</mrow>")
  }

  mutating func sign(_ text: String) {
    html.mark("<mo>")
    html.say(text)
    html.mark("</mo>")
    length += 2
  }

  /// A sign between two operands, even at the start of a line.
  mutating func between(_ text: String) {
    html.mark("<mo form=\"infix\">")
    html.say(text)
    html.mark("</mo>")
    length += 3
  }

  mutating func words(_ text: String) {
    html.mark("<mtext>")
    html.say(text)
    html.mark("</mtext>")
    length += text.utf8.count
  }

  mutating func name(_ formula: Formula?) {
    guard let formula, formula.isQuantity else { return }
    html.attribute("data-name", FormulaText(style: style, book: book).text(formula))
  }

  /// A possible line break, if the line so far is long enough.
  mutating func mayBreak(after least: Int = 12) {
    guard depth == 0, length >= least else { return }
    html.mark("</math><wbr/><math>")
    length = 0
  }

  /// Brackets, as high as their contents, or as letters if the contents are no higher.
  mutating func fenced(
    _ open: String, _ close: String, isTall: Bool, _ content: (inout FormulaHTML) -> Void
  ) {
    if isTall, depth > 0 {
      row { $0.fenced(open, close, content, isStretched: true) }
    } else {
      fenced(open, close, content, isStretched: isTall)
    }
  }

  mutating func fenced(
    _ open: String, _ close: String, _ content: (inout FormulaHTML) -> Void, isStretched: Bool
  ) {
    fence(open, isStretched)
    content(&self)
    fence(close, isStretched)
  }

  mutating func fence(_ text: String, _ isStretched: Bool) {
    html.mark(isStretched ? "<mo>" : "<mo stretchy=\"false\">")
    html.say(text)
    html.mark("</mo>")
    length += 1
  }
}
