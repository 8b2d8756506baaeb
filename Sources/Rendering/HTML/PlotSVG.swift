import Autodiff
import LessonLanguage
import Text

/// Text of pictures.
enum SVG {
  /// A coordinate with one decimal.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded(.toNearestOrAwayFromZero))
    let whole = "\(tenths.magnitude / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
    return tenths < 0 ? "-" + whole : whole
  }
}

/// Draws a plot as a figure with the contents, the marks and the legend of a terminal with 80 columns.
struct PlotSVG {
  private let plot: Plot
  private let glyphs = PlotGlyphs.unicode
  private var html = HTMLWriter()

  private static let height = 200.0
  private static let width = 480.0
  private static let bottom = 42.0
  private static let top = 10.0
  private static let ticks = 6
  private static let rows = 16

  init(_ plot: Plot) { self.plot = plot }

  func write(to html: inout HTMLWriter, part: Int) {
    var copy = self
    copy.figure(part)
    html.append(copy.html)
  }

  private mutating func figure(_ part: Int) {
    html.mark("<figure class=\"plot\" data-part=\"")
    html.number(part)
    html.mark("\">")
    if !plot.yLabel.isEmpty { element("p", "axis") { $0.html.say($0.plot.yLabel) } }
    if let extent = PlotExtent(of: plot, rows: Self.rows, ticks: Self.ticks) {
      draw(extent)
    } else {
      element("p", "note") { $0.html.say("(nothing to draw: no point is finite)") }
    }
    html.mark("</figure>")
  }

  private mutating func element(
    _ tag: StaticString, _ kind: StaticString, _ content: (inout PlotSVG) -> Void
  ) {
    html.mark("<")
    html.mark(tag)
    html.mark(" class=\"")
    html.mark(kind)
    html.mark("\">")
    content(&self)
    html.mark("</")
    html.mark(tag)
    html.mark(">")
  }

  private mutating func draw(_ extent: PlotExtent) {
    let axes = PlotAxes(extent, xName: plot.xLabel, width: 78, yTicks: Self.ticks, glyphs)
    let canvas = DotCanvas(columns: axes.columns, rows: Self.rows, braille: true)
    let marks = PathMarks(plot, on: canvas, PlotProjection(extent, onto: canvas), glyphs)
    let yTicks = AxisTicks(in: extent.y, atMost: Self.ticks)
    let labels = yTicks.labels(glyphs)
    let gutter = 12 + 9.5 * Double(labels.map { TextColumns.width($0) }.max() ?? 0)
    let frame = Frame(
      extent: extent, left: gutter, width: Self.width - gutter - 12, top: Self.top,
      height: Self.height)
    html.mark("<svg role=\"img\" viewBox=\"0 0 ")
    html.say(SVG.coordinate(Self.width))
    html.mark(" ")
    html.say(SVG.coordinate(Self.top + Self.height + Self.bottom))
    html.mark("\"><title>")
    html.say(title)
    html.mark("</title>")
    for (tick, label) in zip(yTicks.ticks, labels) {
      rule(from: frame.left, frame.y(tick.value), to: frame.right, frame.y(tick.value))
      text(label, frame.left - 8, frame.y(tick.value) + 4.5, "end")
    }
    let xTicks = AxisTicks(in: extent.x, atMost: 7, wholeNumbers: extent.countsSteps)
    for (tick, label) in zip(xTicks.ticks, xTicks.labels(glyphs)) {
      let x = frame.x(tick.value)
      rule(from: x, frame.bottom, to: x, frame.bottom + 5)
      text(label, x, frame.bottom + 18, "middle", isTick: true)
    }
    text(plot.xLabel, frame.right, frame.bottom + 36, "end")
    let present = plot.present.flatMap { $0.isFinite && frame.shows($0) ? $0 : nil }
    inside(frame, marks, present)
    html.mark("</svg>")
    let hasTangent = present != nil && plot.slope.map { $0.isFinite } ?? false
    caption(marks, extent, showsPresent: present != nil, hasTangent)
  }

  private var title: String {
    let names = plot.series.map { $0.name }.filter { !$0.isEmpty }
    let what = plot.yLabel.isEmpty ? names.joined(separator: ", ") : plot.yLabel
    return plot.xLabel.isEmpty ? what : what + " over " + plot.xLabel
  }

