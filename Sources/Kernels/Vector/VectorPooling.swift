#if AVX2 || AVX512
  import Kernels
  import _Builtin_intrinsics.intel
#endif

// Windows of two by two elements, a register of windows at a time. Bounds: each plane of x and of a gradient has height · width
// elements, each plane of outputs outputHeight · outputWidth.

/// out = the maximum under each window; NaN if there is one.
func vectorPool(_ pooling: MaximumPooling<Float>, _ out: UnsafeMutablePointer<Float>) {
  let window = pooling.window
  let count = pooling.planes &* window.outputHeight &* window.outputWidth
  visit(pooling, LargestOfWindows(out: out, count: count))
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
///
/// Loading and storing a part of a register is slow. Beyond the last window of a row, whole registers are loaded, and stored
/// before what follows them in memory. Only the last windows of all have nothing after them.
private protocol WindowVisitor {
  /// - Parameters:
  ///   - input: the offset of the first window's first element.
  ///   - output: the offset of its output.
  ///   - count: the number of windows, or more than a register holds.
  ///   - room: the number of windows that there is memory for in x, or more than a register holds.
  func visit(_ windows: Windows, _ input: Int, _ output: Int, _ count: Int, room: Int)
}

private struct LargestOfWindows: WindowVisitor {
  let out: UnsafeMutablePointer<Float>
  /// The number of outputs.
  let count: Int

  @inline(__always)
  func visit(_ windows: Windows, _ input: Int, _ output: Int, _ count: Int, room: Int) {
    let largest = Lanes.larger(.larger(windows.a, windows.b), .larger(windows.c, windows.d))
    if output &+ Lanes.scalarCount <= self.count {
      largest.store(out + output)
    } else {
      largest.storeFirst(out + output, count)
    }
  }
}

private struct SentToWindows: WindowVisitor {
  let arriving: UnsafePointer<Float>
  let out: UnsafeMutablePointer<Float>
  let width: Int

  @inline(__always)
  func visit(_ windows: Windows, _ input: Int, _ output: Int, _ count: Int, room: Int) {
    let (top, bottom) = (Lanes.larger(windows.a, windows.b), Lanes.larger(windows.c, windows.d))
    // 0 beyond the last window.
    let g = Lanes.loadFirst(arriving + output, count)
    let isTop = isFirst(top, bottom)
    store(windows.a, windows.b, Lanes.zero.replacing(with: g, where: isTop), input, room)
    store(windows.c, windows.d, g.replacing(with: 0, where: isTop), input &+ width, room)
  }

  /// The gradient of a row of windows, passed to the larger of each pair.
  @inline(__always)
  private func store(_ a: Lanes, _ b: Lanes, _ g: Lanes, _ input: Int, _ room: Int) {
    let isLeft = isFirst(a, b)
    let (low, high) = interleaved(
      Lanes.zero.replacing(with: g, where: isLeft), g.replacing(with: 0, where: isLeft))
    low.storeFirst(out + input, 2 &* room)
    high.storeFirst(out + input + Lanes.scalarCount, 2 &* room &- Lanes.scalarCount)
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

/// Visits the windows of all rows, at most a register of them at a time. In a row, the last are visited first: what they store
/// beyond their row is overwritten.
@inline(__always)
private func visit<V: WindowVisitor>(_ pooling: MaximumPooling<Float>, _ visitor: V) {
  let window = pooling.window
  let (height, width) = (window.outputHeight, window.outputWidth)
  let step = Lanes.scalarCount
  let end = pooling.planes &* pooling.planeSize
  // The elements from the first of a register of windows to the last.
  let reach = window.width &+ 2 &* step
  for plane in 0..<pooling.planes {
    for row in 0..<height {
      var j = (width &- 1) / step &* step
      while j >= 0 {
        let input = plane &* pooling.planeSize &+ 2 &* row &* window.width &+ 2 &* j
        let output = (plane &* height &+ row) &* width &+ j
        let count = width &- j
        if input &+ reach <= end {
          let windows = Windows(pooling.x + input, window.width, step)
          visitor.visit(windows, input, output, count, room: step)
        } else {
          let windows = Windows(pooling.x + input, window.width, count)
          visitor.visit(windows, input, output, count, room: count)
        }
        j &-= step
      }
    }
  }
}

/// The first and the second numbers of `count` pairs, but at most a register.
@inline(__always)
private func pairs(_ start: UnsafePointer<Float>, _ count: Int) -> (Lanes, Lanes) {
  let low = Lanes.loadFirst(start, 2 &* count)
  let high = Lanes.loadFirst(start + Lanes.scalarCount, 2 &* count &- Lanes.scalarCount)
  return (
    Lanes(lowHalf: low.evenHalf, highHalf: high.evenHalf),
    Lanes(lowHalf: low.oddHalf, highHalf: high.oddHalf)
  )
}

/// a₀ b₀ a₁ b₁ …, in two registers.
@inline(__always) private func interleaved(_ a: Lanes, _ b: Lanes) -> (Lanes, Lanes) {
  #if AVX512
    let low = SIMD16<Int32>(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
    func pairs(_ places: SIMD16<Int32>) -> Lanes {
      _mm512_permutex2var_ps(a, unsafeBitCast(places, to: SIMD8<Int64>.self), b)
    }
    return (pairs(low), pairs(low &+ 8))
  #elseif AVX2
    let (first, last) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b))
    return (
      Lanes(lowHalf: first.lowHalf, highHalf: last.lowHalf),
      Lanes(lowHalf: first.highHalf, highHalf: last.highHalf)
    )
  #else
    return (Lanes(a[0], b[0], a[1], b[1]), Lanes(a[2], b[2], a[3], b[3]))
  #endif
}
