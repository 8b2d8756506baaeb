#if AVX2 || AVX512
  import Kernels
#endif

/// C = A · B for a B whose columns lie in one piece, as that of a transposed matrix: each element of C is the dot product of a row of A
/// and a column of B.
///
/// Four rows and four columns of C at a time. Each lane adds up its own share of k, in ascending order; the lanes are added in the end,
/// and what fills no register comes last. Bounds: A is read at rows · inner elements, B at inner · columns, C is written at rows · columns.
struct DotProduct {
  private let product: VectorLoops.Product
  /// How many of the inner elements fill registers.
  private let whole: Int

  @inline(__always) init(_ product: VectorLoops.Product) {
    self.product = product
    let isContiguous = product.a.columnStride == 1 && product.b.rowStride == 1
    whole = isContiguous ? product.inner / Lanes.scalarCount * Lanes.scalarCount : 0
  }

  @inline(__always) func run() {
    var j = 0
    while j + 4 <= product.columns {
      var i = 0
      while i + 4 <= product.rows {
        tile(i, j)
        i += 4
      }
      while i < product.rows {
        strip(i, j)
        i += 1
      }
      j += 4
    }
    while j < product.columns {
      for i in 0..<product.rows { product.c[i * product.columns + j] = single(i, j) }
      j += 1
    }
  }

  @inline(__always) private func row(_ i: Int) -> UnsafePointer<Float> {
    product.a.start + i * product.a.rowStride
  }

  @inline(__always) private func column(_ j: Int) -> UnsafePointer<Float> {
    product.b.start + j * product.b.columnStride
  }

  /// Rows i ..< i + 4, columns j ..< j + 4.
  @inline(__always) private func tile(_ i: Int, _ j: Int) {
    var (s00, s01, s02, s03) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (s10, s11, s12, s13) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (s20, s21, s22, s23) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (s30, s31, s32, s33) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    // Neighbouring rows and columns are found from the first by their distance, which takes fewer registers than four pointers.
    var (a, b) = (row(i), column(j))
    let (down, right) = (product.a.rowStride, product.b.columnStride)
    var left = whole
    while left > 0 {
      let (x0, x1) = (Lanes.load(b), Lanes.load(b + right))
      let (x2, x3) = (Lanes.load(b + 2 &* right), Lanes.load(b + 3 &* right))
      let y0 = Lanes.load(a)
      s00.add(x0, times: y0)
      s01.add(x1, times: y0)
      s02.add(x2, times: y0)
      s03.add(x3, times: y0)
      let y1 = Lanes.load(a + down)
      s10.add(x0, times: y1)
      s11.add(x1, times: y1)
      s12.add(x2, times: y1)
      s13.add(x3, times: y1)
      let y2 = Lanes.load(a + 2 &* down)
      s20.add(x0, times: y2)
      s21.add(x1, times: y2)
      s22.add(x2, times: y2)
      s23.add(x3, times: y2)
      let y3 = Lanes.load(a + 3 &* down)
      s30.add(x0, times: y3)
      s31.add(x1, times: y3)
      s32.add(x2, times: y3)
      s33.add(x3, times: y3)
      a += Lanes.scalarCount
      b += Lanes.scalarCount
      left &-= Lanes.scalarCount
    }
    store(sums(s00, s01, s02, s03), i, j)
    store(sums(s10, s11, s12, s13), i + 1, j)
    store(sums(s20, s21, s22, s23), i + 2, j)
    store(sums(s30, s31, s32, s33), i + 3, j)
  }

  /// Row i, columns j ..< j + 4.
  @inline(__always) private func strip(_ i: Int, _ j: Int) {
    var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    let a = row(i)
    let (b0, b1, b2, b3) = (column(j), column(j + 1), column(j + 2), column(j + 3))
    var k = 0
    while k < whole {
      let y = Lanes.load(a + k)
      s0.add(Lanes.load(b0 + k), times: y)
      s1.add(Lanes.load(b1 + k), times: y)
      s2.add(Lanes.load(b2 + k), times: y)
      s3.add(Lanes.load(b3 + k), times: y)
      k += Lanes.scalarCount
    }
    store(sums(s0, s1, s2, s3), i, j)
  }

  /// Adds what fills no register and stores four columns of a row.
  @inline(__always) private func store(_ sums: SIMD4<Float>, _ i: Int, _ j: Int) {
    var sums = sums
    let a = row(i)
    let (b, stride) = (column(j), product.b.columnStride)
    for k in whole..<product.inner {
      let step = k * product.b.rowStride
      let values = SIMD4(
        b[step], b[stride + step], b[2 * stride + step], b[3 * stride + step])
      sums += values * a[k * product.a.columnStride]
    }
    UnsafeMutableRawPointer(product.c + i * product.columns + j).storeBytes(
      of: sums, as: SIMD4<Float>.self)
  }

  @inline(__always) private func single(_ i: Int, _ j: Int) -> Float {
    var lanes = Lanes.zero
    let (a, b) = (row(i), column(j))
    var k = 0
    while k < whole {
      lanes.add(Lanes.load(b + k), times: Lanes.load(a + k))
      k += Lanes.scalarCount
    }
    var sum = sums(lanes, .zero, .zero, .zero)[0]
    for k in whole..<product.inner {
      sum += a[k * product.a.columnStride] * b[k * product.b.rowStride]
    }
    return sum
  }
}
