import Kernels

extension Operation {
  /// cos x; derivative −sin x.
  package static let cos: Operation = elementwise(
    .cos, Kernel(Cosine()),
    derivative: { graph, place in graph.emit(.negate, graph.emit(.sin, place.input)) })
}

private struct Cosine: UnaryFunction {
  func callAsFunction<S: Scalar>(_ x: S) -> S { S.cos(x) }
}
