import LessonLanguage
import Text

/// Draws a plot as a figure with the contents, the marks and the legend of a terminal with 80 columns.
struct PlotSVG {
  private let plot: Plot
  /// The plot by positions along the axes.
  private let drawn: Plot
  private let glyphs = PlotGlyphs.unicode

  private static let ticks = 6
  private static let rows = 16

  init(_ plot: Plot) {
    self.plot = plot
    drawn = plot.positioned
  }

  func write(to html: inout HTMLWriter, part: Int) {
    guard let extent = PlotExtent(of: drawn, rows: Self.rows, ticks: Self.ticks) else {
      let note = PlotLegend.emptiness(of: plot)
      FigureSVG.writeNote(note, yName: plot.yLabel, part: part, to: &html)
      return
    }
    let axes = PlotAxes(
      extent, xName: plot.xLabel, scales: plot.scales, width: 78, yTicks: Self.ticks, glyphs)
    let canvas = DotCanvas(columns: axes.columns, rows: Self.rows, braille: true)
    let marks = PathMarks(
      path: drawn.path, present: drawn.present, on: canvas,
      PlotProjection(extent, onto: canvas), glyphs)
    let legend = PlotLegend(plot, width: 240, glyphs)
    let present = drawn.present.flatMap { present in
      let isShown = extent.x.contains(present.x) && extent.y.contains(present.y)
      return present.isFinite && isShown ? present : nil
    }
    let hasTangent = present != nil && drawn.slope.map { $0.isFinite } ?? false
    let phrases = legend.phrases(marks, showsPresent: present != nil, showsTangent: hasTangent)
    let figure = FigureSVG(
      title: title, description: legend.description(phrases), xName: plot.xLabel,
      yName: plot.yLabel, extent: extent, scales: plot.scales)
    figure.write(part: part, to: &html) { html, frame in
      draw(on: frame, marks, present, to: &html)
    } caption: { html in
      if plot.series.count > 1 {
        for (position, series) in plot.series.enumerated() {
          html.mark("<p>")
          html.curveSample(position % 8)
          html.say(series.name)
          html.mark(" ")
          html.say(legend.end(of: series, runsAway: extent.runsAway[position]))
          html.mark("</p>")
        }
      }
      if !phrases.isEmpty { html.paragraph("marks", phrases.joined(separator: "; ")) }
    }
  }

  private var title: String {
    let names = plot.series.map { $0.name }.filter { !$0.isEmpty }
    let what = plot.yLabel.isEmpty ? names.joined(separator: ", ") : plot.yLabel
    return plot.xLabel.isEmpty ? what : what + " over " + plot.xLabel
  }

  /// Curves, tangent and points.
  private func draw(
    on frame: SVGFrame, _ marks: PathMarks, _ present: Plot.Point?, to html: inout HTMLWriter
  ) {
    for (position, series) in drawn.series.enumerated() {
      html.stroke("curve", position % 8, frame.path(series.points))
    }
    if let present, let slope = drawn.slope, slope.isFinite {
      html.stroke("tangent", frame.tangent(at: present, slope: slope))
    }
    var handle: PointHandle?
    if let present, let name = plot.presentName, plot.scales.x == .linear {
      handle = PointHandle(name: name, value: present.x, interval: frame.extent.x)
    }
    frame.drawPath(drawn.path, marks, present: present, handle: handle, to: &html)
  }
}

extension SVGFrame {
  /// The points of a path and the current point; of the numbers that a terminal shows, the last one and those that do not
  /// overlap another.
  func drawPath(
    _ path: [Plot.Point], _ marks: PathMarks, present: Plot.Point?, handle: PointHandle? = nil,
    to html: inout HTMLWriter
  ) {
    for (step, point) in path.enumerated() where point.isFinite && shows(point) {
      html.circle(x(point.x), y(point.y), "visited", step: step)
    }
    var written: [(x: Double, y: Double, width: Double)] = []
    for step in marks.numbers.suffix(1) + marks.numbers.dropLast() {
      let text = "\(step)"
      let (x, y, width) = (x(path[step].x), y(path[step].y), 7 * Double(text.utf8.count))
      let overlaps = written.contains {
        abs($0.x - x) < ($0.width + width) / 2 + 2 && abs($0.y - y) < 12
      }
      if overlaps { continue }
      written.append((x, y, width))
      html.text(text, x, y - 8)
    }
    if let present { html.circle(x(present.x), y(present.y), "present", handle: handle) }
  }
}
