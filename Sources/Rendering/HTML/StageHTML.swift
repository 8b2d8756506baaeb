import LessonLanguage
import Text

/// Writes what a stage of a statement showed as a card, as the stepper reveals it.
package struct StageHTML {
  private let stage: Stage
  private let style: Style

  package init(_ stage: Stage, _ style: Style) {
    self.stage = stage
    self.style = style
  }

  /// The card with all parts.
  package var html: String { html(parts: 0..<stage.step.parts.count) }

  /// The card with its first parts: `0..<n`. Each part carries its number as `data-part`.
  package func html(parts: Range<Int>) -> String {
    var writer = HTMLWriter()
    writer.preformatted(StageText(stage, style).lines(parts: parts))
    return writer.text
  }
}
