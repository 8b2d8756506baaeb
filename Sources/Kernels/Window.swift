/// The geometry of a window that slides over images: sizes, stride and padding of a convolution or pooling.
///
/// The output's height is ⌊(height + 2·padding − windowHeight) / stride⌋ + 1, likewise its width: windows
/// that do not fit are dropped.
public struct Window: Sendable, Equatable {
  public var height: Int
  public var width: Int
  public var windowHeight: Int
  public var windowWidth: Int
  public var stride: Int
  public var padding: Int

  public init(
    height: Int, width: Int, windowHeight: Int, windowWidth: Int, stride: Int, padding: Int = 0
  ) {
    self.height = height
    self.width = width
    self.windowHeight = windowHeight
    self.windowWidth = windowWidth
    self.stride = stride
    self.padding = padding
  }

  public var outputHeight: Int { (height + 2 * padding - windowHeight) / stride + 1 }
  public var outputWidth: Int { (width + 2 * padding - windowWidth) / stride + 1 }

  /// The rows at the bottom of the image that no window reaches.
  public var rowsLeftOut: Int {
    max(0, height + padding - (outputHeight - 1) * stride - windowHeight)
  }

  /// The columns at the right of the image that no window reaches.
  public var columnsLeftOut: Int {
    max(0, width + padding - (outputWidth - 1) * stride - windowWidth)
  }

  /// Visits the elements of the window at output (row, column) that are inside the image, row by row, as the
  /// offset in the image plane and the offset in the window.
  @inlinable public func forEachPlace(
    row: Int, column: Int, _ body: (_ imageOffset: Int, _ windowOffset: Int) -> Void
  ) {
    let top = row * stride - padding
    let left = column * stride - padding
    let firstY = max(0, -top)
    let firstX = max(0, -left)
    let endY = min(windowHeight, height - top)
    let endX = min(windowWidth, width - left)
    if firstY >= endY || firstX >= endX { return }
    for y in firstY..<endY {
      for x in firstX..<endX {
        body((top + y) * width + left + x, y * windowWidth + x)
      }
    }
  }
}
