import Autodiff
import LessonLanguage
import Text

/// Draws a matrix as an image with a square for each element: black is 0, and a number below 0 is coloured and has a stroke.
enum ImageSVG {
  /// The image in line with the numbers.
  static func write(_ matrix: Tensor, to html: inout HTMLWriter) {
    html.mark("<svg class=\"image\"")
    draw(matrix, label: "the matrix in shades of grey", to: &html)
  }

  /// An image in a row of several, whose pixels all have the same size if there are few.
  static func write(_ matrix: Tensor, label: String, to html: inout HTMLWriter) {
    html.mark("<svg class=\"pixels\" width=\"")
    html.number(min(22 * matrix.shape.sizes[1], 198))
    html.mark("\"")
    draw(matrix, label: label, to: &html)
  }

  /// How to read the pixels of a matrix; `nil` if none of them is below 0.
  static func remark(on matrix: Tensor) -> String? {
    matrix.hasNegative ? "(coloured, with a stroke: below 0)" : nil
  }

  private static func draw(_ matrix: Tensor, label: String, to html: inout HTMLWriter) {
    let sizes = matrix.shape.sizes
    html.mark(" shape-rendering=\"crispEdges\" role=\"img\"")
    html.attribute("aria-label", label)
    html.mark(" viewBox=\"0 0 ")
    html.number(10 * sizes[1])
    html.mark(" ")
    html.number(10 * sizes[0])
    html.mark("\"><rect width=\"100%\" height=\"100%\" class=\"zero\"/>")
    for (position, share) in matrix.brightness.enumerated() where share != 0 {
      let (x, y) = (10 * (position % sizes[1]), 10 * (position / sizes[1]))
      html.mark(share < 0 ? "<rect class=\"below\"" : "<rect class=\"above\"")
      html.mark(" width=\"10\" height=\"10\" x=\"")
      html.number(x)
      html.mark("\" y=\"")
      html.number(y)
      html.mark("\" fill-opacity=\"")
      html.say(hundredths(share.magnitude))
      html.mark("\"/>")
      guard share < 0 else { continue }
      html.mark(share < -0.5 ? "<path class=\"stroke dark\" d=\"M" : "<path class=\"stroke\" d=\"M")
      html.number(x + 3)
      html.mark(" ")
      html.number(y + 5)
      html.mark("h4\"/>")
    }
    html.mark("</svg>")
  }

  /// A share from 0 to 1 with two decimals.
  private static func hundredths(_ share: Double) -> String {
    let hundredths = Int((share * 100).rounded(.toNearestOrEven))
    if hundredths == 100 { return "1" }
    return (hundredths < 10 ? "0.0" : "0.") + "\(hundredths)"
  }
}
