import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes a stage of a statement as a card that the stepper reveals.
package struct StageHTML {
  private let stage: Stage
  private let style: Style
  private let document: StepDocument

  package init(_ stage: Stage, _ style: Style) {
    self.stage = stage
    self.style = style.ofPage
    document = StepDocument(stage.step, style.ofPage)
  }

  /// The number of parts of the card.
  package var partCount: Int { document.partCount }

  /// The card with all of its parts.
  package var html: String { html(parts: 0..<document.partCount) }

  /// The card with some of its parts, such as 0..<n for those up to the current one; each has its number as `data-part`.
  /// Nothing is left out of them unless they are all of the card. The rounds of surrounding loops that begin here precede the
  /// first part.
  package func html(parts: Range<Int>) -> String {
    var html = HTMLWriter()
    if parts.lowerBound == 0 { writeRounds(to: &html) }
    var card = StepHTML(
      stage.step, parts == 0..<partCount ? document : whole, style, parts: parts)
    card.write()
    html.append(card.html)
    return html.text
  }

  private var whole: StepDocument {
    var style = style
    style.detail = .full
    return StepDocument(stage.step, style)
  }

  private func writeRounds(to html: inout HTMLWriter) {
    for (depth, round) in stage.rounds.enumerated() where stage.isFirst(inRoundAt: depth) {
      if round.number == 1 {
        html.mark("<p class=\"source\"><code>")
        html.say(RoundsDocument.heading(round.count))
        html.mark("</code></p>")
      }
      html.mark("<p class=\"round\">round ")
      html.number(round.number)
      html.mark("</p>")
    }
  }
}
