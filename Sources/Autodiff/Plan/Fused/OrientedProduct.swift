import Kernels

/// The operands that a product of two matrices transposes.
enum Orientation: Int, CaseIterable {
  case both, left, right, neither

  var transposesLeft: Bool { self == .both || self == .left }
  var transposesRight: Bool { self == .both || self == .right }

  var name: String { (transposesLeft ? "Aᵀ" : "A") + " @ " + (transposesRight ? "Bᵀ" : "B") }

  /// The orientation of (op(A) @ op(B))ᵀ, a product of B and A.
  var transposed: Orientation {
    switch self {
    case .both: .neither
    case .left: .left
    case .right: .right
    case .neither: .both
    }
  }

  /// The left operand as it is written, of the matrix that is read.
  func left(_ matrix: Pattern) -> Pattern { transposesLeft ? .transpose(matrix) : matrix }

  /// The right operand as it is written, of the matrix that is read.
  func right(_ matrix: Pattern) -> Pattern { transposesRight ? .transpose(matrix) : matrix }

  fileprivate func operation(_ end: ProductEnd) -> Operation {
    let name =
      switch end {
      case .plain: name
      case .bias: "\(name) + b"
      case .rectifiedBias: "relu(\(name) + b)"
      case .step: "w - s·(\(name))"
      }
    return .fused(
      name,
      .whole { shapes, _ in
        Kernel(
          OrientedProduct(
            left: Oriented(shapes[0], transposesLeft), right: Oriented(shapes[1], transposesRight),
            end: end))
      })
  }
}

extension Pattern {
  /// C = op(A) @ op(B) of two matrices, where op may transpose, without copying.
  static func product(_ form: Orientation, _ left: Pattern, _ right: Pattern) -> Pattern {
    .fused(products[form.rawValue], [left, right])
  }

  /// op(A) @ op(B) + b: C_ij = Σ_k op(A)_ik · op(B)_kj + b_j, a dense layer.
  static func biasedProduct(
    _ form: Orientation, _ left: Pattern, _ right: Pattern, bias: Pattern
  ) -> Pattern {
    .fused(biasedProducts[form.rawValue], [left, right, bias])
  }

  /// max(0, op(A) @ op(B) + b): a dense layer and its rectifier.
  static func rectifiedProduct(
    _ form: Orientation, _ left: Pattern, _ right: Pattern, bias: Pattern
  ) -> Pattern {
    .fused(rectifiedProducts[form.rawValue], [left, right, bias])
  }

  /// w − s · (op(A) @ op(B)): weights after a step along their gradient.
  static func productStep(
    _ form: Orientation, _ left: Pattern, _ right: Pattern, from w: Pattern, times s: Pattern
  ) -> Pattern {
    .fused(productSteps[form.rawValue], [left, right, w, s])
  }
}

/// What is done to a product before it is stored.
private enum ProductEnd {
  case plain, bias, rectifiedBias, step
}

private let products = Orientation.allCases.map { $0.operation(.plain) }
private let biasedProducts = Orientation.allCases.map { $0.operation(.bias) }
private let rectifiedProducts = Orientation.allCases.map { $0.operation(.rectifiedBias) }
private let productSteps = Orientation.allCases.map { $0.operation(.step) }

/// A matrix as a product reads it, possibly transposed.
private struct Oriented {
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  init(_ shape: Shape, _ isTransposed: Bool) {
    let (rows, columns) = (shape.sizes[0], shape.sizes[1])
    (self.rows, self.columns) = isTransposed ? (columns, rows) : (rows, columns)
    (rowStride, columnStride) = isTransposed ? (1, columns) : (columns, 1)
  }
}

/// op(A) @ op(B), op(A) @ op(B) + bias, the larger of that and 0, or w − s · (op(A) @ op(B)), of two matrices.
private struct OrientedProduct: RowwiseFunction {
  let left: Oriented
  let right: Oriented
  let end: ProductEnd
  private let memory = WorkingMemory()
  /// The sums over the second half of the terms, if another thread computes them.
  private let otherHalf = WorkingMemory()

  init(left: Oriented, right: Oriented, end: ProductEnd) {
    (self.left, self.right, self.end) = (left, right, end)
  }

  var work: Double { 2 * Double(left.rows) * Double(left.columns) * Double(right.columns) }
  /// A gradient by a layer's inputs, whose operands are both as they are in memory, is not computed in strips: its threads
  /// divide the columns.
  var rowCount: Int { left.columnStride == 1 && right.columnStride == 1 ? 0 : left.rows }

  /// Whether a sum over k is that of the first half of its terms, the bias, and that of the second half.
  ///
  /// Two threads can then compute a layer from the halves of its weights, if those are transposed in memory.
  private var addsHalves: Bool {
    left.columnStride == 1 && right.columnStride == 1 && end != .step && left.columns >= 512
  }

  /// Whether different threads compute the halves, for which they read the rows of the weights that they update. If there are
  /// many rows in the result, it takes longer to exchange its sums than the weights.
  private func sharesHalves(_ parts: Int) -> Bool {
    addsHalves && left.columns >= 8 * left.rows
      && parts.isMultiple(of: 2) && right.columns >= Registers.widest * parts / 2
  }

