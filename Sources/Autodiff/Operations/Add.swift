extension Operation {
  /// a + b; ∂/∂a = ∂/∂b = 1.
  public static let add: Operation = pairwise(
    "+", value: { a, b, shape in .zip(a, b, shape, +) },
    gradient: { graph, _ in .local(graph.constant(1)) }, written: { $0 + $1 })
}