  /// Curves, tangent and points in a nested picture, which clips them at the axes.
  private mutating func inside(_ frame: Frame, _ marks: PathMarks, _ present: Plot.Point?) {
    html.mark("<svg x=\"")
    html.say(SVG.coordinate(frame.left))
    html.mark("\" y=\"")
    html.say(SVG.coordinate(frame.top))
    html.mark("\" width=\"")
    html.say(SVG.coordinate(frame.width))
    html.mark("\" height=\"")
    html.say(SVG.coordinate(frame.height))
    html.mark("\">")
    let inner = frame.inner
    for (position, series) in plot.series.enumerated() {
      html.mark("<path class=\"curve curve")
      html.number(position % 8)
      html.mark("\" d=\"")
      html.say(inner.path(series.points))
      html.mark("\"/>")
    }
    if let present, let slope = plot.slope, slope.isFinite {
      html.mark("<path class=\"tangent\" d=\"")
      html.say(inner.tangent(at: present, slope: slope))
      html.mark("\"/>")
    }
    let numbered = Set(marks.numbers)
    for (step, point) in plot.path.enumerated() where point.isFinite && frame.shows(point) {
      dot(inner.x(point.x), inner.y(point.y), "visited", step)
      if numbered.contains(step) {
        text("\(step)", inner.x(point.x), inner.y(point.y) - 8, "middle")
      }
    }
    if let present { dot(inner.x(present.x), inner.y(present.y), "present", nil) }
    html.mark("</svg>")
  }

  // MARK: Marks

  private mutating func rule(from x: Double, _ y: Double, to end: Double, _ bottom: Double) {
    html.mark("<path class=\"rule\" d=\"M")
    html.say(
      "\(SVG.coordinate(x)) \(SVG.coordinate(y))L\(SVG.coordinate(end)) \(SVG.coordinate(bottom))")
    html.mark("\"/>")
  }

  private mutating func text(
    _ words: String, _ x: Double, _ y: Double, _ anchor: StaticString, isTick: Bool = false
  ) {
    html.mark(isTick ? "<text class=\"tick\" x=\"" : "<text x=\"")
    html.say(SVG.coordinate(x))
    html.mark("\" y=\"")
    html.say(SVG.coordinate(y))
    html.mark("\" text-anchor=\"")
    html.mark(anchor)
    html.mark("\">")
    html.say(words)
    html.mark("</text>")
  }

  private mutating func dot(_ x: Double, _ y: Double, _ kind: StaticString, _ step: Int?) {
    html.mark("<circle r=\"3\" class=\"")
    html.mark(kind)
    html.mark("\" cx=\"")
    html.say(SVG.coordinate(x))
    html.mark("\" cy=\"")
    html.say(SVG.coordinate(y))
    if let step {
      html.mark("\" data-step=\"")
      html.number(step)
    }
    html.mark("\"/>")
  }

  private mutating func caption(
    _ marks: PathMarks, _ extent: PlotExtent, showsPresent: Bool, _ hasTangent: Bool
  ) {
    let legend = PlotLegend(plot, width: 240, glyphs)
    html.mark("<figcaption>")
    if plot.series.count > 1 {
      for (position, series) in plot.series.enumerated() {
        html.mark(
          "<p><svg class=\"sample\" aria-hidden=\"true\" viewBox=\"0 0 40 8\"><path class=\"curve curve"
        )
        html.number(position % 8)
        html.mark("\" d=\"M0 4h40\"/></svg> ")
        html.say(series.name)
        html.mark(" ")
        html.say(legend.end(of: series, runsAway: extent.runsAway[position]))
        html.mark("</p>")
      }
    }
    let phrases = legend.phrases(marks, showsPresent: showsPresent, showsTangent: hasTangent)
    if !phrases.isEmpty { element("p", "marks") { $0.html.say(phrases.joined(separator: "; ")) } }
    html.mark("</figcaption>")
  }
}

/// Maps numbers to positions in a picture.
private struct Frame {
  let extent: PlotExtent
  let left: Double
  let width: Double
  let top: Double
  let height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// The same mapping, relative to its own origin.
  var inner: Frame { Frame(extent: extent, left: 0, width: width, top: 0, height: height) }

  func shows(_ point: Plot.Point) -> Bool {
    extent.x.contains(point.x) && extent.y.contains(point.y)
  }

  func x(_ value: Double) -> Double { left + bounded(extent.x.fraction(of: value)) * width }

  func y(_ value: Double) -> Double { top + (1 - bounded(extent.y.fraction(of: value))) * height }

  // A point far outside may be moved as long as its direction remains.
  private func bounded(_ fraction: Double) -> Double { min(max(fraction, -20), 20) }

  /// A line through the points, interrupted at those that are not finite.
  func path(_ points: [Plot.Point]) -> String {
    var text = ""
    var isDown = false
    for point in points {
      if point.isFinite {
        text +=
          (isDown ? "L" : "M") + "\(SVG.coordinate(x(point.x))) \(SVG.coordinate(y(point.y)))"
      }
      isDown = point.isFinite
    }
    return text
  }

  /// A line through a point with this slope, at most a fifth of the picture to either side.
  func tangent(at point: Plot.Point, slope: Double) -> String {
    let steepness = slope * (extent.x.halfLength / extent.y.halfLength) * (height / width)
    if steepness.isNaN { return "" }
    let run = width / 5 / max(1, steepness.magnitude)
    let rise = width / 5 * min(max(steepness, -1), 1)
    let (x, y) = (x(point.x), y(point.y))
    return "M\(SVG.coordinate(x - run)) \(SVG.coordinate(y + rise))"
      + "L\(SVG.coordinate(x + run)) \(SVG.coordinate(y - rise))"
  }
}
