/// The offset in a plane of the first largest element under the window at output (row, column).
///
/// `plane` holds at least height·width elements; the window has no padding and lies within it. A NaN counts as largest.
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

/// Visits each output of a pooling over `planes` images and the place of its window's first maximum, as
/// offsets (input, output).
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

/// Visits every pair of an output of a pooling over `planes` images and an element under its window, as
/// offsets (input, output).
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
