/// The windows of one image side by side: a matrix with a row for each place (c, u, v) of the window and a column for each output (i, j),
/// which makes a convolution a product of matrices (K. Chellapilla, S. Puri, P. Simard, "High performance convolutional neural networks
/// for document processing", 2006).
///
/// patches[(c, u, v), (i, j)] = x[c, i·s + u − p, j·s + v − p], and 0 beside the image.
@usableFromInline struct Patches {
  @usableFromInline let inputs: Int
  @usableFromInline let window: Window

  @inlinable init(_ sizes: ConvolutionSizes) {
    inputs = sizes.inputs
    window = sizes.window
  }

  @inlinable var rows: Int { inputs * window.windowHeight * window.windowWidth }
  @inlinable var columns: Int { window.outputHeight * window.outputWidth }
  @inlinable var count: Int { rows * columns }

  /// Fills `patches`, which has `count` elements, from an image of inputs · height · width.
  @inlinable func gather<S: Scalar>(
    _ image: UnsafePointer<S>, into patches: UnsafeMutablePointer<S>
  ) {
    forEachRow { place, target, inside, source in
      let line = patches + target
      for j in 0..<inside.lowerBound { line[j] = 0 }
      let start = image + source
      if window.stride == 1 {
        for j in inside { line[j] = start[j] }
      } else {
        for j in inside { line[j] = start[j &* window.stride] }
      }
      for j in inside.upperBound..<window.outputWidth { line[j] = 0 }
    }
  }

  /// Adds each element of `patches` to the element of the image that it was taken from.
  @inlinable func scatter<S: Scalar>(
    _ patches: UnsafePointer<S>, into image: UnsafeMutablePointer<S>
  ) {
    for i in 0..<inputs * window.height * window.width { image[i] = 0 }
    forEachRow { place, target, inside, source in
      let line = patches + target
      let start = image + source
      if window.stride == 1 {
        for j in inside { start[j] += line[j] }
      } else {
        for j in inside { start[j &* window.stride] += line[j] }
      }
    }
  }

  /// Visits each row i of outputs at each place of the window: where it begins in the patches, which of its outputs lie on the image, and
  /// where the one at j = 0 would lie; the range is empty where none does.
  @inlinable @inline(__always)
  func forEachRow(
    _ body: (_ place: Int, _ target: Int, _ inside: Range<Int>, _ source: Int) -> Void
  ) {
    let (stride, padding, width) = (window.stride, window.padding, window.outputWidth)
    var place = 0
    for c in 0..<inputs {
      for u in 0..<window.windowHeight {
        for v in 0..<window.windowWidth {
          let left = v - padding
          let first = Swift.min(left >= 0 ? 0 : (stride - 1 - left) / stride, width)
          let last = (window.width - 1 - left) / stride
          let end = window.width > left ? Swift.min(last + 1, width) : first
          for i in 0..<window.outputHeight {
            let y = i * stride + u - padding
            let isInside = y >= 0 && y < window.height
            body(
              place, place * columns + i * width,
              isInside ? first..<Swift.max(first, end) : width..<width,
              (c * window.height + (isInside ? y : 0)) * window.width + left)
          }
          place += 1
        }
      }
    }
  }
}
