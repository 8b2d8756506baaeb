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
/// `out` may be the memory of `a` or `b`.
@inlinable public func zipElements<S: Scalar>(
  count: Int, _ a: UnsafePointer<S>, _ b: UnsafePointer<S>, into out: UnsafeMutablePointer<S>,
  _ f: (S, S) -> S
) {
  for i in 0..<count { out[i] = f(a[i], b[i]) }
}
