#if AVX2 || AVX512
  import Kernels
#endif

/// Some columns of B as rows of `width` elements, one after the other; beside the last column of B they are 0.
struct Panel {
  private let b: MatrixOperand<Float>
  private let inner: Int
  /// The columns that there are.
  private let count: Int
  private let width: Int

  /// The columns of a product's B from column j on.
  @inline(__always) init(_ product: MatrixProduct<Float>, _ j: Int, width: Int) {
    let b = product.b
    self.b = MatrixOperand(b.pointer(0, j), b.rowStride, b.columnStride)
    inner = product.inner
    count = Swift.min(width, product.columns - j)
    self.width = width
  }

  /// Fills `out`, which has inner · width elements.
  @inline(__always) func fill(_ out: UnsafeMutablePointer<Float>) {
    if b.columnStride == 1 { return copy(to: out) }
    if count < width { out.update(repeating: 0, count: inner * width) }
    var k = 0
    while k < inner {
      let rows = k..<Swift.min(k + Self.rowsAtOnce, inner)
      var j = 0
      if b.rowStride == 1 {
        while j + 4 <= count {
          turn(rows, j, to: out)
          j += 4
        }
      }
      while j < count {
        for k in rows { out[k &* width &+ j] = b[k, j] }
        j += 1
      }
      k += Self.rowsAtOnce
    }
  }

  /// So many rows stay in the cache until all columns are in them.
  private static var rowsAtOnce: Int { 64 }

  /// Rows that lie in one piece each.
  @inline(__always) private func copy(to out: UnsafeMutablePointer<Float>) {
    var (line, out) = (b.start, out)
    for _ in 0..<inner {
      var j = 0
      while j < width {
        Lanes.loadFirst(line + j, count - j).store(out + j)
        j += Lanes.scalarCount
      }
      line += b.rowStride
      out += width
    }
  }

  /// Columns j ..< j + 4, each of which lies in one piece: by squares of four.
  @inline(__always)
  private func turn(_ rows: Range<Int>, _ j: Int, to out: UnsafeMutablePointer<Float>) {
    let (stride, width) = (b.columnStride, width)
    var (line, out) = (b.pointer(rows.lowerBound, j), out + (rows.lowerBound &* width &+ j))
    var left = rows.count
    while left >= 4 {
      let (p, q) = (four(line), four(line + stride))
      let (r, s) = (four(line + 2 &* stride), four(line + 3 &* stride))
      store(SIMD4(p[0], q[0], r[0], s[0]), out)
      store(SIMD4(p[1], q[1], r[1], s[1]), out + width)
      store(SIMD4(p[2], q[2], r[2], s[2]), out + 2 &* width)
      store(SIMD4(p[3], q[3], r[3], s[3]), out + 3 &* width)
      line += 4
      out += 4 &* width
      left &-= 4
    }
    while left > 0 {
      store(SIMD4(line[0], line[stride], line[2 &* stride], line[3 &* stride]), out)
      line += 1
      out += width
      left &-= 1
    }
  }

  @inline(__always) private func four(_ start: UnsafePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  private func store(_ numbers: SIMD4<Float>, _ start: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(start).storeBytes(of: numbers, as: SIMD4<Float>.self)
  }
}
