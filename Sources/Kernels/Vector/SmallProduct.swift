#if AVX2 || AVX512
  import Kernels
#endif

/// A product that is too small to fill registers: four columns at a time, without a panel of B.
///
/// Bounds and bits are those of a `PanelProduct`.
enum SmallProduct {
  @inline(__always) static func suits(_ product: MatrixProduct<Float>) -> Bool {
    product.rows &* product.inner &* product.columns <= 64
  }

  @inline(__always) static func run(_ product: MatrixProduct<Float>) {
    if product.columns < 4 && product.rows >= 4 {
      tiles(product.transposed)
    } else {
      tiles(product)
    }
  }

  private static func tiles(_ product: MatrixProduct<Float>) {
    var j = 0
    while j < product.columns {
      let b = product.b.pointer(0, j)
      let count = product.columns &- j
      let step = RowStep(product.b.columnStride, height: count)
      let isLine = product.b.columnStride == 1 && count >= 4
      if product.rows == 1 {
        var (sums, a, b, left) = (SIMD4<Float>.zero, product.a.start, b, product.inner)
        while left > 0 {
          sums.add(isLine ? .line(b) : step.four(b), times: SIMD4(repeating: a.pointee))
          a += product.a.columnStride
          b += product.b.rowStride
          left &-= 1
        }
        store(sums, product, 0, j)
      } else {
        var i = 0
        while i < product.rows {
          if isLine {
            rows(product, i, j) { .line($0) }
          } else {
            rows(product, i, j) { step.four($0) }
          }
          i &+= 4
        }
      }
      j &+= 4
    }
  }

  /// Computes rows i ..< i + 4 of C in columns j ..< j + 4, or those of them that there are.
  /// - Parameter line: loads the elements of a row of B; elements after the last column are ignored.
  @inline(__always)
  private static func rows(
    _ product: MatrixProduct<Float>, _ i: Int, _ j: Int,
    line: (UnsafePointer<Float>) -> SIMD4<Float>
  ) {
    let height = product.rows &- i
    let step = RowStep(product.a.rowStride, height: height)
    var (s0, s1) = (SIMD4<Float>.zero, SIMD4<Float>.zero)
    var (s2, s3) = (SIMD4<Float>.zero, SIMD4<Float>.zero)
    var (a, b, left) = (product.a.pointer(i, 0), product.b.pointer(0, j), product.inner)
    while left > 0 {
      let line = line(b)
      s0.add(line, times: SIMD4(repeating: a[0]))
      s1.add(line, times: SIMD4(repeating: a[step.one]))
      s2.add(line, times: SIMD4(repeating: a[step.two]))
      s3.add(line, times: SIMD4(repeating: a[step.three]))
      a += product.a.columnStride
      b += product.b.rowStride
      left &-= 1
    }
    store(s0, product, i, j)
    if height > 1 { store(s1, product, i &+ 1, j) }
    if height > 2 { store(s2, product, i &+ 2, j) }
    if height > 3 { store(s3, product, i &+ 3, j) }
  }

  /// Writes sums to row i of C from column j on, with the bias.
  @inline(__always)
  private static func store(
    _ sums: SIMD4<Float>, _ product: MatrixProduct<Float>, _ i: Int, _ j: Int
  ) {
    var sums = sums
    let count = product.columns &- j
    if let bias = product.bias {
      let start = bias.pointer(i, j)
      sums +=
        bias.columnStride == 1 && count >= 4
        ? .line(start) : RowStep(bias.columnStride, height: count).four(start)
    }
    if product.rectifies { sums.replace(with: 0, where: sums .<= 0) }
    let (c, stride) = (product.c.pointer(i, j), product.c.columnStride)
    if count >= 4 && stride == 1 {
      return UnsafeMutableRawPointer(c).storeBytes(of: sums, as: SIMD4<Float>.self)
    }
    c.pointee = sums[0]
    if count > 1 { c[stride] = sums[1] }
    if count > 2 { c[2 &* stride] = sums[2] }
    if count > 3 { c[3 &* stride] = sums[3] }
  }
}

extension SIMD4<Float> {
  @inline(__always) fileprivate static func line(_ start: UnsafePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Float>.self)
  }
}

extension RowStep {
  /// The elements at an address and at the steps from there.
  @inline(__always) fileprivate func four(_ x: UnsafePointer<Float>) -> SIMD4<Float> {
    SIMD4(x[0], x[one], x[two], x[three])
  }
}

#if AVX2 || AVX512
  extension SIMD4<Float> {
    /// self + a · b, rounded as a lane is.
    @inline(__always) fileprivate mutating func add(_ a: SIMD4<Float>, times b: SIMD4<Float>) {
      addProduct(a, b)
    }
  }
#endif
