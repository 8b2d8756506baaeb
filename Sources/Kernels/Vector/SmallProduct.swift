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
        if let factor = product.factor { sums *= -factor.pointee }
        if let bias = product.bias {
          sums += RowStep(bias.columnStride, height: count).four(bias.pointer(0, j))
        }
        if product.rectifies { sums.replace(with: 0, where: sums .<= 0) }
        sums.store(product.c.pointer(0, j), product.c.columnStride, count)
      } else {
        var i = 0
        while i < product.rows {
          rows(product, i, j, b, step, isLine: isLine)
          i &+= 4
        }
      }
      j &+= 4
    }
  }

  /// Computes rows i ..< i + 4 of C in columns j ..< j + 4, or those of them that there are.
  /// - Parameters:
  ///   - b: the element of B in row 0 of column j.
  ///   - columns: the offsets of the next three columns of B; elements after the last column are ignored.
  ///   - isLine: whether four columns are contiguous.
  @inline(__always)
  private static func rows(
    _ product: MatrixProduct<Float>, _ i: Int, _ j: Int, _ b: UnsafePointer<Float>,
    _ columns: RowStep, isLine: Bool
  ) {
    let height = product.rows &- i
    let step = RowStep(product.a.rowStride, height: height)
    var (s0, s1) = (SIMD4<Float>.zero, SIMD4<Float>.zero)
    var (s2, s3) = (SIMD4<Float>.zero, SIMD4<Float>.zero)
    var (a, b, left) = (product.a.pointer(i, 0), b, product.inner)
    while left > 0 {
      let line = isLine ? SIMD4.line(b) : columns.four(b)
      s0.add(line, times: SIMD4(repeating: a[0]))
      s1.add(line, times: SIMD4(repeating: a[step.one]))
      s2.add(line, times: SIMD4(repeating: a[step.two]))
      s3.add(line, times: SIMD4(repeating: a[step.three]))
      a += product.a.columnStride
      b += product.b.rowStride
      left &-= 1
    }
    if let factor = product.factor {
      let factor = SIMD4(repeating: -factor.pointee)
      s0 *= factor
      s1 *= factor
      s2 *= factor
      s3 *= factor
    }
    let count = product.columns &- j
    if let bias = product.bias {
      let step = RowStep(bias.rowStride, height: height)
      let columns = RowStep(bias.columnStride, height: count)
      let isLine = bias.columnStride == 1 && count >= 4
      func line(_ offset: Int) -> SIMD4<Float> {
        let start = bias.pointer(i, j) + offset
        return isLine ? .line(start) : columns.four(start)
      }
      s0 += line(0)
      s1 += line(step.one)
      s2 += line(step.two)
      s3 += line(step.three)
    }
    if product.rectifies {
      s0.replace(with: 0, where: s0 .<= 0)
      s1.replace(with: 0, where: s1 .<= 0)
      s2.replace(with: 0, where: s2 .<= 0)
      s3.replace(with: 0, where: s3 .<= 0)
    }
    let (c, down, right) = (product.c.pointer(i, j), product.c.rowStride, product.c.columnStride)
    s0.store(c, right, count)
    if height > 1 { s1.store(c + down, right, count) }
    if height > 2 { s2.store(c + 2 &* down, right, count) }
    if height > 3 { s3.store(c + 3 &* down, right, count) }
  }
}

extension SIMD4<Float> {
  /// Writes the first `count` numbers, but at most four, `stride` apart.
  @inline(__always)
  fileprivate func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int, _ count: Int) {
    if count >= 4 && stride == 1 {
      return UnsafeMutableRawPointer(c).storeBytes(of: self, as: SIMD4<Float>.self)
    }
    c.pointee = self[0]
    if count > 1 { c[stride] = self[1] }
    if count > 2 { c[2 &* stride] = self[2] }
    if count > 3 { c[3 &* stride] = self[3] }
  }

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
