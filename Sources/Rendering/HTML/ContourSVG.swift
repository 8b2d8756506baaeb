import LessonLanguage
import Text

/// Draws level lines and paths as a figure, with the labels and the legend of a terminal with 80 columns.
struct ContourSVG {
  private let picture: ContourPicture
  private let scene: ContourScene
  private let legend: ContourLegend

  init(_ picture: ContourPicture) {
    self.picture = picture
    scene = ContourScene(
      picture, width: 78, rows: TerminalPlot(width: 78).planeRows, PlotGlyphs.unicode)
    legend = ContourLegend(picture, scene.labels.levels, room: 240, .unicode)
  }

  func write(to html: inout HTMLWriter, part: Int) {
    let (x, y) = (picture.grid.x, picture.grid.y)
    let single = scene.marks.single.map { legend.single($0) } ?? []
    let first = [legend.lines, legend.undefined].compactMap { $0 } + single
    let several = picture.paths.count > 1 ? picture.paths : []
    let figure = FigureSVG(
      title: "level lines of \(picture.title) over \(x.name) and \(y.name)",
      description: (first + several.map { "\($0.name) \(legend.several($0))" })
        .joined(separator: "; "),
      xName: x.name, yName: y.name, extent: PlotExtent(picture.grid), height: 300)
    figure.write(part: part, to: &html) { html, frame in
      draw(on: frame, to: &html)
    } caption: { html in
      html.paragraph(
        "marks",
        (first + (several.isEmpty ? [] : ["a diamond is a start, a dot an end"])).joined(
          separator: "; "))
      for (index, path) in several.enumerated() {
        html.mark("<p>")
        html.curveSample(index % 8)
        html.say("\(path.name) \(legend.several(path))")
        html.mark("</p>")
      }
    }
  }

  private func draw(on frame: SVGFrame, to html: inout HTMLWriter) {
    for lines in scene.labels.lines {
      html.stroke("level", lines.map { frame.path($0) }.joined())
    }
    for label in scene.labels.labels {
      html.text(
        label.text, frame.x(label.point.x), frame.y(label.point.y) + 3.5, "height")
    }
    if let marks = scene.marks.single, let path = picture.paths.first {
      html.stroke("way", frame.path(path.points))
      let present = path.points.last.flatMap { $0.isFinite && frame.shows($0) ? $0 : nil }
      frame.drawPath(path.points, marks, present: present, to: &html)
      return
    }
    for (index, path) in picture.paths.enumerated() {
      html.stroke("curve", index % 8, frame.path(path.points))
    }
    for (index, path) in picture.paths.enumerated() {
      guard let start = path.points.first, let end = path.points.last else { continue }
      if start.isFinite, frame.shows(start) {
        let (x, y) = (frame.x(start.x), frame.y(start.y))
        html.stroke("start", "M\(SVG.pair(x - 4, y))l4 -4l4 4l-4 4z")
      }
      if end.isFinite, frame.shows(end) {
        html.stroke("end", index % 8, SVG.circle(frame.x(end.x), frame.y(end.y), radius: 4))
      }
    }
  }
}
