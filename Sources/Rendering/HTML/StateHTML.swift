import Autodiff
import LessonLanguage
import Lessons
import Text

/// Writes the state of a session as a table: the loss, parameters, gradients and optimizer states, now and before.
package struct StateHTML {
  private let values: [NamedValue]
  private let earlier: [NamedValue]
  private let style: Style
  private let book: NumberBook

  /// - Parameter earlier: the state before, for comparison; empty for none.
  package init(_ values: [NamedValue], since earlier: [NamedValue] = [], _ style: Style) {
    self.values = values
    self.earlier = earlier
    self.style = style.ofPage
    book = NumberBook(NumberFormat(decimals: style.digits ?? 4, unicode: true))
  }

  package var html: String {
    var html = HTMLWriter()
    html.mark(
      "<table class=\"state\"><thead><tr><th scope=\"col\">value</th><th scope=\"col\">now</th>")
    if !earlier.isEmpty { html.mark("<th scope=\"col\">before</th>") }
    html.mark("</tr></thead><tbody>")
    for value in values { write(value, to: &html) }
    html.mark("</tbody></table>")
    return html.text
  }

  private func write(_ value: NamedValue, to html: inout HTMLWriter) {
    let name = FormulaText(style: style, book: book).text(value.name)
    let before = earlier.first { FormulaText(style: style, book: book).text($0.name) == name }
    let hasChanged = before.map { $0.value != value.value } ?? false
    html.mark("<tr class=\"")
    html.say(value.kind.rawValue)
    if value.isStale { html.mark(" stale") }
    if hasChanged { html.mark(" changed") }
    html.mark("\"")
    html.attribute("data-name", name)
    html.mark("><th scope=\"row\">")
    FormulaHTML.write(value.name, style, book, to: &html)
    html.mark("</th><td>")
    write(value.value, named: value.name, to: &html)
    html.mark("</td>")
    if !earlier.isEmpty {
      html.mark("<td>")
      if let before, hasChanged { write(before.value, named: nil, to: &html) }
      html.mark("</td>")
    }
    html.mark("</tr>")
  }

  /// The number with its relation, or the elements if there are few, else the shape and a summary.
  private func write(_ value: Tensor, named name: Formula?, to html: inout HTMLWriter) {
    let formula: Formula =
      value.count <= Working.fewElements
      ? Self.list(value.shape.sizes[...], value.elements[...]) : .summary(TensorSummary(value))
    let isExact = book.isExact(formula) || value.count > Working.fewElements
    let link = Equation.Link(isExact ? .equals : .almost, formula, book)
    if !isExact { html.mark("<span class=\"sign\">≈ </span>") }
    FormulaHTML.write(link, like: name, style, to: &html)
  }

  private static func list(_ sizes: ArraySlice<Int>, _ elements: ArraySlice<Double>) -> Formula {
    guard let count = sizes.first else { return .number(elements.first ?? .nan) }
    let size = count == 0 ? 0 : elements.count / count
    return .list(
      (0..<count).map { row in
        let start = elements.startIndex + row * size
        return list(sizes.dropFirst(), elements[start..<start + size])
      })
  }
}

/// Writes the changed values as a list, now and before.
package enum ChangesHTML {
  package static func html(_ changes: [ValueChange], _ style: Style) -> String {
    var html = HTMLWriter()
    html.mark("<ul class=\"changes\">")
    for phrase in ChangesText(changes, style.ofPage).phrases {
      html.mark("<li>")
      html.say(phrase)
      html.mark("</li>")
    }
    html.mark("</ul>")
    return html.text
  }
}
