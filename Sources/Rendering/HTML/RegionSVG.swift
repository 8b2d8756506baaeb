import LessonLanguage
import Text

/// Draws regions and samples as a figure, with the legend of a terminal.
struct RegionSVG {
  private let picture: RegionPicture
  private let bands: RegionBands
  private let legend: RegionLegend

  init(_ picture: RegionPicture) {
    self.picture = picture
    bands = RegionBands(picture, .unicode)
    legend = RegionLegend(picture, .unicode)
  }

  func write(to html: inout HTMLWriter, part: Int) {
    let (x, y) = (picture.grid.x, picture.grid.y)
    let figure = FigureSVG(
      title: legend.title, description: description, xName: x.name, yName: y.name,
      extent: PlotExtent(picture.grid), height: 300)
    figure.write(part: part, to: &html) { html, frame in
      drawRegions(frame, to: &html)
      for isWrong in [false, true] {
        for sample in picture.samples where picture.isWrong(sample) == isWrong {
          let shape = shape(of: sample, frame.x(sample.x), frame.y(sample.y))
          html.stroke(isWrong ? "wrong" : "datum", Int(mark(sample)) % 8, shape)
        }
      }
    } caption: { html in
      writeKey(to: &html)
      html.paragraph("marks", legend.parts.joined(separator: "; "))
    }
  }

  /// The share of the picture that each region has, and the samples.
  private var description: String {
    var counts = Array(repeating: 0, count: bands.count)
    for value in picture.grid.values { counts[bands.band(of: value)] += 1 }
    let shares = zip(bands.names, counts).map { name, count in
      "\(name) in \((100 * count + picture.grid.values.count / 2) / picture.grid.values.count) % of the picture"
    }
    return (shares + legend.parts).joined(separator: "; ")
  }

  // MARK: Regions

  private var isOfClasses: Bool {
    if case .classes = picture.output { return true }
    return false
  }

  /// For each region a path of the rows of its grid points, in the grid's own units.
  private func drawRegions(_ frame: SVGFrame, to html: inout HTMLWriter) {
    let (columns, rows) = (picture.grid.x.count, picture.grid.y.count)
    var paths = Array(repeating: "", count: bands.count)
    for row in 0..<rows {
      var start = 0
      while start < columns {
        let band = bands.band(of: picture.grid.value(column: start, row: row))
        var end = start + 1
        while end < columns, bands.band(of: picture.grid.value(column: end, row: row)) == band {
          end += 1
        }
        paths[band] += "M\(start) \(rows - 1 - row)h\(end - start)v1h-\(end - start)z"
        start = end
      }
    }
    html.mark("<svg preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\" viewBox=\".5 .5 ")
    html.say("\(columns - 1) \(rows - 1)")
    html.mark("\">")
    for (band, path) in paths.enumerated() where !path.isEmpty { region(band, path, to: &html) }
    html.mark("</svg>")
  }

  private func region(_ band: Int, _ path: String, to html: inout HTMLWriter) {
    if isOfClasses {
      html.stroke("region", band % 8, path)
    } else {
      html.stroke("shade", min(band, 5), path)
    }
  }

  // MARK: Samples

  /// The class of a sample; for numbers 0 above the surface, and 1 below.
  private func mark(_ sample: RegionPicture.Sample) -> Double {
    isOfClasses ? sample.target : sample.target >= sample.predicted ? 0 : 1
  }

  private func shape(of sample: RegionPicture.Sample, _ x: Double, _ y: Double) -> String {
    let shape = Int(mark(sample))
    return isOfClasses ? Self.shape(shape, x, y) : Self.shape(shape == 0 ? 1 : 4, x, y)
  }

  /// A circle, triangle, square, diamond or inverted triangle, about 7 wide.
  private static func shape(_ index: Int, _ x: Double, _ y: Double) -> String {
    switch index % 5 {
    case 0: SVG.circle(x, y, radius: 3)
    case 1: "M\(SVG.pair(x - 3.5, y + 3))h7l-3.5 -6.5z"
    case 2: "M\(SVG.pair(x - 3, y - 3))h6v6h-6z"
    case 3: "M\(SVG.pair(x - 4, y))l4 -4l4 4l-4 4z"
    default: "M\(SVG.pair(x - 3.5, y - 3))h7l-3.5 6.5z"
    }
  }

  /// The colour of each region with its name, and the shapes of the samples.
  private func writeKey(to html: inout HTMLWriter) {
    for (band, name) in bands.names.enumerated() {
      html.mark("<p>")
      icon(to: &html) { region(band, "M0 0h14v14h-14z", to: &$0) }
      html.say(name)
      if isOfClasses {
        html.mark(", ")
        icon(to: &html) { $0.stroke("datum", band % 8, Self.shape(band, 7, 7)) }
        html.mark("its samples")
        if picture.samples.contains(where: { picture.isWrong($0) && Int($0.target) == band }) {
          html.mark(", ")
          icon(to: &html) { $0.stroke("wrong", band % 8, Self.shape(band, 7, 7)) }
          html.mark("wrong ones")
        }
      }
      html.mark("</p>")
    }
    if isOfClasses { return }
    html.mark("<p>")
    icon(to: &html) { $0.stroke("datum", 0, Self.shape(1, 7, 7)) }
    html.mark("a sample above the surface, ")
    icon(to: &html) { $0.stroke("datum", 1, Self.shape(4, 7, 7)) }
    html.mark("below it</p>")
  }

  private func icon(to html: inout HTMLWriter, _ draw: (inout HTMLWriter) -> Void) {
    html.mark("<svg class=\"icon\" aria-hidden=\"true\" viewBox=\"0 0 14 14\">")
    draw(&html)
    html.mark("</svg> ")
  }
}
