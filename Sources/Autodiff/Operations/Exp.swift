import Kernels

extension Operation {
  /// e^x; derivative e^x.
  package static let exp: Operation = elementwise(
    .exp, Kernel(Exponential()), derivative: { _, place in place.node })
}

private struct Exponential: UnaryFunction {
  var vectorized: VectorFunction? { .exp }

  func callAsFunction<S: Scalar>(_ x: S) -> S { S.exp(x) }
}
