/// softmax(x)_i = e^(x_i − m) / Σ_j e^(x_j − m), m = max x: for each of `rows` rows of `count` elements.
///
/// Returns through `out`, which may be the same memory as `x`; both hold rows·count elements.
@inlinable public func softmaxRows<S: Scalar>(
  rows: Int, count: Int, _ x: UnsafePointer<S>, into out: UnsafeMutablePointer<S>
) {
  for r in 0..<rows {
    let source = x + r * count
    let target = out + r * count
    let largest = maximum(count: count, source)
    var total: S = 0
    for i in 0..<count {
      target[i] = S.exp(source[i] - largest)
      total += target[i]
    }
    for i in 0..<count { target[i] /= total }
  }
}

/// softmax(x)_i · Σ_j y_j − y_i for each of `rows` rows of `count` elements.
@inlinable public func softmaxDifferenceRows<S: Scalar>(
  rows: Int, count: Int, target: UnsafePointer<S>, logits: UnsafePointer<S>,
  into out: UnsafeMutablePointer<S>
) {
  softmaxRows(rows: rows, count: count, logits, into: out)
  for r in 0..<rows {
    let (y, row) = (target + r * count, out + r * count)
    let total = S.sum(y, count)
    for i in 0..<count { row[i] = row[i] * total - y[i] }
  }
}

/// ln softmax(x)_i = x_i − m − ln Σ_j e^(x_j − m), m = max x: for each of `rows` rows of `count` elements.
@inlinable public func logSoftmaxRows<S: Scalar>(
  rows: Int, count: Int, _ x: UnsafePointer<S>, into out: UnsafeMutablePointer<S>
) {
  for r in 0..<rows {
    let source = x + r * count
    let target = out + r * count
    let largest = maximum(count: count, source)
    var total: S = 0
    for i in 0..<count { total += S.exp(source[i] - largest) }
    let logarithm = S.log(total)
    for i in 0..<count { target[i] = source[i] - largest - logarithm }
  }
}

/// −Σ_i y_i · ln softmax(x)_i for each of `rows` rows of `count` elements; a term with y = 0 is 0.
///
/// `target` and `logits` hold rows·count elements, `out` one for each row.
@inlinable public func crossEntropyRows<S: Scalar>(
  rows: Int, count: Int, target: UnsafePointer<S>, logits: UnsafePointer<S>,
  into out: UnsafeMutablePointer<S>
) {
  for r in 0..<rows {
    let x = logits + r * count
    let y = target + r * count
    let largest = maximum(count: count, x)
    var total: S = 0
    for i in 0..<count { total += S.exp(x[i] - largest) }
    let logarithm = S.log(total)
    var loss: S = 0
    for i in 0..<count where y[i] != 0 { loss += -y[i] * (x[i] - largest - logarithm) }
    out[r] = loss
  }
}

/// out_j = Σ_i x_ij for each of `count` columns of `rows` rows, each a stride after the one before; each sum in ascending order.
@inlinable public func addedRows<S: Scalar>(
  rows: Int, count: Int, _ x: UnsafePointer<S>, stride: Int, into out: UnsafeMutablePointer<S>
) {
  out.update(repeating: 0, count: count)
  for r in 0..<rows { zipElements(count: count, out, x + r * stride, into: out) { $0 + $1 } }
}

/// In how many of `rows` rows of `count` ≥ 1 elements a and b have their largest at the same place; see `placeOfLargest`.
@inlinable public func agreeingRows<S: Scalar>(
  rows: Int, count: Int, _ a: UnsafePointer<S>, _ b: UnsafePointer<S>
) -> Int {
  var agreeing = 0
  for r in 0..<rows
  where placeOfLargest(count: count, a + r * count) == placeOfLargest(count: count, b + r * count) {
    agreeing += 1
  }
  return agreeing
}

/// Where the first of the largest among `count` ≥ 1 elements is, without a branch that would be guessed wrong. NaN is larger than nothing.
@inlinable @inline(__always)
public func placeOfLargest<S: Scalar>(count: Int, _ x: UnsafePointer<S>) -> Int {
  var (best, largest) = (0, x[0])
  for i in 1..<max(count, 1) {
    let isLarger = x[i] > largest
    best = isLarger ? i : best
    largest = isLarger ? x[i] : largest
  }
  return best
}

/// The largest of `count` ≥ 1 elements; NaN where one of them is.
@inlinable public func maximum<S: Scalar>(count: Int, _ x: UnsafePointer<S>) -> S {
  var largest = x[0]
  for i in 1..<max(count, 1) where x[i] > largest || x[i].isNaN { largest = x[i] }
  return largest
}
