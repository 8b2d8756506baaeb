import Kernels

extension Operation {
  /// a · b; ∂/∂a = b, ∂/∂b = a.
  package static let multiply: Operation = pairwise(
    "*", Kernel(Product()),
    gradient: { _, place in .local(place.inputs[1 - place.position]) }, written: { $0 * $1 })
}

private struct Product: BinaryFunction {
  var vectorized: VectorFunction? { .product }

  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S { a * b }
}
