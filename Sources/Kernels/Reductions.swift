/// out_j = Σ_i x_ij for each of `count` columns of `rows` rows, each a stride after the one before; each sum in ascending
/// order.
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

/// Where the first of the largest among `count` ≥ 1 elements is, without a branch that would be guessed wrong. NaN is larger
/// than nothing.
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
  for i in 1..<max(count, 1) { largest = S.larger(x[i], largest) }
  return largest
}
