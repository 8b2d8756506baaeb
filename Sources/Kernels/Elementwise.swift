/// Applies `f` to each of `count` elements: out[i] = f(a[i]).
///
/// `a` and `out` hold at least `count` elements; they may be the same memory.
@inlinable public func mapElements<S: Scalar>(
  count: Int, _ a: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ f: (S) -> S
) {
  for i in 0..<count { out[i] = f(a[i]) }
}

/// Combines two arrays of `count` elements: out[i] = f(a[i], b[i]).
///
/// A stride of 0 repeats the first element of its operand, 1 walks through it.
@inlinable public func zipElements<S: Scalar>(
  count: Int, _ a: UnsafePointer<S>, stride aStride: Int, _ b: UnsafePointer<S>,
  stride bStride: Int, into out: UnsafeMutablePointer<S>, _ f: (S, S) -> S
) {
  for i in 0..<count { out[i] = f(a[i &* aStride], b[i &* bStride]) }
}

/// Visits every position of a row-major array of shape `sizes` and hands over its offset there and
/// the offset in an operand that is walked with `strides` (0 along an axis that it repeats).
@inlinable public func forEachOffset(
  sizes: [Int], strides: [Int], _ body: (_ position: Int, _ offset: Int) -> Void
) {
  guard let innerSize = sizes.last, let innerStride = strides.last else { return body(0, 0) }
  let outerCount = sizes.dropLast().reduce(1, *)
  if outerCount == 0 || innerSize == 0 { return }
  var index = [Int](repeating: 0, count: sizes.count - 1)
  var base = 0
  var position = 0
  for _ in 0..<outerCount {
    for i in 0..<innerSize {
      body(position, base &+ i &* innerStride)
      position &+= 1
    }
    var axis = index.count - 1
    while axis >= 0 {
      index[axis] += 1
      base += strides[axis]
      if index[axis] < sizes[axis] { break }
      base -= strides[axis] * sizes[axis]
      index[axis] = 0
      axis -= 1
    }
  }
}
