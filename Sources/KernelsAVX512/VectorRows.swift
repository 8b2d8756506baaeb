#if AVX2 || AVX512
  import Kernels
#endif

// Loops over rows, as of a batch of outputs. Bounds: each row has `count` elements, x as many rows as are said; see `VectorLoops.Rows`.

/// A row x_i as e^(x_i − m), m being the largest element; beside the row they are 0.
private struct Exponentials {
  private let x: UnsafePointer<Float>
  private let count: Int
  /// m in every lane.
  let largest: Lanes
  /// Those of the first register, which is all of most rows.
  let first: Lanes

  @inline(__always) init(_ x: UnsafePointer<Float>, _ count: Int) {
    self.x = x
    self.count = count
    let head = Lanes.loadFirst(x, count, else: -.infinity)
    var lanes = head
    var i = Lanes.scalarCount
    while i < count {
      lanes = larger(lanes, .loadFirst(x + i, count - i, else: -.infinity))
      i += Lanes.scalarCount
    }
    largest = Lanes(repeating: largestLane(lanes))
    first = exponential(head - largest)
  }

  @inline(__always) func from(_ i: Int) -> Lanes {
    exponential(.loadFirst(x + i, count - i, else: -.infinity) - largest)
  }

  /// Σ e^(x_i − m)
  @inline(__always) func total() -> Float {
    var lanes = first
    var i = Lanes.scalarCount
    while i < count {
      lanes += from(i)
      i += Lanes.scalarCount
    }
    return sum(lanes)
  }
}

func vectorSoftmax(_ rows: VectorLoops.Rows) {
  if TurnedRows.suits(rows) { return softmaxOfShortRows(rows) }
  let count = rows.count
  for r in 0..<rows.rows {
    let out = rows.out + r &* count
    let exponentials = Exponentials(rows.x + r &* count, count)
    var total = exponentials.first
    total.storeFirst(out, count)
    var i = Lanes.scalarCount
    while i < count {
      let e = exponentials.from(i)
      e.storeFirst(out + i, count - i)
      total += e
      i += Lanes.scalarCount
    }
    let divisor = Lanes(repeating: sum(total))
    (exponentials.first / divisor).storeFirst(out, count)
    i = Lanes.scalarCount
    while i < count {
      (.loadFirst(out + i, count - i) / divisor).storeFirst(out + i, count - i)
      i += Lanes.scalarCount
    }
  }
}

func vectorSoftmaxDifference(_ rows: VectorLoops.Rows, _ target: UnsafePointer<Float>) {
  if TurnedRows.suits(rows) { return softmaxDifferenceOfShortRows(rows, target) }
  vectorSoftmax(rows)
  let count = rows.count
  for r in 0..<rows.rows {
    let (y, out) = (target + r &* count, rows.out + r &* count)
    let total = Lanes(repeating: vectorSum(y, count))
    var i = 0
    while i < count {
      let (share, target) = (Lanes.loadFirst(out + i, count - i), Lanes.loadFirst(y + i, count - i))
      (share * total - target).storeFirst(out + i, count - i)
      i += Lanes.scalarCount
    }
  }
}

func vectorCrossEntropy(_ rows: VectorLoops.Rows, _ target: UnsafePointer<Float>) {
  if TurnedRows.suits(rows) { return crossEntropyOfShortRows(rows, target) }
  let count = rows.count
  var first = 0
  while first < rows.rows {
    // As many rows as have their logarithms in one register.
    let last = Swift.min(first &+ Lanes.scalarCount, rows.rows)
    var (largest, totals) = (Lanes.zero, Lanes(repeating: 1))
    for r in first..<last {
      let exponentials = Exponentials(rows.x + r &* count, count)
      largest[r &- first] = exponentials.largest[0]
      totals[r &- first] = exponentials.total()
    }
    // −ln softmax(x)_i = ln Σ e^(x_j − m) − (x_i − m)
    let logarithms = logarithm(totals)
    for r in first..<last {
      let (x, y) = (rows.x + r &* count, target + r &* count)
      let logarithm = Lanes(repeating: logarithms[r &- first])
      let m = Lanes(repeating: largest[r &- first])
      var loss = Lanes.zero
      var i = 0
      while i < count {
        let share = Lanes.loadFirst(y + i, count - i)
        let term = share * (logarithm - (Lanes.loadFirst(x + i, count - i) - m))
        loss += term.replacing(with: 0, where: share .== Lanes.zero)
        i += Lanes.scalarCount
      }
      rows.out[r] = sum(loss)
    }
    first = last
  }
}

func vectorAgreeing(
  _ rows: Int, _ count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
) -> Int {
  TurnedRows.suits(rows: rows, count: count)
    ? agreeingShortRows(rows, count, a, b) : agreeingRows(rows: rows, count: count, a, b)
}

func vectorRowSum(_ rows: VectorLoops.Rows, _ stride: Int) {
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
  while i < rows.count {
    var sum = Lanes.zero
    for r in 0..<rows.rows { sum += .loadFirst(rows.x + r &* stride + i, rows.count - i) }
    sum.storeFirst(rows.out + i, rows.count - i)
    i &+= width
  }
}

/// Σ x_i of `count` elements: each lane of four registers adds up its own share, in ascending order.
func vectorSum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  let width = Lanes.scalarCount
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
  return sum((s0 + s1) + (s2 + s3))
}
