/// out_j = Σ_i x_ij for `count` columns of `rows` rows, which are `stride` elements apart; each sum is in ascending order.
@inlinable public func addedRows<S: Scalar>(
  rows: Int, count: Int, _ x: UnsafePointer<S>, stride: Int, into out: UnsafeMutablePointer<S>
) {
  out.update(repeating: 0, count: count)
  for r in 0..<rows { zipElements(count: count, out, x + r * stride, into: out) { $0 + $1 } }
}

/// Returns the number of rows, of `count` ≥ 1 elements, in which a and b have the same argmax; see `placeOfLargest`.
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

/// Returns the position of the first maximum of `count` ≥ 1 elements, without a branch that would be mispredicted. No
/// comparison with NaN holds.
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

/// Returns the maximum of `count` ≥ 1 elements; NaN if one of them is NaN.
@inlinable public func maximum<S: Scalar>(count: Int, _ x: UnsafePointer<S>) -> S {
  var largest = x[0]
  for i in 1..<max(count, 1) { largest = S.larger(x[i], largest) }
  return largest
}
