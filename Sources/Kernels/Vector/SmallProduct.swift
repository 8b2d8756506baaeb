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
      columns(product.transposed)
    } else {
      columns(product)
    }
  }

  @inline(__always) private static func columns(_ product: MatrixProduct<Float>) {
    var j = 0
    while j < product.columns {
      let count = Swift.min(4, product.columns &- j)
      let step = RowStep(product.b.columnStride, height: count)
      if count == 4 && product.b.columnStride == 1 {
        four(product, j, count) { UnsafeRawPointer($0).loadUnaligned(as: SIMD4<Float>.self) }
      } else {
        four(product, j, count) { step.four($0) }
      }
      j &+= 4
    }
  }

  /// Computes all rows of C in `count` columns starting at j.
  /// - Parameter line: loads the elements of a row of B; elements after the last column are ignored.
  @inline(__always)
  private static func four(
    _ product: MatrixProduct<Float>, _ j: Int, _ count: Int,
    line: (UnsafePointer<Float>) -> SIMD4<Float>
  ) {
    let start = product.b.pointer(0, j)
    var (row, c) = (product.a.start, product.c.pointer(0, j))
    var bias = product.bias?.pointer(0, j)
    let biasStep = RowStep(product.bias?.columnStride ?? 0, height: count)
    let biasStride = product.bias?.rowStride ?? 0
    for _ in 0..<product.rows {
      var sums = SIMD4<Float>.zero
      var (a, b, left) = (row, start, product.inner)
      while left > 0 {
        sums.add(line(b), times: SIMD4(repeating: a.pointee))
        a += product.a.columnStride
        b += product.b.rowStride
        left &-= 1
      }
      if let place = bias {
        sums += biasStep.four(place)
        bias = place + biasStride
      }
      if product.rectifies { sums.replace(with: 0, where: sums .<= 0) }
      store(sums, c, product.c.columnStride, count)
      row += product.a.rowStride
      c += product.c.rowStride
    }
  }

  @inline(__always)
  private static func store(
    _ sums: SIMD4<Float>, _ c: UnsafeMutablePointer<Float>, _ stride: Int, _ count: Int
  ) {
    if count == 4 && stride == 1 {
      return UnsafeMutableRawPointer(c).storeBytes(of: sums, as: SIMD4<Float>.self)
    }
    c.pointee = sums[0]
    if count > 1 { c[stride] = sums[1] }
    if count > 2 { c[2 &* stride] = sums[2] }
    if count > 3 { c[3 &* stride] = sums[3] }
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
