import LessonLanguage

/// Draws samples as a figure, each as the mark of its class in the colour of its class.
struct ScatterSVG {
  private let picture: ScatterPicture
  private let marks: ScatterMarks

  init(_ picture: ScatterPicture) {
    self.picture = picture
    marks = ScatterMarks(picture, .unicode)
  }

  func write(to html: inout HTMLWriter, part: Int) {
    guard let extent = marks.extent else {
      return FigureSVG.writeNote(marks.emptiness, yName: picture.title, part: part, to: &html)
    }
    let figure = FigureSVG(
      title: picture.title,
      description: marks.legend.joined(separator: "; "), xName: picture.xName,
      yName: picture.yName, extent: extent, height: 300)
    figure.write(part: part, to: &html) { html, frame in
      for sample in picture.samples where sample.point.isFinite {
        html.text(
          String(Character(marks.characters[sample.label])), frame.x(sample.point.x),
          frame.y(sample.point.y) + 4, "glyph", index: sample.label % 8)
      }
    } caption: { html in
      html.paragraph("marks", "\(picture.title): " + marks.legend.joined(separator: "; "))
    }
  }
}
