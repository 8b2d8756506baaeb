#if AVX2 || AVX512
  import Kernels
#endif

// Loops over rows, as of a batch of outputs. Bounds: each row has `count` elements, x as many rows as are said; see `VectorLoops.Rows`.

/// Visits the whole registers of a row and the rest of it.
@inline(__always)
private func visit(_ count: Int, _ body: (_ position: Int, _ count: Int?) -> Void) {
  var i = 0
  while i + Lanes.scalarCount <= count {
    body(i, nil)
    i += Lanes.scalarCount
  }
  if i < count { body(i, count - i) }
}

@inline(__always)
private func load(_ x: UnsafePointer<Float>, _ i: Int, _ count: Int?, else other: Float) -> Lanes {
  guard let count else { return .load(x + i) }
  return .load(x + i, count, else: other)
}

/// The largest of a row; NaN where one of them is.
@inline(__always) private func largest(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  var lanes = Lanes(repeating: -.infinity)
  visit(count) { i, rest in lanes = larger(lanes, load(x, i, rest, else: -.infinity)) }
  var largest = lanes[0]
  for lane in 1..<Lanes.scalarCount where lanes[lane] > largest || lanes[lane] != lanes[lane] {
    largest = lanes[lane]
  }
  return largest
}

/// Σ e^(x_i − m) of a row, and each term to `store`.
@inline(__always)
private func total(
  _ x: UnsafePointer<Float>, _ count: Int, less m: Float,
  _ store: (Lanes, _ position: Int, _ count: Int?) -> Void
) -> Float {
  var lanes = Lanes.zero
  visit(count) { i, rest in
    let e = exponential(load(x, i, rest, else: -.infinity) - Lanes(repeating: m))
    store(e, i, rest)
    lanes += e
  }
  return sums(lanes, .zero, .zero, .zero)[0]
}

func vectorSoftmax(_ rows: VectorLoops.Rows) {
  for r in 0..<rows.rows {
    let x = rows.x + r * rows.count
    let out = rows.out + r * rows.count
    let sum = total(x, rows.count, less: largest(x, rows.count)) { e, i, rest in
      if let rest { e.store(out + i, rest) } else { e.store(out + i) }
    }
    let divisor = Lanes(repeating: sum)
    visit(rows.count) { i, rest in
      let share = load(out, i, rest, else: 0) / divisor
      if let rest { share.store(out + i, rest) } else { share.store(out + i) }
    }
  }
}

func vectorCrossEntropy(_ rows: VectorLoops.Rows, _ target: UnsafePointer<Float>) {
  for r in 0..<rows.rows {
    let x = rows.x + r * rows.count
    let y = target + r * rows.count
    let m = largest(x, rows.count)
    let logarithm = Float.log(total(x, rows.count, less: m) { _, _, _ in })
    var loss: Float = 0
    for i in 0..<rows.count where y[i] != 0 { loss += -y[i] * (x[i] - m - logarithm) }
    rows.out[r] = loss
  }
}

func vectorRowSum(_ rows: VectorLoops.Rows) {
  visit(rows.count) { i, rest in
    var sum = Lanes.zero
    for r in 0..<rows.rows { sum += load(rows.x + r * rows.count, i, rest, else: 0) }
    if let rest { sum.store(rows.out + i, rest) } else { sum.store(rows.out + i) }
  }
}
