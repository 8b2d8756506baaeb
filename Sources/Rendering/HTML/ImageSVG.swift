import Autodiff
import LessonLanguage
import Text

/// Draws a matrix as a grey image with a square for each element.
enum ImageSVG {
  static func write(_ matrix: Tensor, to html: inout HTMLWriter) {
    let sizes = matrix.shape.sizes
    html.mark(
      "<svg class=\"image\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"the matrix in shades of grey\" viewBox=\"0 0 "
    )
    html.number(sizes[1])
    html.mark(" ")
    html.number(sizes[0])
    html.mark("\">")
    for (position, share) in matrix.brightness.enumerated() {
      html.mark("<rect width=\"1\" height=\"1\" x=\"")
      html.number(position % sizes[1])
      html.mark("\" y=\"")
      html.number(position / sizes[1])
      html.mark("\" fill=\"#")
      let bounded = share.isNaN ? 0 : min(max(share, 0), 1)
      let grey = Int((bounded * 255).rounded(.toNearestOrEven))
      for _ in 0..<3 {
        html.say((grey < 16 ? "0" : "") + String(grey, radix: 16))
      }
      html.mark("\"/>")
    }
    html.mark("</svg>")
  }
}
