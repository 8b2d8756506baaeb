/// Sums a row-major array of shape `sizes` into `out`, which is walked with `strides`: an axis of stride 0
/// is summed over, in ascending order.
///
/// `a` holds the product of `sizes` elements; `out` has every offset that the strides reach, set to 0.
@inlinable public func sumElements<S: Scalar>(
  sizes: [Int], strides: [Int], _ a: UnsafePointer<S>, into out: UnsafeMutablePointer<S>
) {
  forEachOffset(sizes: sizes, strides: strides) { position, offset in
    out[offset] += a[position]
  }
}

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

/// The largest of `count` ≥ 1 elements; NaN where one of them is.
@inlinable public func maximum<S: Scalar>(count: Int, _ x: UnsafePointer<S>) -> S {
  var largest = x[0]
  for i in 1..<max(count, 1) where x[i] > largest || x[i].isNaN { largest = x[i] }
  return largest
}
