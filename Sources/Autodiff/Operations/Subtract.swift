import Kernels

extension Operation {
  /// a − b; ∂/∂a = 1, ∂/∂b = −1.
  package static let subtract: Operation = pairwise(
    "-", Kernel(Difference()),
    gradient: { graph, place in .local(graph.constant(place.position == 0 ? 1 : -1)) },
    written: { $0 - $1 })
}

private struct Difference: BinaryFunction {
  var vectorized: VectorFunction? { .difference }

  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S { a - b }
}
