#if AVX2 || AVX512
  import Kernels
#endif

/// C of so few products that registers would not be filled: element by element, four columns side by side, so that none waits for another.
///
/// Bounds: as those of a `PanelProduct`. So are the bits.
struct SmallProduct {
  private let product: MatrixProduct<Float>

  @inline(__always) init(_ product: MatrixProduct<Float>) {
    self.product = product.columns < 4 && product.rows >= 4 ? product.transposed : product
  }

  @inline(__always) static func suits(_ product: MatrixProduct<Float>) -> Bool {
    product.rows &* product.inner &* product.columns <= 64
  }

  func run() {
    for i in 0..<product.rows {
      var j = 0
      while j <= product.columns &- 4 {
        four(i, j)
        j &+= 4
      }
      while j < product.columns {
        one(i, j)
        j &+= 1
      }
    }
  }

  @inline(__always) private func four(_ i: Int, _ j: Int) {
    var (s0, s1, s2, s3) = (Float.zero, Float.zero, Float.zero, Float.zero)
    var (a, b) = (product.a.pointer(i, 0), product.b.pointer(0, j))
    let right = product.b.columnStride
    var left = product.inner
    while left > 0 {
      let factor = a.pointee
      s0.add(factor, times: b[0])
      s1.add(factor, times: b[right])
      s2.add(factor, times: b[2 &* right])
      s3.add(factor, times: b[3 &* right])
      a += product.a.columnStride
      b += product.b.rowStride
      left &-= 1
    }
    write(s0, i, j)
    write(s1, i, j &+ 1)
    write(s2, i, j &+ 2)
    write(s3, i, j &+ 3)
  }

  @inline(__always) private func one(_ i: Int, _ j: Int) {
    var sum = Float.zero
    for k in 0..<product.inner { sum.add(product.a[i, k], times: product.b[k, j]) }
    write(sum, i, j)
  }

  @inline(__always) private func write(_ sum: Float, _ i: Int, _ j: Int) {
    product.c.pointer(i, j).pointee = product.bias.map { sum + $0[i, j] } ?? sum
  }
}
