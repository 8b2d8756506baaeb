#if AVX2 || AVX512
  import Kernels
#endif

/// C = A · B by the loop for the way in which B lies.
func vectorProduct(_ product: VectorLoops.Product) {
  if product.b.columnStride == 1 || product.columns == 1 {
    RowProduct(product).run()
  } else {
    DotProduct(product).run()
  }
}

/// C = A · B for a B whose rows lie in one piece: each element of A is spread over a register and multiplies a stretch of B's row.
///
/// Four rows of C at a time, and as many columns as the registers hold; each sum runs over k in ascending order. Bounds: A is read at
/// rows · inner elements, B at inner · columns, C is written at rows · columns.
struct RowProduct {
  private let product: VectorLoops.Product

  @inline(__always) init(_ product: VectorLoops.Product) { self.product = product }

  @inline(__always) func run() {
    let width = Lanes.scalarCount
    var j = 0
    #if AVX512
      while j + 4 * width <= product.columns {
        var i = 0
        while i < product.rows {
          tile4(i, j)
          i += 4
        }
        j += 4 * width
      }
    #endif
    while j + 2 * width <= product.columns {
      var i = 0
      while i < product.rows {
        tile2(i, j)
        i += 4
      }
      j += 2 * width
    }
    while j + width <= product.columns {
      var i = 0
      while i < product.rows {
        tile1(i, j)
        i += 4
      }
      j += width
    }
    if j == product.columns { return }
    if j == 0 { return narrow() }
    // The last register overlaps the one before it: what both hold is computed twice, to the same bits.
    var i = 0
    while i < product.rows {
      tile1(i, product.columns - width)
      i += 4
    }
  }

  /// Where the four rows of A from row `i` on begin; the last one stands for those that there are not.
  @inline(__always) private func rows(
    _ i: Int
  ) -> (UnsafePointer<Float>, Int, Int, Int) {
    let last = product.rows - 1 - i
    let stride = product.a.rowStride
    return (
      product.a.start + i * stride, Swift.min(1, last) * stride, Swift.min(2, last) * stride,
      Swift.min(3, last) * stride
    )
  }

  /// Rows i ..< i + 4, columns j ..< j + one register.
  @inline(__always) private func tile1(_ i: Int, _ j: Int) {
    var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (a, r1, r2, r3) = rows(i)
    var b = product.b.start + j
    for _ in 0..<product.inner {
      let line = Lanes.load(b)
      s0.add(line, times: Lanes(repeating: a[0]))
      s1.add(line, times: Lanes(repeating: a[r1]))
      s2.add(line, times: Lanes(repeating: a[r2]))
      s3.add(line, times: Lanes(repeating: a[r3]))
      a += product.a.columnStride
      b += product.b.rowStride
    }
    let c = product.c + i * product.columns + j
    let height = product.rows - i
    s0.store(c)
    if height > 1 { s1.store(c + product.columns) }
    if height > 2 { s2.store(c + 2 * product.columns) }
    if height > 3 { s3.store(c + 3 * product.columns) }
  }

  /// Rows i ..< i + 4, columns j ..< j + two registers.
  @inline(__always) private func tile2(_ i: Int, _ j: Int) {
    let width = Lanes.scalarCount
    var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (t0, t1, t2, t3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (a, r1, r2, r3) = rows(i)
    var b = product.b.start + j
    for _ in 0..<product.inner {
      let (x, y) = (Lanes.load(b), Lanes.load(b + width))
      let (a0, a1) = (Lanes(repeating: a[0]), Lanes(repeating: a[r1]))
      let (a2, a3) = (Lanes(repeating: a[r2]), Lanes(repeating: a[r3]))
      s0.add(x, times: a0)
      t0.add(y, times: a0)
      s1.add(x, times: a1)
      t1.add(y, times: a1)
      s2.add(x, times: a2)
      t2.add(y, times: a2)
      s3.add(x, times: a3)
      t3.add(y, times: a3)
      a += product.a.columnStride
      b += product.b.rowStride
    }
    let c = product.c + i * product.columns + j
    let height = product.rows - i
    s0.store(c)
    t0.store(c + width)
    if height > 1 {
      s1.store(c + product.columns)
      t1.store(c + product.columns + width)
    }
    if height > 2 {
      s2.store(c + 2 * product.columns)
      t2.store(c + 2 * product.columns + width)
    }
    if height > 3 {
      s3.store(c + 3 * product.columns)
      t3.store(c + 3 * product.columns + width)
    }
  }

  #if AVX512
    /// Rows i ..< i + 4, columns j ..< j + four registers.
    @inline(__always) private func tile4(_ i: Int, _ j: Int) {
      let width = Lanes.scalarCount
      var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      var (t0, t1, t2, t3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      var (u0, u1, u2, u3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      var (v0, v1, v2, v3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      var (a, r1, r2, r3) = rows(i)
      var b = product.b.start + j
      for _ in 0..<product.inner {
        let (x, y) = (Lanes.load(b), Lanes.load(b + width))
        let (z, w) = (Lanes.load(b + 2 * width), Lanes.load(b + 3 * width))
        let (a0, a1) = (Lanes(repeating: a[0]), Lanes(repeating: a[r1]))
        let (a2, a3) = (Lanes(repeating: a[r2]), Lanes(repeating: a[r3]))
        s0.add(x, times: a0)
        t0.add(y, times: a0)
        u0.add(z, times: a0)
        v0.add(w, times: a0)
        s1.add(x, times: a1)
        t1.add(y, times: a1)
        u1.add(z, times: a1)
        v1.add(w, times: a1)
        s2.add(x, times: a2)
        t2.add(y, times: a2)
        u2.add(z, times: a2)
        v2.add(w, times: a2)
        s3.add(x, times: a3)
        t3.add(y, times: a3)
        u3.add(z, times: a3)
        v3.add(w, times: a3)
        a += product.a.columnStride
        b += product.b.rowStride
      }
      let height = product.rows - i
      store(s0, t0, u0, v0, i, j)
      if height > 1 { store(s1, t1, u1, v1, i + 1, j) }
      if height > 2 { store(s2, t2, u2, v2, i + 2, j) }
      if height > 3 { store(s3, t3, u3, v3, i + 3, j) }
    }

    @inline(__always) private func store(
      _ s: Lanes, _ t: Lanes, _ u: Lanes, _ v: Lanes, _ i: Int, _ j: Int
    ) {
      let width = Lanes.scalarCount
      let c = product.c + i * product.columns + j
      s.store(c)
      t.store(c + width)
      u.store(c + 2 * width)
      v.store(c + 3 * width)
    }
  #endif

  /// All columns, where they fill no register.
  @inline(__always) private func narrow() {
    for i in 0..<product.rows {
      for j in 0..<product.columns {
        var sum: Float = 0
        for k in 0..<product.inner {
          sum +=
            product.a.start[i * product.a.rowStride + k * product.a.columnStride]
            * product.b.start[k * product.b.rowStride + j * product.b.columnStride]
        }
        product.c[i * product.columns + j] = sum
      }
    }
  }
}
