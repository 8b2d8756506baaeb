import Autodiff
import Text

extension Session {
  /// `show picture, kernel, map`: several matrices as images side by side.
  mutating func showImages(
    _ expressions: [Expression], at place: Place
  ) throws(Diagnostic) -> Step {
    var images: [NamedImage] = []
    for expression in expressions {
      let value = try valueOf(expression)
      let own = NamedImage.all(of: value, named: formula(expression))
      guard !own.isEmpty else {
        throw Diagnostic(
          expression.place,
          "several values are shown as images, and this has shape \(value.shape); an image is a matrix "
            + "of up to \(Shape.longestDrawnSide) rows and columns")
      }
      images += own
      guard images.count <= NamedImage.most else {
        throw Diagnostic(
          expression.place, "at most \(NamedImage.most) images are shown side by side")
      }
    }
    return try drawn(
      .images(images), elements: images.reduce(0) { $0 + $1.matrix.count }, at: place)
  }

  /// The step of a picture, whose work is counted.
  mutating func drawn(
    _ drawing: Drawing, elements: Int, at place: Place
  ) throws(Diagnostic) -> Step {
    let written = Work.writtenElement * Double(min(elements, Work.mostWrittenElements))
    try spend((isQuiet ? 0 : Work.plot) + written, at: place)
    return Step(place: place, outcome: .drawing(drawing))
  }
}
