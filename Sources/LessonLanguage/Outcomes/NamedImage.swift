import Autodiff

/// A matrix that is drawn as an image.
package struct NamedImage: Sendable {
  /// A name, or an element of a tensor of several images, such as a kernel of a layer.
  package let name: Formula
  package let matrix: Tensor

  /// The largest number of images that are drawn side by side.
  package static let most = 16

  /// The images of a tensor: a matrix, or each matrix along its last two axes. Empty if it has fewer than two axes, or if the
  /// matrices are too large.
  package static func all(of tensor: Tensor, named name: Formula) -> [NamedImage] {
    let sizes = tensor.shape.sizes
    guard sizes.count >= 2,
      sizes.suffix(2).allSatisfy({ (1...Shape.longestDrawnSide).contains($0) })
    else {
      return []
    }
    let plane = Shape(Array(sizes.suffix(2)))
    let leading = Shape(Array(sizes.dropLast(2)))
    return (0..<leading.count).map { position in
      let elements = tensor.elements[position * plane.count..<(position + 1) * plane.count]
      return NamedImage(
        name: leading.rank == 0 ? name : .element(name, leading.index(ofOffset: position)),
        matrix: Tensor(plane, Array(elements)))
    }
  }
}
