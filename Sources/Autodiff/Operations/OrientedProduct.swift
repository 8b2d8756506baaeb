import Kernels

/// A matrix as a product sees it, transposed or as it lies.
struct Oriented {
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  init(_ shape: Shape, _ isTransposed: Bool) {
    let (rows, columns) = (shape.sizes[0], shape.sizes[1])
    (self.rows, self.columns) = isTransposed ? (columns, rows) : (rows, columns)
    (rowStride, columnStride) = isTransposed ? (1, columns) : (columns, 1)
  }

  func offset(_ row: Int, _ column: Int) -> Int { row * rowStride + column * columnStride }
}

/// op(A) @ op(B), op(A) @ op(B) + bias, or the larger of that and 0, of two matrices.
struct OrientedProduct: RowwiseFunction {
  let left: Oriented
  let right: Oriented
  /// Whether a third input is added to every row.
  let isBiased: Bool
  /// Whether the result is 0 where it would be less.
  let rectifies: Bool
  private let memory = WorkingMemory()

  init(left: Oriented, right: Oriented, isBiased: Bool = false, rectifies: Bool = false) {
    self.left = left
    self.right = right
    self.isBiased = isBiased
    self.rectifies = rectifies
  }

  var work: Double { 2 * Double(left.rows) * Double(left.columns) * Double(right.columns) }
  var rowCount: Int { left.rows }

  /// A layer's weights are the right operand, transposed, on the way forward, and the rows of their gradient on the way back: either way
  /// each thread has its own share of them.
  @inline(__always)
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    if right.rowStride == 1 {
      let columns = stretch(part, of: parts, count: right.columns, unit: 16)
      compute(out + columns.lowerBound, 0..<left.rows, columns, part, inputs)
    } else {
      let rows = stretch(part, of: parts, count: left.rows, unit: 16)
      fill(out + rows.lowerBound * right.columns, rows: rows, part: part, inputs)
    }
  }

  @inline(__always)
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    compute(out, rows, 0..<right.columns, part, inputs)
  }

  /// The product of some rows and columns, the first of which goes to `out`.
  private func compute<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ rows: Range<Int>, _ columns: Range<Int>, _ part: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let a = inputs[0].start + rows.lowerBound * left.rowStride
    let b = inputs[1].start + columns.lowerBound * right.columnStride
    S.compute(
      MatrixProduct(
        rows: rows.count, inner: left.columns, columns: columns.count,
        MatrixOperand(a, left.rowStride, left.columnStride),
        MatrixOperand(b, right.rowStride, right.columnStride),
        bias: isBiased ? MatrixOperand(inputs[2].start + columns.lowerBound, 0, 1) : nil,
        rectifies: rectifies, into: MatrixResult(out, right.columns, 1),
        scratch: memory.elements(
          of: part, count: MatrixProduct<S>.scratchCount(inner: left.columns), S.self)))
  }
}
