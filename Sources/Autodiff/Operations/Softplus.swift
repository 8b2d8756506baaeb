extension Operation {
  /// softplus(x) = ln(1 + e^x), stable for every x; derivative σ(x).
  package static let softplus: Operation = elementwise(
    .softplus,
    derivative: { graph, place in graph.emit(.sigmoid, place.input) })
}
