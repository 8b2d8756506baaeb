/// C = A · P for the patches P of an image: C_ij = Σ_k A_ik · P_kj, each sum in ascending order.
public struct PatchProduct<S: Scalar> {
  public let rows: Int
  /// [rows, offsets.count], by rows.
  public let a: UnsafePointer<S>
  /// P_kj = p[offsets[k] + j]
  public let p: UnsafePointer<S>
  public let offsets: UnsafeBufferPointer<Int>
  /// The number of columns of P and C, a multiple of 16.
  public let width: Int
  /// [rows, width], by rows, with memory for rows up to a multiple of four, which may be written.
  public let c: UnsafeMutablePointer<S>

  @inlinable init(
    rows: Int, _ a: UnsafePointer<S>, _ p: UnsafePointer<S>, _ offsets: UnsafeBufferPointer<Int>,
    width: Int, into c: UnsafeMutablePointer<S>
  ) {
    (self.rows, self.a, self.p, self.offsets) = (rows, a, p, offsets)
    (self.width, self.c) = (width, c)
  }
}

/// C = G · Pᵀ, or that plus C, for the patches P of images and the gradients G of their outputs: C_ij = Σ_k G_ik · P_jk. The
/// unused columns of G are 0.
public struct PatchGradient<S: Scalar> {
  public let rows: Int
  /// G_ik = g[i · rowStride + k]
  public let g: UnsafePointer<S>
  public let rowStride: Int
  /// P_jk = p[offsets[j] + k]
  public let p: UnsafePointer<S>
  public let offsets: UnsafeBufferPointer<Int>
  /// The number of columns of G and P, a multiple of 16.
  public let width: Int
  /// [rows, offsets.count], by rows.
  public let c: UnsafeMutablePointer<S>
  /// Whether the sum is added to C.
  public let adds: Bool
  /// Memory for `scratchCount` elements: a tile.
  public let scratch: UnsafeMutablePointer<S>

  @inlinable static var scratchCount: Int { MatrixProduct<S>.tileCount }

  @inlinable init(
    rows: Int, _ g: UnsafePointer<S>, rowStride: Int, _ p: UnsafePointer<S>,
    _ offsets: UnsafeBufferPointer<Int>, width: Int, into c: UnsafeMutablePointer<S>, adds: Bool,
    scratch: UnsafeMutablePointer<S>
  ) {
    (self.rows, self.g, self.rowStride, self.p) = (rows, g, rowStride, p)
    (self.offsets, self.width) = (offsets, width)
    (self.c, self.adds, self.scratch) = (c, adds, scratch)
  }
}

extension PatchProduct where S: SIMDScalar {
  @inlinable func run() {
    let inner = offsets.count
    for j in stride(from: 0, to: width, by: 8) {
      for i in 0..<rows {
        var sums = SIMD8<S>.zero
        for k in 0..<inner {
          sums +=
            UnsafeRawPointer(p + (offsets[k] + j)).loadUnaligned(as: SIMD8<S>.self)
            * a[i * inner + k]
        }
        UnsafeMutableRawPointer(c + (i * width + j)).storeBytes(of: sums, as: SIMD8<S>.self)
      }
    }
  }
}

extension PatchGradient where S: SIMDScalar {
  /// Eight places of the window at a time; the last eight are fewer if there are no more.
  @inlinable func run() {
    let places = offsets.count
    for j in stride(from: 0, to: places, by: 8) {
      let last = min(8, places - j) - 1
      for i in 0..<rows {
        func row(_ lane: Int) -> UnsafePointer<S> { p + offsets[j + min(lane, last)] }
        let line = g + i * rowStride
        let (x0, x1, x2, x3) = (row(0), row(1), row(2), row(3))
        let (x4, x5, x6, x7) = (row(4), row(5), row(6), row(7))
        var sums = SIMD8<S>.zero
        for k in 0..<width {
          sums += SIMD8(x0[k], x1[k], x2[k], x3[k], x4[k], x5[k], x6[k], x7[k]) * line[k]
        }
        if adds { for lane in 0...last { sums[lane] += c[i * places + j + lane] } }
        for lane in 0...last { c[i * places + j + lane] = sums[lane] }
      }
    }
  }
}
