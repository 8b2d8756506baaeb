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
    gather(image, 0..<rows, into: patches)
  }

  /// Fills the rows of some places alone, one after the other.
  @inlinable func gather<S: Scalar>(
    _ image: UnsafePointer<S>, _ places: Range<Int>, into patches: UnsafeMutablePointer<S>
  ) {
    var target = patches
    for place in places {
      let (source, row, column) = inside(place)
      if row.count * column.count < columns { target.update(repeating: 0, count: columns) }
      let first = target + (row.lowerBound * window.outputWidth + column.lowerBound)
      if window.stride == 1 {
        S.copy(
          Rectangle(
            rows: row.count, columns: column.count, image + source, window.width, to: first,
            window.outputWidth))
      } else {
        for i in 0..<row.count {
          for j in 0..<column.count {
            first[i * window.outputWidth + j] =
              image[source + (i * window.width + j) * window.stride]
          }
        }
      }
      target += columns
    }
  }

  /// Adds each element of `patches` to the element of the image that it was taken from.
  @inlinable func scatter<S: Scalar>(
    _ patches: UnsafePointer<S>, into image: UnsafeMutablePointer<S>
  ) {
    image.update(repeating: 0, count: inputs * window.height * window.width)
    for place in 0..<rows {
      let (target, row, column) = inside(place)
      let first =
        patches + (place * columns + row.lowerBound * window.outputWidth + column.lowerBound)
      if window.stride == 1 {
        S.add(
          Rectangle(
            rows: row.count, columns: column.count, first, window.outputWidth, to: image + target,
            window.width))
      } else {
        for i in 0..<row.count {
          for j in 0..<column.count {
            image[target + (i * window.width + j) * window.stride] +=
              first[i * window.outputWidth + j]
          }
        }
      }
    }
  }

  /// The outputs (i, j) whose element at a place (c, u, v) lies on the image, and where that of the first of them does.
  @inlinable func inside(_ place: Int) -> (first: Int, row: Range<Int>, column: Range<Int>) {
    let (line, v) = place.quotientAndRemainder(dividingBy: window.windowWidth)
    let (c, u) = line.quotientAndRemainder(dividingBy: window.windowHeight)
    let (top, left) = (u - window.padding, v - window.padding)
    let row = outputs(from: top, size: window.height, count: window.outputHeight)
    let column = outputs(from: left, size: window.width, count: window.outputWidth)
    if row.isEmpty || column.isEmpty { return (0, 0..<0, 0..<0) }
    let y = row.lowerBound * window.stride + top
    let x = column.lowerBound * window.stride + left
    return ((c * window.height + y) * window.width + x, row, column)
  }

  /// Those of `count` outputs i for which i · stride + offset lies in 0 ..< size.
  @inlinable func outputs(from offset: Int, size: Int, count: Int) -> Range<Int> {
    let stride = window.stride
    let first = offset >= 0 ? 0 : (stride - 1 - offset) / stride
    let end = size > offset ? Swift.min((size - 1 - offset) / stride + 1, count) : 0
    return first..<Swift.max(first, end)
  }
}
