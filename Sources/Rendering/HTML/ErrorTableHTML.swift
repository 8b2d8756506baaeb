import LessonLanguage
import Text

/// The evaluation of a network, with its error table in shaded cells.
extension StepHTML {
  mutating func write(_ test: TestDocument) {
    element("dl", "facts") { $0.write(test.facts) }
    guard let errors = test.errors else { return }
    element("div", "scroll") { $0.write(errors) }
  }

  private mutating func write(_ errors: ErrorTable) {
    html.mark("<table class=\"numbers errors\"><caption>")
    html.say(ErrorTable.heading)
    html.mark("</caption><thead><tr><td></td>")
    let hasCounts = errors.rows.contains { !$0.counts.isEmpty }
    for name in (hasCounts ? errors.classNames : []) + ErrorTable.measures {
      html.mark("<th scope=\"col\">")
      html.say(name)
      html.mark("</th>")
    }
    html.mark("</tr></thead><tbody>")
    for row in errors.rows {
      html.mark("<tr><th scope=\"row\">")
      html.say(row.name)
      html.mark("</th>")
      for count in row.counts {
        html.mark(count.isCorrect ? "<td class=\"right shade" : "<td class=\"wrong shade")
        // Anything that occurs is shaded, and only all of a class is shaded fully.
        html.number(count.share == 0 ? 0 : min(5, 1 + Int(count.share * 4)))
        html.mark("\">")
        html.say(count.text)
        html.mark("</td>")
      }
      if hasCounts, row.counts.isEmpty {
        html.mark("<td colspan=\"")
        html.number(errors.classNames.count)
        html.mark("\"></td>")
      }
      for measure in row.measures {
        html.mark("<td>")
        html.say(measure)
        html.mark("</td>")
      }
      html.mark("</tr>")
    }
    html.mark("</tbody></table>")
  }
}
