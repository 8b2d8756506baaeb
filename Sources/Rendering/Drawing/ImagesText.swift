import Autodiff
import LessonLanguage
import Text

/// Draws images side by side, with their names below, and says how to read them.
struct ImagesText {
  private let document: ImagesDocument
  private let style: Style

  init(_ document: ImagesDocument, _ style: Style) {
    self.document = document
    self.style = style
  }

  var lines: [String] {
    let pictures = document.images.map { ImageText(style).lines(of: $0.matrix) }
    return ImageText.sideBySide(
      pictures, captions: document.images.map { $0.name }, width: style.width, narrowest: 24)
      + [""] + document.images.flatMap { style.paragraph("\($0.name): \($0.range)", indent: 2) }
      + style.paragraph(scale)
  }

  private var scale: String {
    document.hasNegative
      ? "(blank is 0, and the fuller, the further from 0 in its picture; a - marks a number below 0)"
      : "(blank is 0, and the fuller, the larger in its picture)"
  }
}
