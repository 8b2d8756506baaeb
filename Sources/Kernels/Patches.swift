/// The patches of one image as a contiguous matrix: see `PatchMatrix`. Its gradients are added to those of the image.
///
/// patches[(c, u, v), (i, j)] = x[c, i·s + u − p, j·s + v − p], and 0 in the padding.
public struct Patches: Sendable {
  public let sizes: ConvolutionSizes
  /// The places of the window, row by row.
  @usableFromInline let places: [Place]

  /// A place (c, u, v) of the window: the outputs for which it is inside the image, and its offset for the first of them.
  @usableFromInline struct Place: Sendable {
    @usableFromInline let first: Int
    @usableFromInline let row: Range<Int>
    @usableFromInline let column: Range<Int>
  }

  public init(_ sizes: ConvolutionSizes) {
    self.sizes = sizes
    let window = sizes.window
    var places: [Place] = []
    for c in 0..<sizes.inputs {
      for u in 0..<window.windowHeight {
        for v in 0..<window.windowWidth { places.append(Place(c, u, v, window)) }
      }
    }
    self.places = places
  }

  @inlinable var window: Window { sizes.window }
  public var rows: Int { places.count }
  @inlinable var columns: Int { window.outputHeight * window.outputWidth }
  @inlinable var count: Int { rows * columns }

  /// Fills `patches`, zeros whose rows are a stride apart, from an image of inputs · height · width.
  @inlinable func gather<S: Scalar>(
    _ image: UnsafePointer<S>, into patches: UnsafeMutablePointer<S>, rowStride: Int
  ) {
    var target = patches
    for place in places {
      let (row, column) = (place.row, place.column)
      let first = target + (row.lowerBound * window.outputWidth + column.lowerBound)
      for i in 0..<row.count {
        for j in 0..<column.count {
          first[i * window.outputWidth + j] =
            image[place.first + (i * window.width + j) * window.stride]
        }
      }
      target += rowStride
    }
  }

  /// Adds each element of `patches` to the image element that it was copied from.
  @inlinable func scatter<S: Scalar>(
    _ patches: UnsafePointer<S>, into image: UnsafeMutablePointer<S>
  ) {
    image.update(repeating: 0, count: sizes.imageSize)
    for (position, place) in places.enumerated() {
      let (target, row, column) = (place.first, place.row, place.column)
      let first =
        patches + (position * columns + row.lowerBound * window.outputWidth + column.lowerBound)
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
}

extension Patches.Place {
  fileprivate init(_ c: Int, _ u: Int, _ v: Int, _ window: Window) {
    let (top, left) = (u - window.padding, v - window.padding)
    row = Self.outputs(from: top, size: window.height, count: window.outputHeight, window.stride)
    column = Self.outputs(from: left, size: window.width, count: window.outputWidth, window.stride)
    let y = row.lowerBound * window.stride + top
    let x = column.lowerBound * window.stride + left
    first = row.isEmpty || column.isEmpty ? 0 : (c * window.height + y) * window.width + x
  }

  /// The outputs i among `count` for which i · stride + offset is in 0 ..< size.
  private static func outputs(from offset: Int, size: Int, count: Int, _ stride: Int) -> Range<Int>
  {
    let first = offset >= 0 ? 0 : (stride - 1 - offset) / stride
    let end = size > offset ? Swift.min((size - 1 - offset) / stride + 1, count) : 0
    return first..<Swift.max(first, end)
  }
}
