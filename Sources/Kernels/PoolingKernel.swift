/// Returns the offset in a plane of the first maximum under the window at output (row, column).
///
/// `plane` holds at least height·width elements; the window has no padding and is inside it. NaN counts as the largest.
@inlinable public func offsetOfMaximum<S: Scalar>(
  _ window: Window, row: Int, column: Int, in plane: UnsafePointer<S>
) -> Int {
  let first = row * window.stride * window.width + column * window.stride
  var (best, largest) = (first, plane[first])
  for y in 0..<window.windowHeight {
    let line = first + y * window.width
    for offset in line..<line + window.windowWidth {
      let value = plane[offset]
      if value > largest || (value.isNaN && !largest.isNaN) { (best, largest) = (offset, value) }
    }
  }
  return best
}

/// Visits each output of a pooling over `planes` images and its window's first maximum, as offsets (input, output).
@inlinable public func forEachMaximum<S: Scalar>(
  _ window: Window, planes: Int, in image: UnsafePointer<S>,
  _ body: (_ input: Int, _ output: Int) -> Void
) {
  var output = 0
  for p in 0..<planes {
    let plane = image + p * window.height * window.width
    for row in 0..<window.outputHeight {
      for column in 0..<window.outputWidth {
        let offset = offsetOfMaximum(window, row: row, column: column, in: plane)
        body(p * window.height * window.width + offset, output)
        output += 1
      }
    }
  }
}

/// Visits each element under the window of each output of a pooling over `planes` images, as offsets (input, output).
@inlinable public func forEachWindowElement(
  _ window: Window, planes: Int, _ body: (_ input: Int, _ output: Int) -> Void
) {
  var output = 0
  for p in 0..<planes {
    for row in 0..<window.outputHeight {
      for column in 0..<window.outputWidth {
        window.forEachPlace(row: row, column: column) { offset, _ in
          body(p * window.height * window.width + offset, output)
        }
        output += 1
      }
    }
  }
}

/// A maximum pooling of images x [planes, height, width].
public struct MaximumPooling<S: Scalar> {
  public let window: Window
  public let planes: Int
  public let x: UnsafePointer<S>

  @inlinable public init(_ window: Window, planes: Int, of x: UnsafePointer<S>) {
    self.window = window
    self.planes = planes
    self.x = x
  }

  /// Whether the windows are 2 × 2 with stride 2, for which there is a vector loop.
  public var isByTwo: Bool {
    window.windowHeight == 2 && window.windowWidth == 2 && window.stride == 2 && window.padding == 0
  }

  /// The number of elements of a plane.
  @inlinable public var planeSize: Int { window.height * window.width }

  /// out = the maximum under each window; NaN if there is one.
  @inlinable func pool(into out: UnsafeMutablePointer<S>) {
    forEachMaximum(window, planes: planes, in: x) { out[$1] = x[$0] }
  }

  /// out = `arriving` at the first maximum of each window, and 0 elsewhere.
  @inlinable func send(_ arriving: UnsafePointer<S>, to out: UnsafeMutablePointer<S>) {
    out.update(repeating: 0, count: planes * planeSize)
    forEachMaximum(window, planes: planes, in: x) { out[$0] += arriving[$1] }
  }
}
