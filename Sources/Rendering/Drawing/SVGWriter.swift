import Text

/// Writes the shapes of a picture. Text has an estimated width, since a page chooses its own fonts.
struct SVGWriter {
  var html = HTMLWriter()

  /// The width of a text in small type, with room for wide letters.
  static func width(_ text: String) -> Double { 6.6 * Double(TextColumns.width(text)) }

  /// The width up to which a picture has its natural size; a wider one is drawn a little smaller.
  private static let column = 630.0
  private static let leastScale = 0.83
  /// The size of a page's text, from which a picture takes its own.
  private static let textSize = 18.0

  /// A picture with a title and a description in words.
  mutating func picture(
    width: Double, height: Double, title: String, description: String,
    _ content: (inout SVGWriter) -> Void
  ) {
    let scale = max(min(1, Self.column / width), Self.leastScale)
    html.mark("<div class=\"scroll\"><svg role=\"img\" width=\"")
    html.say(SVG.coordinate(width * scale / Self.textSize))
    html.mark("rem\" viewBox=\"0 0 ")
    html.say(SVG.coordinate(width))
    html.mark(" ")
    html.say(SVG.coordinate(height))
    html.mark("\"><title>")
    html.say(title)
    html.mark("</title><desc>")
    html.say(description)
    html.mark("</desc>")
    content(&self)
    html.mark("</svg></div>")
  }

  mutating func text(
    _ words: String, _ x: Double, _ y: Double, _ kind: StaticString,
    anchor: StaticString = "middle"
  ) {
    html.mark("<text class=\"")
    html.mark(kind)
    html.mark("\" text-anchor=\"")
    html.mark(anchor)
    coordinates("\" x=\"", x, "\" y=\"", y)
    html.mark("\">")
    html.say(words)
    html.mark("</text>")
  }

  mutating func rectangle(_ frame: LayeredLayout.Frame, _ kind: StaticString) {
    html.mark("<rect rx=\"4\" class=\"")
    html.mark(kind)
    coordinates("\" x=\"", frame.x, "\" y=\"", frame.y)
    coordinates("\" width=\"", frame.width, "\" height=\"", frame.height)
    html.mark("\"/>")
  }

  mutating func circle(_ x: Double, _ y: Double, radius: Double, _ kind: StaticString) {
    html.mark("<circle class=\"")
    html.mark(kind)
    coordinates("\" cx=\"", x, "\" cy=\"", y)
    html.mark("\" r=\"")
    html.say(SVG.coordinate(radius))
    html.mark("\"/>")
  }

  /// A line; its width is that of its kind unless one is given.
  mutating func path(_ data: String, _ kind: StaticString, width: Double? = nil) {
    html.mark("<path class=\"")
    html.mark(kind)
    if let width {
      html.mark("\" stroke-width=\"")
      html.say(SVG.coordinate(width))
    }
    html.mark("\" d=\"")
    html.say(data)
    html.mark("\"/>")
  }

  mutating func line(
    _ a: LayeredLayout.Point, _ b: LayeredLayout.Point, _ kind: StaticString, width: Double? = nil
  ) {
    path("M\(Self.point(a))L\(Self.point(b))", kind, width: width)
  }

  /// The head of an arrow from the left.
  mutating func arrow(at end: LayeredLayout.Point) {
    path(
      "M" + Self.point(.init(x: end.x - 6, y: end.y - 3.5)) + "L" + Self.point(end) + "L"
        + Self.point(.init(x: end.x - 6, y: end.y + 3.5)) + "Z", "head")
  }

  static func point(_ point: LayeredLayout.Point) -> String {
    SVG.coordinate(point.x) + " " + SVG.coordinate(point.y)
  }

  private mutating func coordinates(
    _ first: StaticString, _ x: Double, _ second: StaticString, _ y: Double
  ) {
    html.mark(first)
    html.say(SVG.coordinate(x))
    html.mark(second)
    html.say(SVG.coordinate(y))
  }
}