  /// Whether the threads divide the columns of the result, and otherwise its rows.
  ///
  /// A layer's weights are the right operand in the forward pass and in the gradient by its inputs, and the rows of their
  /// gradient: each thread reads and packs its own share of them. If there are few rows, their columns are divided, too.
  private func dividesColumns(_ parts: Int) -> Bool {
    (left.columnStride == 1 || left.rows < Self.rowUnit * parts)
      && right.columns >= Registers.widest * parts
  }

  /// The threads divide the rows at multiples of the rows of two tiles.
  private static let rowUnit = 16

  @inline(__always)
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: Kernel.Operands<S>
  ) {
    if sharesHalves(parts) {
      let groups = parts / 2
      let columns = stretch(
        part % groups, of: groups, count: right.columns, unit: Registers.widest)
      let isFirst = part < groups
      let sums = isFirst ? out : otherHalf(S.self)
      let place = Place(rows: 0..<left.rows, columns: columns, terms: half(isFirst ? 0 : 1))
      S.compute(
        product(
          sums + columns.lowerBound, place, part, inputs, bias: isFirst ? bias(place, inputs) : nil)
      )
    } else if dividesColumns(parts) {
      let columns = stretch(part, of: parts, count: right.columns, unit: Registers.widest)
      compute(out + columns.lowerBound, 0..<left.rows, columns, part, inputs)
    } else {
      let rows = stretch(part, of: parts, count: left.rows, unit: Self.rowUnit)
      fill(out + rows.lowerBound * right.columns, rows: rows, part: part, inputs)
    }
  }

  @inline(__always)
  func combine<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ parts: Int) {
    if !sharesHalves(parts) { return }
    let count = left.rows * right.columns
    S.add(
      Rectangle(
        rows: 1, columns: count, otherHalf(S.self), count, to: out, count,
        rectifies: end == .rectifiedBias))
  }

  private func otherHalf<S: Scalar>(_: S.Type) -> UnsafeMutablePointer<S> {
    otherHalf.elements(
      of: 0, count: Registers.filled(left.rows * right.columns), S.self)
  }

  @inline(__always)
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int, _ inputs: Kernel.Operands<S>
  ) {
    compute(out, rows, 0..<right.columns, part, inputs)
  }

  @inline(__always)
  func bound<S: Scalar>(
    _ inputs: Kernel.Operands<S>, _ out: UnsafeMutablePointer<S>
  ) -> () -> Void {
    if addsHalves { return { fill(out, 0, of: 1, inputs) } }
    let whole = Place(
      rows: 0..<left.rows, columns: 0..<right.columns, terms: 0..<left.columns)
    return S.bound(
      product(out, whole, 0, inputs, bias: bias(whole, inputs), rectifies: end == .rectifiedBias))
  }

  private func compute<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ rows: Range<Int>, _ columns: Range<Int>, _ part: Int,
    _ inputs: Kernel.Operands<S>
  ) {
    var place = Place(rows: rows, columns: columns, terms: 0..<left.columns)
    var bias = bias(place, inputs)
    if addsHalves {
      place.terms = half(0)
      S.compute(product(out, place, part, inputs, bias: bias))
      place.terms = half(1)
      bias = MatrixOperand(UnsafePointer(out), right.columns, 1)
    }
    S.compute(
      product(out, place, part, inputs, bias: bias, rectifies: end == .rectifiedBias))
  }

  private func half(_ position: Int) -> Range<Int> {
    stretch(position, of: 2, count: left.columns, unit: Self.rowUnit)
  }

  /// Elements of the result, and the terms of their sums.
  private struct Place {
    let rows: Range<Int>
    let columns: Range<Int>
    var terms: Range<Int>
  }

  /// What a product is added to, or subtracted from.
  private func bias<S: Scalar>(_ place: Place, _ inputs: Kernel.Operands<S>) -> MatrixOperand<S>? {
    if end == .plain { return nil }
    let rowStride = end == .step ? right.columns : 0
    let first = place.rows.lowerBound * rowStride + place.columns.lowerBound
    return MatrixOperand(inputs[2].start + first, rowStride, 1)
  }

  /// A product whose first element goes to `out`.
  private func product<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ place: Place, _ part: Int, _ inputs: Kernel.Operands<S>,
    bias: MatrixOperand<S>?, rectifies: Bool = false
  ) -> MatrixProduct<S> {
    let k = place.terms.lowerBound
    let a = inputs[0].start + (place.rows.lowerBound * left.rowStride + k * left.columnStride)
    let b = inputs[1].start + (k * right.rowStride + place.columns.lowerBound * right.columnStride)
    return MatrixProduct(
      rows: place.rows.count, inner: place.terms.count, columns: place.columns.count,
      MatrixOperand(a, left.rowStride, left.columnStride),
      MatrixOperand(b, right.rowStride, right.columnStride), bias: bias,
      factor: end == .step ? inputs[3].start : nil, rectifies: rectifies,
      into: MatrixResult(out, right.columns, 1),
      scratch: memory.elements(
        of: part, count: MatrixProduct<S>.scratchCount(inner: left.columns), S.self))
  }
}
