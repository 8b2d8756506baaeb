import Kernels

extension Operation {
  /// ln x; derivative 1 / x.
  package static let log: Operation = elementwise(
    .log, Kernel(Logarithm()),
    derivative: { graph, place in graph.emit(.divide, graph.constant(1), place.input) })
}

private struct Logarithm: UnaryFunction {
  var vectorized: VectorFunction? { .log }

  func callAsFunction<S: Scalar>(_ x: S) -> S { S.log(x) }
}
