#if AVX2 || AVX512
  import Kernels
#endif

/// Some columns of B, packed as consecutive rows of `width` elements, padded with 0 after the last column of B.
struct Panel {
  private let b: MatrixOperand<Float>
  private let inner: Int
  /// The number of columns without padding.
  private let count: Int
  private let width: Int

  /// The columns of a product's B, starting with column j.
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
      if b.rowStride == 1 {
        Turn(b.start, b.columnStride, to: out, width: width).run(rows, columns: count)
      } else {
        for j in 0..<count {
          for k in rows { out[k &* width &+ j] = b[k, j] }
        }
      }
      k += Self.rowsAtOnce
    }
  }

  /// The number of rows that stay in the cache until all of their columns are filled.
  private static var rowsAtOnce: Int { 64 }

  /// Copies contiguous rows.
  @inline(__always) private func copy(to out: UnsafeMutablePointer<Float>) {
    var (line, out) = (b.start, out)
    let rest = count % Lanes.scalarCount
    for _ in 0..<inner {
      var j = 0
      while j < count &- rest {
        Lanes.load(line + j).store(out + j)
        j &+= Lanes.scalarCount
      }
      if rest > 0 {
        Lanes.load(line + j, rest).store(out + j)
        j &+= Lanes.scalarCount
      }
      while j < width {
        Lanes.zero.store(out + j)
        j &+= Lanes.scalarCount
      }
      line += b.rowStride
      out += width
    }
  }
}
