import Kernels

extension Operation {
  /// √x; derivative 1 / (2√x).
  package static let sqrt: Operation = elementwise(
    .sqrt, Kernel(SquareRoot()),
    derivative: { graph, place in
      graph.emit(
        .divide, graph.constant(1), graph.emit(.multiply, graph.constant(2), place.node))
    })
}

private struct SquareRoot: UnaryFunction {
  var vectorized: VectorFunction? { .squareRoot }

  func callAsFunction<S: Scalar>(_ x: S) -> S { x.squareRoot() }
}
