#if AVX2 || AVX512
  import Kernels
#endif

// Windows of two by two elements, a register of windows at a time. Bounds: each plane of x and of a gradient has height · width
// elements, each plane of outputs outputHeight · outputWidth.

/// out = the maximum under each window; NaN if there is one.
func vectorPool(_ pooling: MaximumPooling<Float>, _ out: UnsafeMutablePointer<Float>) {
  visit(pooling, LargestOfWindows(out: out))
}

/// out = `arriving` at the first maximum of each window, and 0 elsewhere.
func vectorSend(
  _ pooling: MaximumPooling<Float>, _ arriving: UnsafePointer<Float>,
  _ out: UnsafeMutablePointer<Float>
) {
  let window = pooling.window
  if window.height % 2 != 0 || window.width % 2 != 0 {
    out.update(repeating: 0, count: pooling.planes * pooling.planeSize)
  }
  visit(pooling, SentToWindows(arriving: arriving, out: out, width: window.width))
}

/// An operation on some adjacent windows.
private protocol WindowVisitor {
  /// - Parameters:
  ///   - input: the offset of the first window's first element.
  ///   - output: the offset of its output.
  ///   - count: the number of windows, or more than a register holds.
  func visit(_ windows: Windows, _ input: Int, _ output: Int, _ count: Int)
}

private struct LargestOfWindows: WindowVisitor {
  let out: UnsafeMutablePointer<Float>

  @inline(__always)
  func visit(_ windows: Windows, _ input: Int, _ output: Int, _ count: Int) {
    let largest = Lanes.larger(.larger(windows.a, windows.b), .larger(windows.c, windows.d))
    largest.storeFirst(out + output, count)
  }
}

private struct SentToWindows: WindowVisitor {
  let arriving: UnsafePointer<Float>
  let out: UnsafeMutablePointer<Float>
  let width: Int

  @inline(__always)
  func visit(_ windows: Windows, _ input: Int, _ output: Int, _ count: Int) {
    let (top, bottom) = (Lanes.larger(windows.a, windows.b), Lanes.larger(windows.c, windows.d))
    let g = Lanes.loadFirst(arriving + output, count)
    let isTop = isFirst(top, bottom)
    store(windows.a, windows.b, Lanes.zero.replacing(with: g, where: isTop), input, count)
    store(windows.c, windows.d, g.replacing(with: 0, where: isTop), input + width, count)
  }

  /// The gradient of a row of windows, passed to the larger of each pair.
  @inline(__always)
  private func store(_ a: Lanes, _ b: Lanes, _ g: Lanes, _ input: Int, _ count: Int) {
    let isLeft = isFirst(a, b)
    storePairs(
      Lanes.zero.replacing(with: g, where: isLeft), g.replacing(with: 0, where: isLeft),
      out + input, count)
  }

  /// Whether the first of two is the maximum, as it is if they are equal or if it is NaN.
  @inline(__always)
  private func isFirst(_ a: Lanes, _ b: Lanes) -> SIMDMask<Lanes.MaskStorage> {
    (a .>= b) .| (a .!= a)
  }
}

/// The elements (a, b) over (c, d) of some windows.
private struct Windows {
  let a: Lanes
  let b: Lanes
  let c: Lanes
  let d: Lanes

  @inline(__always) init(_ start: UnsafePointer<Float>, _ width: Int, _ count: Int) {
    (a, b) = pairs(start, count)
    (c, d) = pairs(start + width, count)
  }
}

/// Visits the windows of all rows, at most a register of them at a time.
@inline(__always)
private func visit<V: WindowVisitor>(_ pooling: MaximumPooling<Float>, _ visitor: V) {
  let window = pooling.window
  let (height, width) = (window.outputHeight, window.outputWidth)
  for plane in 0..<pooling.planes {
    for row in 0..<height {
      let input = plane * pooling.planeSize + 2 * row * window.width
      let output = (plane * height + row) * width
      var j = 0
      while j < width {
        let windows = Windows(pooling.x + input + 2 * j, window.width, width - j)
        visitor.visit(windows, input + 2 * j, output + j, width - j)
        j += Lanes.scalarCount
      }
    }
  }
}

/// The first and the second numbers of `count` pairs, but at most a register.
@inline(__always)
private func pairs(_ start: UnsafePointer<Float>, _ count: Int) -> (Lanes, Lanes) {
  let low = Lanes.loadFirst(start, 2 * count)
  let high = Lanes.loadFirst(start + Lanes.scalarCount, 2 * count - Lanes.scalarCount)
  return (
    Lanes(lowHalf: low.evenHalf, highHalf: high.evenHalf),
    Lanes(lowHalf: low.oddHalf, highHalf: high.oddHalf)
  )
}

@inline(__always)
private func storePairs(
  _ first: Lanes, _ second: Lanes, _ start: UnsafeMutablePointer<Float>, _ count: Int
) {
  var (low, high) = (Lanes.zero, Lanes.zero)
  (low.evenHalf, low.oddHalf) = (first.lowHalf, second.lowHalf)
  (high.evenHalf, high.oddHalf) = (first.highHalf, second.highHalf)
  low.storeFirst(start, 2 * count)
  high.storeFirst(start + Lanes.scalarCount, 2 * count - Lanes.scalarCount)
}
