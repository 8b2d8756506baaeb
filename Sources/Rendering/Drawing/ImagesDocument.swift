import Autodiff
import LessonLanguage
import Text

/// Matrices as images side by side, each with its name, its size and the range of its numbers.
struct ImagesDocument {
  struct Image {
    let name: String
    let matrix: Tensor
    /// `4×4, from 0 to 9`
    let range: String
  }

  let images: [Image]

  init(_ images: [NamedImage], _ writer: FormulaText) {
    self.images = images.map { image in
      let sizes = image.matrix.shape.sizes
      let size = "\(sizes[0])\(writer.style.timesTight)\(sizes[1])"
      return Image(
        name: writer.side(image.name), matrix: image.matrix,
        range: size + ", " + Self.range(image.matrix, writer))
    }
  }

  var hasNegative: Bool { images.contains { $0.matrix.hasNegative } }

  private static func range(_ matrix: Tensor, _ writer: FormulaText) -> String {
    func text(_ number: Double) -> String {
      let printed = writer.book.print(number)
      return (printed.isExact ? "" : writer.style.almost + " ") + printed.text
    }
    guard let least = matrix.elements.min(), let greatest = matrix.elements.max(),
      matrix.elements.allSatisfy({ !$0.isNaN })
    else { return "not all of them numbers" }
    return least == greatest
      ? "all \(text(least))" : "from \(text(least)) to \(text(greatest))"
  }
}
