import Kernels

extension Operation {
  /// sin x; derivative cos x.
  package static let sin: Operation = elementwise(
    .sin, Kernel(Sine()),
    derivative: { graph, place in graph.emit(.cos, place.input) })
}

private struct Sine: UnaryFunction {
  func callAsFunction<S: Scalar>(_ x: S) -> S { S.sin(x) }
}
