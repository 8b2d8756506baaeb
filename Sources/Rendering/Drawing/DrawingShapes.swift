/// Pictures that are laid out in boxes.
extension HTMLWriter {
  /// The width up to which a picture has its natural size; a wider one is drawn a little smaller.
  private static let column = 630.0
  private static let leastScale = 0.83
  /// The size of a page's text, from which a picture takes its own.
  private static let textSize = 18.0

  /// A picture with a title and a description in words.
  mutating func picture(
    width: Double, height: Double, title: String, description: String,
    _ content: (inout HTMLWriter) -> Void
  ) {
    let scale = max(min(1, Self.column / width), Self.leastScale)
    mark("<div class=\"scroll\"><svg role=\"img\" width=\"")
    say(SVG.coordinate(width * scale / Self.textSize))
    mark("rem\" viewBox=\"0 0 ")
    say(SVG.pair(width, height))
    mark("\"><title>")
    say(title)
    mark("</title><desc>")
    say(description)
    mark("</desc>")
    content(&self)
    mark("</svg></div>")
  }

  mutating func rectangle(_ frame: LayeredLayout.Frame, _ kind: StaticString) {
    rectangle(x: frame.x, y: frame.y, width: frame.width, height: frame.height, kind)
  }

  mutating func line(
    _ a: LayeredLayout.Point, _ b: LayeredLayout.Point, _ kind: StaticString, width: Double? = nil
  ) {
    stroke(kind, "M\(a.pair)L\(b.pair)", width: width)
  }

  /// The head of an arrow from the left.
  mutating func arrow(at end: LayeredLayout.Point) {
    let (x, y) = (end.x - 6, 3.5)
    stroke("head", "M\(SVG.pair(x, end.y - y))L\(end.pair)L\(SVG.pair(x, end.y + y))Z")
  }
}

extension LayeredLayout.Point {
  /// Its coordinates in a path.
  var pair: String { SVG.pair(x, y) }
}
