/// C = A · B for row-major A [rows, inner], B [inner, columns], C [rows, columns]: C_ij = Σ_k A_ik·B_kj.
///
/// Each sum runs over k in ascending order. The pointers hold at least rows·inner, inner·columns and
/// rows·columns elements; `c` overlaps neither operand.
@inlinable public func matrixProduct<S: Scalar>(
  rows: Int, inner: Int, columns: Int,
  _ a: UnsafePointer<S>, _ b: UnsafePointer<S>, into c: UnsafeMutablePointer<S>
) {
  for i in 0..<rows {
    let row = c + i * columns
    for j in 0..<columns { row[j] = 0 }
    for k in 0..<inner {
      let factor = a[i * inner + k]
      let bRow = b + k * columns
      for j in 0..<columns { row[j] += factor * bRow[j] }
    }
  }
}

/// A matrix in memory: element (i, j) lies at start[i · rowStride + j · columnStride].
public struct MatrixOperand<S: Scalar> {
  public let start: UnsafePointer<S>
  public let rowStride: Int
  public let columnStride: Int

  @inlinable public init(_ start: UnsafePointer<S>, _ rowStride: Int, _ columnStride: Int) {
    self.start = start
    self.rowStride = rowStride
    self.columnStride = columnStride
  }
}

/// C = A · B for A [rows, inner] and B [inner, columns] in any orientation, C [rows, columns] row-major.
///
/// Each sum runs over k in ascending order. The operands hold every element that their strides reach; `c` overlaps neither.
@inlinable public func matrixProduct<S: Scalar>(
  rows: Int, inner: Int, columns: Int, _ a: MatrixOperand<S>, _ b: MatrixOperand<S>,
  into c: UnsafeMutablePointer<S>
) {
  S.product(rows: rows, inner: inner, columns: columns, a, b, into: c)
}

/// `matrixProduct` by four rows and eight columns of C at a time, so that each element of B that is fetched serves four rows.
@inlinable func blockedProduct<S: Scalar & SIMDScalar>(
  rows: Int, inner: Int, columns: Int, _ a: MatrixOperand<S>, _ b: MatrixOperand<S>,
  into c: UnsafeMutablePointer<S>
) {
  var j = 0
  while j + 8 <= columns {
    var i = 0
    while i < rows {
      let height = min(4, rows - i)
      var sums = (SIMD8<S>.zero, SIMD8<S>.zero, SIMD8<S>.zero, SIMD8<S>.zero)
      let (r1, r2, r3) = (min(1, height - 1), min(2, height - 1), min(3, height - 1))
      for k in 0..<inner {
        let line = b.start + (k * b.rowStride + j * b.columnStride)
        let column = a.start + (i * a.rowStride + k * a.columnStride)
        let values: SIMD8<S>
        if b.columnStride == 1 {
          values = UnsafeRawPointer(line).loadUnaligned(as: SIMD8<S>.self)
        } else {
          let s = b.columnStride
          values = SIMD8(
            line[0], line[s], line[2 * s], line[3 * s], line[4 * s], line[5 * s], line[6 * s],
            line[7 * s])
        }
        sums.0 += values * column[0]
        sums.1 += values * column[r1 * a.rowStride]
        sums.2 += values * column[r2 * a.rowStride]
        sums.3 += values * column[r3 * a.rowStride]
      }
      let out = UnsafeMutableRawPointer(c + i * columns + j)
      let width = columns * MemoryLayout<S>.stride
      out.storeBytes(of: sums.0, as: SIMD8<S>.self)
      if height > 1 { (out + width).storeBytes(of: sums.1, as: SIMD8<S>.self) }
      if height > 2 { (out + 2 * width).storeBytes(of: sums.2, as: SIMD8<S>.self) }
      if height > 3 { (out + 3 * width).storeBytes(of: sums.3, as: SIMD8<S>.self) }
      i += 4
    }
    j += 8
  }
  for i in 0..<rows {
    for j in j..<columns {
      var sum: S = 0
      for k in 0..<inner {
        sum +=
          a.start[i * a.rowStride + k * a.columnStride]
          * b.start[k * b.rowStride + j * b.columnStride]
      }
      c[i * columns + j] = sum
    }
  }
}
