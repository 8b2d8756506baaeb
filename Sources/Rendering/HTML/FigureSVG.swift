import Autodiff
import LessonLanguage
import Text

/// A picture between axes, with its description for those who cannot see it, and a caption.
struct FigureSVG {
  /// What the picture shows, in a few words, and everything that is to be seen in it, in sentences.
  let title: String
  let description: String
  let xName: String
  let yName: String
  let extent: PlotExtent
  var scales = Plot.Scales()
  var height = 200.0

  private static let width = 480.0
  private static let bottom = 42.0
  private static let top = 10.0
  private static let ticks = 6

  /// - Parameters:
  ///   - inside: draws the marks, in a picture of its own that ends at the axes.
  ///   - caption: writes the paragraphs under the picture.
  func write(
    part: Int, to html: inout HTMLWriter, inside: (inout HTMLWriter, SVGFrame) -> Void,
    caption: (inout HTMLWriter) -> Void
  ) {
    Self.open(part: part, yName: yName, to: &html)
    let yTicks = PlotTicks(in: extent.y, scales.y, atMost: Self.ticks, .unicode)
    let gutter = 12 + 9.5 * Double(yTicks.labels.map { TextColumns.width($0) }.max() ?? 0)
    let frame = SVGFrame(
      extent: extent, left: gutter, width: Self.width - gutter - 12, top: Self.top, height: height)
    html.mark("<svg role=\"img\" viewBox=\"0 0 ")
    html.say(SVG.pair(Self.width, Self.top + height + Self.bottom))
    html.mark("\"><title>")
    html.say(title)
    html.mark("</title><desc>")
    html.say(description)
    html.mark("</desc>")
    for (position, label) in zip(yTicks.positions, yTicks.labels) {
      let y = frame.y(position)
      html.stroke("rule", "M\(SVG.pair(frame.left, y))L\(SVG.pair(frame.right, y))")
      html.text(label, frame.left - 8, y + 4.5, anchor: "end")
    }
    let xTicks = PlotTicks(
      in: extent.x, scales.x, atMost: 7, wholeNumbers: extent.countsSteps, .unicode)
    for (position, label) in zip(xTicks.positions, xTicks.labels) {
      let x = frame.x(position)
      html.stroke("rule", "M\(SVG.pair(x, frame.bottom))L\(SVG.pair(x, frame.bottom + 5))")
      html.text(label, x, frame.bottom + 18, "tick")
    }
    html.text(xName, frame.right, frame.bottom + 36, anchor: "end")
    html.mark("<svg x=\"")
    html.say(SVG.coordinate(frame.left))
    html.mark("\" y=\"")
    html.say(SVG.coordinate(frame.top))
    html.mark("\" width=\"")
    html.say(SVG.coordinate(frame.width))
    html.mark("\" height=\"")
    html.say(SVG.coordinate(frame.height))
    html.mark("\">")
    inside(&html, frame.inner)
    html.mark("</svg></svg><figcaption>")
    caption(&html)
    html.mark("</figcaption></figure>")
  }

  /// A figure with a sentence in place of its picture.
  static func writeNote(_ note: String, yName: String, part: Int, to html: inout HTMLWriter) {
    open(part: part, yName: yName, to: &html)
    html.paragraph("note", note)
    html.mark("</figure>")
  }

  private static func open(part: Int, yName: String, to html: inout HTMLWriter) {
    html.mark("<figure class=\"plot\" data-part=\"")
    html.number(part)
    html.mark("\">")
    if !yName.isEmpty { html.paragraph("axis", yName) }
  }
}

/// Maps positions along the axes to a picture.
struct SVGFrame {
  let extent: PlotExtent
  let left: Double
  let width: Double
  let top: Double
  let height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// The same mapping, relative to its own origin.
  var inner: SVGFrame { SVGFrame(extent: extent, left: 0, width: width, top: 0, height: height) }

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
    var last = ""
    for point in points {
      let pair = point.isFinite ? SVG.pair(x(point.x), y(point.y)) : ""
      if point.isFinite, !isDown || pair != last { text += (isDown ? "L" : "M") + pair }
      isDown = point.isFinite
      last = pair
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
    return "M\(SVG.pair(x - run, y + rise))L\(SVG.pair(x + run, y - rise))"
  }
}
