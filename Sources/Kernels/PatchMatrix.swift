/// The patches of an image, or of a few, as a matrix (im2col): it has a row for each place (c, u, v) of the window and a column
/// for each output, which turns a convolution into matrix products (K. Chellapilla, S. Puri, P. Simard, "High performance
/// convolutional neural networks for document processing", 2006).
///
/// P[(c, u, v), n · plane + i · pitch + j] = x[n, c, i·s + u − p, j·s + v − p] for the output (n, i, j), and 0 in the padding.
///
/// With stride 1, no patch is copied: the rows overlap in a copy of the images with zeros around them, and each is a shift of
/// the others. There are unused columns between those of one line of outputs and the next, and between images. Where they
/// would be more than the used ones, the patches are copied too.
public struct PatchMatrix: Sendable {
  public let sizes: ConvolutionSizes
  /// The number of images.
  public let images: Int
  /// The position of each row in memory.
  @usableFromInline let offsets: [Int]
  /// The distance between the columns of the outputs (n, i, j) and (n, i + 1, j), and between those and (n + 1, i, j).
  @usableFromInline let pitch: Int
  @usableFromInline let plane: Int
  /// Copies the rows one by one; `nil` if they overlap.
  @usableFromInline let patches: Patches?

  public init(_ sizes: ConvolutionSizes, images: Int = 1) {
    self.sizes = sizes
    self.images = images
    let window = sizes.window
    if window.stride == 1, window.width + window.padding <= 2 * window.outputWidth {
      // The zeros on the right of a line are those on the left of the next.
      let pitch = window.width + window.padding
      let plane = (window.height + 2 * window.padding) * pitch + window.padding
      (self.pitch, self.plane) = (pitch, plane)
      var offsets: [Int] = []
      for c in 0..<sizes.inputs {
        for u in 0..<window.windowHeight {
          for v in 0..<window.windowWidth { offsets.append(c * images * plane + u * pitch + v) }
        }
      }
      self.offsets = offsets
      patches = nil
    } else {
      let patches = Patches(sizes)
      (pitch, plane) = (window.outputWidth, patches.columns)
      offsets = (0..<patches.rows).map { $0 * images * patches.columns }
      self.patches = patches
    }
  }

  @inlinable var window: Window { sizes.window }
  @inlinable var rows: Int { offsets.count }

  /// The number of columns of all images, including unused ones, rounded up to fill the widest register.
  @inlinable var width: Int { width(images) }

  /// The number of columns of the first images.
  @inlinable func width(_ images: Int) -> Int {
    Self.filled(
      (images - 1) * plane + (window.outputHeight - 1) * pitch + window.outputWidth)
  }

  /// The number of elements in memory: a row that is read up to `width` may reach beyond the last plane.
  @inlinable var count: Int {
    Self.filled((patches == nil ? sizes.inputs : rows) * images * plane) + Self.widest
  }

  @inlinable static var widest: Int { 16 }
  @inlinable static func filled(_ count: Int) -> Int { (count + widest - 1) / widest * widest }

  /// Fills `memory`, which has `count` elements, from some images of inputs · height · width.
  @inlinable @inline(never) func fill<S: Scalar>(
    _ memory: UnsafeMutablePointer<S>, from image: UnsafePointer<S>, images: Int
  ) {
    memory.update(repeating: 0, count: count)
    for n in 0..<images {
      let image = image + n * sizes.imageSize
      if let patches {
        patches.gather(image, into: memory + n * plane, rowStride: self.images * plane)
        continue
      }
      let first = memory + (n * plane + window.padding * pitch + window.padding)
      for c in 0..<sizes.inputs {
        S.copy(
          Rectangle(
            rows: window.height, columns: window.width, image + c * window.height * window.width,
            window.width, to: first + c * self.images * plane, pitch))
      }
    }
  }

  /// The outputs of the first image in `rows` rows of `width` elements, without the unused columns.
  @inlinable @inline(never) func unpack<S: Scalar>(
    _ rows: Int, _ sums: UnsafePointer<S>, to out: UnsafeMutablePointer<S>
  ) {
    let (height, width) = (window.outputHeight, window.outputWidth)
    for row in 0..<rows {
      S.copy(
        Rectangle(
          rows: height, columns: width, sums + row * self.width, pitch,
          to: out + row * height * width, width))
    }
  }

  /// Sets the columns of an image's outputs only.
  @inlinable @inline(never) func pack<S: Scalar>(
    _ rows: Int, _ outputs: UnsafePointer<S>, to columns: UnsafeMutablePointer<S>, _ image: Int
  ) {
    let (height, width) = (window.outputHeight, window.outputWidth)
    for row in 0..<rows {
      S.copy(
        Rectangle(
          rows: height, columns: width, outputs + row * height * width, width,
          to: columns + (row * self.width + image * plane), pitch))
    }
  }
}
