import Text

/// Numbers and paths of pictures.
enum SVG {
  /// A coordinate with one decimal.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded(.toNearestOrAwayFromZero))
    let whole = "\(tenths.magnitude / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
    return tenths < 0 ? "-" + whole : whole
  }

  static func pair(_ x: Double, _ y: Double) -> String { coordinate(x) + " " + coordinate(y) }

  static func circle(_ x: Double, _ y: Double, radius: Double) -> String {
    let (r, d) = (coordinate(radius), coordinate(2 * radius))
    return "M\(pair(x - radius, y))a\(r) \(r) 0 1 0 \(d) 0a\(r) \(r) 0 1 0 -\(d) 0z"
  }

  /// The estimated width of a text in small type, since a page chooses its own fonts; there is room for wide letters.
  static func width(of text: String) -> Double { 6.6 * Double(TextColumns.width(text)) }
}

/// What a page needs to know to let a reader move a point: the name of its x, its value, and the ends of the axis.
struct PointHandle {
  let name: String
  let value: Double
  let interval: PlotInterval
}

/// The shapes of a picture, each of a kind, which is a class of the style sheet.
extension HTMLWriter {
  mutating func stroke(_ kind: StaticString, _ line: String, width: Double? = nil) {
    stroke(kind, nil, line, width: width)
  }

  /// A path of a kind, and of the kind with the index appended. Its width is that of its kind unless one is given.
  mutating func stroke(
    _ kind: StaticString, _ index: Int?, _ line: String, width: Double? = nil
  ) {
    mark("<path class=\"")
    mark(kind)
    if let index {
      mark(" ")
      mark(kind)
      number(index)
    }
    mark("\"")
    if let width { attribute("stroke-width", SVG.coordinate(width)) }
    attribute("d", line)
    mark("/>")
  }

  mutating func text(
    _ words: String, _ x: Double, _ y: Double, _ kind: StaticString? = nil, index: Int? = nil,
    anchor: StaticString = "middle"
  ) {
    mark("<text")
    if let kind, let index {
      mark(" class=\"")
      mark(kind)
      mark(" ")
      mark(kind)
      number(index)
      mark("\"")
    } else if let kind {
      attribute("class", kind)
    }
    attribute("x", SVG.coordinate(x))
    attribute("y", SVG.coordinate(y))
    attribute("text-anchor", anchor)
    mark(">")
    say(words)
    mark("</text>")
  }

  mutating func circle(
    _ x: Double, _ y: Double, radius: Double = 3, _ kind: StaticString, step: Int? = nil,
    handle: PointHandle? = nil
  ) {
    mark("<circle")
    attribute("r", SVG.coordinate(radius))
    attribute("class", kind)
    attribute("cx", SVG.coordinate(x))
    attribute("cy", SVG.coordinate(y))
    if let step { attribute("data-step", "\(step)") }
    if let handle {
      attribute("data-point", handle.name)
      attribute("data-value", handle.value.shortest)
      attribute("data-from", handle.interval.lower.shortest)
      attribute("data-to", handle.interval.upper.shortest)
    }
    mark("/>")
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ kind: StaticString
  ) {
    mark("<rect rx=\"4\"")
    attribute("class", kind)
    attribute("x", SVG.coordinate(x))
    attribute("y", SVG.coordinate(y))
    attribute("width", SVG.coordinate(width))
    attribute("height", SVG.coordinate(height))
    mark("/>")
  }

  /// A short piece of a curve for a caption.
  mutating func curveSample(_ index: Int) {
    mark("<svg class=\"sample\" aria-hidden=\"true\" viewBox=\"0 0 40 8\">")
    stroke("curve", index, "M0 4h40")
    mark("</svg> ")
  }
}
