import Kernels

extension Operation {
  /// a + b; ∂/∂a = ∂/∂b = 1.
  package static let add: Operation = combination(
    "+", .sum, gradient: { graph, _ in .local(graph.constant(1)) })
}
