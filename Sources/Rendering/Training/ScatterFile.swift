import LessonLanguage
import Text

/// Draws samples as an SVG with colours of its own, to be kept as a file.
package struct ScatterFile {
  private let picture: ScatterPicture

  package init(_ picture: ScatterPicture) { self.picture = picture }

  private static let width = 640.0
  private static let height = 520.0
  private static let left = 64.0
  private static let right = 20.0
  private static let top = 44.0
  private static let bottom = 76.0
  private static let colors = [
    "#114e8c", "#a03c00", "#22663a", "#6d2c86", "#7a5600", "#00606b", "#8f1d4f", "#4a4a4a",
  ]

  /// The picture, well-formed XML.
  package var text: String {
    let marks = ScatterMarks(picture, .unicode)
    let legend = marks.legend.joined(separator: "; ")
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(SVG.pair(Self.width, Self.height))\" "
        + "role=\"img\" font-family=\"sans-serif\" font-size=\"13\">",
      "<title>\(HTML.escaped(picture.title))</title>", "<desc>\(HTML.escaped(legend))</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      words(picture.title, Self.left, 24, anchor: "start"),
    ]
    if let extent = marks.extent {
      lines += axes(extent) + samples(extent, marks)
    } else {
      lines.append(words(marks.emptiness, Self.left, 60, anchor: "start"))
    }
    let key = TextColumns.wrapped(marks.legend, to: 84)
    for (row, line) in key.prefix(3).enumerated() {
      lines.append(
        words(line, Self.left, Self.height - 34 + 15 * Double(row), anchor: "start"))
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func x(_ value: Double, _ extent: PlotExtent) -> Double {
    Self.left + extent.x.fraction(of: value) * (Self.width - Self.left - Self.right)
  }

  private func y(_ value: Double, _ extent: PlotExtent) -> Double {
    Self.top + (1 - extent.y.fraction(of: value)) * (Self.height - Self.top - Self.bottom)
  }

  private func axes(_ extent: PlotExtent) -> [String] {
    let floor = Self.height - Self.bottom
    let yTicks = AxisTicks(in: extent.y, atMost: 8)
    let xTicks = AxisTicks(in: extent.x, atMost: 8)
    let rows = zip(yTicks.ticks, yTicks.labels(.unicode)).flatMap { tick, label -> [String] in
      let y = y(tick.value, extent)
      return [
        "<path d=\"M\(SVG.pair(Self.left, y))H\(SVG.coordinate(Self.width - Self.right))\" stroke=\"#dddddd\"/>",
        words(label, Self.left - 8, y + 4, anchor: "end"),
      ]
    }
    let columns = zip(xTicks.ticks, xTicks.labels(.unicode)).flatMap { tick, label -> [String] in
      let x = x(tick.value, extent)
      return [
        "<path d=\"M\(SVG.pair(x, Self.top))V\(SVG.coordinate(floor))\" stroke=\"#eeeeee\"/>",
        words(label, x, floor + 18, anchor: "middle"),
      ]
    }
    return rows + columns
  }

  private func samples(_ extent: PlotExtent, _ marks: ScatterMarks) -> [String] {
    picture.samples.filter { $0.point.isFinite }.map { sample in
      let mark = HTML.escaped(String(Character(marks.characters[sample.label])))
      let (x, y) = (x(sample.point.x, extent), y(sample.point.y, extent) + 4)
      return "<text x=\"\(SVG.coordinate(x))\" y=\"\(SVG.coordinate(y))\" text-anchor=\"middle\" "
        + "fill=\"\(Self.colors[sample.label % Self.colors.count])\">\(mark)</text>"
    }
  }

  private func words(_ text: String, _ x: Double, _ y: Double, anchor: String) -> String {
    "<text x=\"\(SVG.coordinate(x))\" y=\"\(SVG.coordinate(y))\" text-anchor=\"\(anchor)\">\(HTML.escaped(text))</text>"
  }
}
