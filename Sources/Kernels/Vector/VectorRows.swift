#if AVX2 || AVX512
  import Kernels
#endif

// Loops over rows, such as a batch of outputs. Bounds: each row has `count` elements, and x has `rows` rows; see `Rows`.

/// Computes each row, several at a time if they are short.
func vectorRows(_ function: RowFunction, _ rows: Rows<Float>) {
  if TurnedRows.suits(rows) { return computeShortRows(function, rows) }
  for r in 0..<rows.rows {
    if let number = function.compute(RegisterRow(rows, r)) {
      (rows.numbers ?? rows.out)[r] = number[0]
    }
  }
}

/// A row, processed register by register; values of the whole row are in every lane.
private struct RegisterRow: RowOfNumbers {
  private let count: Int
  private let x: UnsafePointer<Float>
  private let y: UnsafePointer<Float>
  private let out: UnsafeMutablePointer<Float>

  @inline(__always) init(_ rows: Rows<Float>, _ row: Int) {
    let start = row &* rows.count
    count = rows.count
    (x, y, out) = (rows.x + start, (rows.target ?? rows.x) + start, rows.out + start)
  }

  @inline(__always) func x(_ i: Int) -> Lanes { .loadFirst(x + i, count - i, else: -.infinity) }
  @inline(__always) func y(_ i: Int) -> Lanes { .loadFirst(y + i, count - i) }
  @inline(__always) func out(_ i: Int) -> Lanes { .loadFirst(out + i, count - i) }

  @inline(__always) func largest() -> Lanes {
    var lanes = x(0)
    forEach(from: Lanes.scalarCount) { lanes = .larger(lanes, x($0)) }
    return Lanes(repeating: largestLane(lanes))
  }

  @inline(__always) func sum(_ f: (Int) -> Lanes) -> Lanes {
    var lanes = Lanes.zero
    forEach { lanes += f($0) }
    return Lanes(repeating: sumOfLanes(lanes))
  }

  @inline(__always) func fill(_ f: (Int) -> Lanes) {
    forEach { f($0).storeFirst(out + $0, count - $0) }
  }

  @inline(__always) private func forEach(from first: Int = 0, _ body: (Int) -> Void) {
    var i = first
    while i < count {
      body(i)
      i += Lanes.scalarCount
    }
  }
}

func vectorAgreeing(
  _ rows: Int, _ count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
) -> Int {
  TurnedRows.suits(rows: rows, count: count)
    ? agreeingShortRows(rows, count, a, b) : agreeingRows(rows: rows, count: count, a, b)
}

func vectorRowSum(_ rows: Rows<Float>, _ stride: Int) {
  let width = Lanes.scalarCount
  var i = 0
  while i &+ 4 &* width <= rows.count {
    var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var x = rows.x + i
    for _ in 0..<rows.rows {
      s0 += .load(x)
      s1 += .load(x + width)
      s2 += .load(x + 2 &* width)
      s3 += .load(x + 3 &* width)
      x += stride
    }
    let out = rows.out + i
    s0.store(out)
    s1.store(out + width)
    s2.store(out + 2 &* width)
    s3.store(out + 3 &* width)
    i &+= 4 &* width
  }
  while i &+ width <= rows.count {
    sumOfColumns(rows, i, stride) { .load($0) }.store(rows.out + i)
    i &+= width
  }
  let rest = rows.count &- i
  if rest > 0 { sumOfColumns(rows, i, stride) { .load($0, rest) }.store(rows.out + i, rest) }
}

/// The sum of a register's columns, from column i.
@inline(__always)
private func sumOfColumns(
  _ rows: Rows<Float>, _ i: Int, _ stride: Int, _ load: (UnsafePointer<Float>) -> Lanes
) -> Lanes {
  var (sum, x) = (Lanes.zero, rows.x + i)
  for _ in 0..<rows.rows {
    sum += load(x)
    x += stride
  }
  return sum
}

/// Σ x_i of `count` elements: each lane of four registers sums its own share, in ascending order.
func vectorSum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  let width = Lanes.scalarCount
  if count <= width { return sumOfLanes(.loadFirst(x, count)) }
  var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
  var i = 0
  while i + 4 * width <= count {
    s0 += .load(x + i)
    s1 += .load(x + i + width)
    s2 += .load(x + i + 2 * width)
    s3 += .load(x + i + 3 * width)
    i += 4 * width
  }
  while i < count {
    s0 += .loadFirst(x + i, count - i)
    i += width
  }
  return sumOfLanes((s0 + s1) + (s2 + s3))
}
