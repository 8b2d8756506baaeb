import Kernels

extension Operation {
  /// softplus(x) = ln(1 + e^x), stable for every x; derivative σ(x).
  package static let softplus: Operation = elementwise(
    .softplus, Kernel(SoftPlus()),
    derivative: { graph, place in graph.emit(.sigmoid, place.input) })
}

private struct SoftPlus: UnaryFunction {
  func callAsFunction<S: Scalar>(_ x: S) -> S { S.softplus(x) }
}
