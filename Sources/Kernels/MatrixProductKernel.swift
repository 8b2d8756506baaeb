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

/// A matrix in memory: element (i, j) is start[i · rowStride + j · columnStride].
public struct MatrixOperand<S: Scalar> {
  public let start: UnsafePointer<S>
  public let rowStride: Int
  public let columnStride: Int

  @inlinable public init(_ start: UnsafePointer<S>, _ rowStride: Int, _ columnStride: Int) {
    self.start = start
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  public var transposed: MatrixOperand { MatrixOperand(start, columnStride, rowStride) }

  @inlinable @inline(__always) public subscript(i: Int, j: Int) -> S { pointer(i, j).pointee }

  /// The address of element (i, j).
  @inlinable @inline(__always) public func pointer(_ i: Int, _ j: Int) -> UnsafePointer<S> {
    start + (i &* rowStride &+ j &* columnStride)
  }
}

/// The memory of a result, addressed like that of an operand.
public struct MatrixResult<S: Scalar> {
  public let start: UnsafeMutablePointer<S>
  public let rowStride: Int
  public let columnStride: Int

  @inlinable public init(_ start: UnsafeMutablePointer<S>, _ rowStride: Int, _ columnStride: Int) {
    self.start = start
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  public var transposed: MatrixResult { MatrixResult(start, columnStride, rowStride) }

  /// The address of element (i, j).
  @inlinable @inline(__always) public func pointer(_ i: Int, _ j: Int) -> UnsafeMutablePointer<S> {
    start + (i &* rowStride &+ j &* columnStride)
  }
}

/// C = A · B + bias, max(0, A · B + bias) or bias − factor · (A · B), for A [rows, inner], B [inner, columns] and C
/// [rows, columns], each in any orientation.
///
/// Each sum runs over k in ascending order, and the bias is added last. The operands hold every element that their
/// strides reach; C overlaps neither A nor B.
public struct MatrixProduct<S: Scalar> {
  public let rows: Int
  public let inner: Int
  public let columns: Int
  public let a: MatrixOperand<S>
  public let b: MatrixOperand<S>
  /// [rows, columns]; a stride of 0 repeats it. If it is C, the product is added to C.
  public let bias: MatrixOperand<S>?
  /// The number whose product with A · B is subtracted from the bias; nil if A · B is added.
  public let factor: UnsafePointer<S>?
  /// Whether negative elements of C are replaced with 0.
  public let rectifies: Bool
  public let c: MatrixResult<S>
  /// Memory for `scratchCount` elements, for this product's exclusive use.
  public let scratch: UnsafeMutablePointer<S>

  @inlinable public init(
    rows: Int, inner: Int, columns: Int, _ a: MatrixOperand<S>, _ b: MatrixOperand<S>,
    bias: MatrixOperand<S>? = nil, factor: UnsafePointer<S>? = nil, rectifies: Bool = false,
    into c: MatrixResult<S>, scratch: UnsafeMutablePointer<S>
  ) {
    (self.rows, self.inner, self.columns) = (rows, inner, columns)
    (self.a, self.b, self.bias, self.c, self.scratch) = (a, b, bias, c, scratch)
    (self.factor, self.rectifies) = (factor, rectifies)
  }

  /// The number of columns in the widest panel of B: three of the widest registers.
  @inlinable public static var panelColumns: Int { 48 }

  /// The number of elements in the largest tile of C.
  @inlinable public static var tileCount: Int { 8 * panelColumns }

  /// The number of elements of scratch memory: a tile of C and a panel of B.
  @inlinable public static func scratchCount(inner: Int) -> Int {
    tileCount + panelColumns * inner
  }

  /// The equivalent product Cᵀ = Bᵀ · Aᵀ + biasᵀ.
  public var transposed: MatrixProduct {
    MatrixProduct(
      rows: columns, inner: inner, columns: rows, b.transposed, a.transposed,
      bias: bias?.transposed, factor: factor, rectifies: rectifies, into: c.transposed,
      scratch: scratch)
  }
}

extension MatrixProduct where S: SIMDScalar {
  /// Computes tiles of four rows and eight columns, so that each element of B is used four times when it is loaded.
  @inlinable func run() {
    var j = 0
    while j + 8 <= columns {
      var i = 0
      while i < rows {
        tile(i, j)
        i += 4
      }
      j += 8
    }
    for i in 0..<rows {
      for j in j..<columns {
        var sum: S = 0
        for k in 0..<inner { sum += a[i, k] * b[k, j] }
        if let bias {
          sum = if let factor { bias[i, j] - factor.pointee * sum } else { sum + bias[i, j] }
        }
        c.pointer(i, j).pointee = rectifies ? S.larger(0, sum) : sum
      }
    }
  }

  /// Computes columns j ..< j + 8 of rows i ..< i + 4, or of the remaining rows if fewer.
  @inlinable func tile(_ i: Int, _ j: Int) {
    let height = min(4, rows - i)
    var sums = (SIMD8<S>.zero, SIMD8<S>.zero, SIMD8<S>.zero, SIMD8<S>.zero)
    let (r1, r2, r3) = (min(1, height - 1), min(2, height - 1), min(3, height - 1))
    for k in 0..<inner {
      let line = eight(b, k, j)
      let column = a.pointer(i, k)
      sums.0 += line * column[0]
      sums.1 += line * column[r1 * a.rowStride]
      sums.2 += line * column[r2 * a.rowStride]
      sums.3 += line * column[r3 * a.rowStride]
    }
    store(sums.0, i, j)
    if height > 1 { store(sums.1, i + 1, j) }
    if height > 2 { store(sums.2, i + 2, j) }
    if height > 3 { store(sums.3, i + 3, j) }
  }

  /// Computes columns j ..< j + 8 of row i.
  @inlinable @inline(__always)
  func eight(_ matrix: MatrixOperand<S>, _ i: Int, _ j: Int) -> SIMD8<S> {
    let (line, s) = (matrix.pointer(i, j), matrix.columnStride)
    if s == 1 { return UnsafeRawPointer(line).loadUnaligned(as: SIMD8<S>.self) }
    return SIMD8(
      line[0], line[s], line[2 * s], line[3 * s], line[4 * s], line[5 * s], line[6 * s],
      line[7 * s])
  }

  @inlinable @inline(__always) func store(_ sums: SIMD8<S>, _ i: Int, _ j: Int) {
    var sums = sums
    if let bias {
      let line = eight(bias, i, j)
      sums = if let factor { line - factor.pointee * sums } else { sums + line }
    }
    if rectifies { sums.replace(with: 0, where: sums .<= 0) }
    if c.columnStride == 1 {
      UnsafeMutableRawPointer(c.pointer(i, j)).storeBytes(of: sums, as: SIMD8<S>.self)
    } else {
      for lane in 0..<8 { c.pointer(i, j + lane).pointee = sums[lane] }
    }
  }
}
