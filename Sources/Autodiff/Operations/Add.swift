import Kernels

extension Operation {
  /// a + b; ∂/∂a = ∂/∂b = 1.
  package static let add: Operation = pairwise(
    "+", Kernel(Sum()),
    gradient: { graph, _ in .local(graph.constant(1)) }, written: { $0 + $1 })
}

private struct Sum: BinaryFunction {
  var vectorized: VectorFunction? { .sum }

  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S { a + b }
}
