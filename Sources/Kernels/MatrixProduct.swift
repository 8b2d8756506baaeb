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
