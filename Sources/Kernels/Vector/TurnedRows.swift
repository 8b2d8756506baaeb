#if AVX2 || AVX512
  import Kernels
#endif

/// A group of short rows, one in each lane: element i of all rows is in one register, so that an instruction processes all of
/// them. Each row is computed as if it were alone.
struct TurnedRows {
  /// The largest number of elements of a row, whose registers fit on the stack.
  private static let most = 16

  /// Whether the rows are short, and numerous enough for grouping to pay.
  static func suits(_ matrix: Rows<Float>) -> Bool {
    suits(rows: matrix.rows, count: matrix.count)
  }

  static func suits(rows: Int, count: Int) -> Bool {
    (1...most).contains(count) && rows >= Lanes.scalarCount / 2
  }

  fileprivate let columns: UnsafeMutablePointer<Lanes>
  private let rows: Int
  fileprivate let count: Int

  /// Loads consecutive rows; lanes without a row are 0.
  @inline(__always)
  private init(
    _ columns: UnsafeMutablePointer<Lanes>, _ x: UnsafePointer<Float>, rows: Int, count: Int
  ) {
    (self.columns, self.rows, self.count) = (columns, rows, count)
    let lanes = UnsafeMutableRawPointer(columns).assumingMemoryBound(to: Float.self)
    if rows < Lanes.scalarCount { columns.update(repeating: .zero, count: count) }
    Turn(x, count, to: lanes, width: Lanes.scalarCount).run(0..<count, columns: rows)
  }

  /// Rows of the same size, to be filled.
  @inline(__always)
  fileprivate func withResult(_ body: (TurnedRows) -> Void) {
    Self.withMemory { body(TurnedRows($0, rows: rows, count: count)) }
  }

  @inline(__always)
  private init(_ columns: UnsafeMutablePointer<Lanes>, rows: Int, count: Int) {
    (self.columns, self.rows, self.count) = (columns, rows, count)
  }

  /// Stores the rows consecutively.
  @inline(__always) func store(_ out: UnsafeMutablePointer<Float>) {
    let lanes = UnsafeRawPointer(columns).assumingMemoryBound(to: Float.self)
    Turn(lanes, Lanes.scalarCount, to: out, width: count).run(0..<rows, columns: count)
  }

  /// The position of the first maximum of each row; no comparison with NaN holds.
  @inline(__always) func placeOfLargest() -> Lanes {
    var (best, largest) = (Lanes.zero, columns[0])
    for i in 1..<count {
      let isLarger = columns[i] .> largest
      best.replace(with: Float(i), where: isLarger)
      largest.replace(with: columns[i], where: isLarger)
    }
    return best
  }

  /// Visits the rows of a matrix group by group.
  /// - Parameter body: called with the first row of a group, the number of its rows, and the rows.
  @inline(__always)
  static func forEach(
    _ x: UnsafePointer<Float>, rows: Int, count: Int,
    _ body: (_ first: Int, _ rows: Int, TurnedRows) -> Void
  ) {
    withMemory { memory in
      var first = 0
      while first < rows {
        let group = Swift.min(Lanes.scalarCount, rows &- first)
        body(first, group, TurnedRows(memory, x + first &* count, rows: group, count: count))
        first &+= Lanes.scalarCount
      }
    }
  }

  /// Loads the same rows of another matrix.
  @inline(__always)
  func beside(_ x: UnsafePointer<Float>, _ body: (TurnedRows) -> Void) {
    Self.withMemory { body(TurnedRows($0, x, rows: rows, count: count)) }
  }

  @inline(__always)
  private static func withMemory(_ body: (UnsafeMutablePointer<Lanes>) -> Void) {
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: most) { body($0.baseAddress!) }
  }
}

/// The rows of a group, with those of its target and of the result.
private struct TurnedRow: RowOfNumbers {
  let rows: TurnedRows
  let target: TurnedRows
  let result: TurnedRows

  @inline(__always) func x(_ i: Int) -> Lanes { rows.columns[i] }
  @inline(__always) func y(_ i: Int) -> Lanes { target.columns[i] }
  @inline(__always) func out(_ i: Int) -> Lanes { result.columns[i] }

  @inline(__always) func largest() -> Lanes {
    var lanes = x(0)
    for i in 1..<rows.count { lanes = .larger(x(i), lanes) }
    return lanes
  }

  /// In ascending order.
  @inline(__always) func sum(_ f: (Int) -> Lanes) -> Lanes {
    var sum = Lanes.zero
    for i in 0..<rows.count { sum += f(i) }
    return sum
  }

  @inline(__always) func fill(_ f: (Int) -> Lanes) {
    for i in 0..<rows.count { result.columns[i] = f(i) }
  }
}

func computeShortRows(_ function: RowFunction, _ matrix: Rows<Float>) {
  TurnedRows.forEach(matrix.x, rows: matrix.rows, count: matrix.count) { first, rows, x in
    func compute(_ target: TurnedRows) {
      x.withResult { result in
        let number = function.compute(TurnedRow(rows: x, target: target, result: result))
        if let number { number.storeFirst((matrix.numbers ?? matrix.out) + first, rows) }
        if number == nil || function.hasBoth {
          result.store(matrix.out + first &* matrix.count)
        }
      }
    }
    if let target = matrix.target {
      x.beside(target + first &* matrix.count, compute)
    } else {
      compute(x)
    }
  }
}

func agreeingShortRows(
  _ rows: Int, _ count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
) -> Int {
  var agreeing = 0
  TurnedRows.forEach(a, rows: rows, count: count) { first, group, a in
    a.beside(b + first &* count) { b in
      let same = Lanes.zero.replacing(with: 1, where: a.placeOfLargest() .== b.placeOfLargest())
      // Lanes without a row agree.
      agreeing &+= Int(sumOfLanes(same)) &- (Lanes.scalarCount &- group)
    }
  }
  return agreeing
}
