extension Operation {
  /// σ(x) = 1 / (1 + e^−x); derivative σ(x) · (1 − σ(x)).
  package static let sigmoid: Operation = elementwise(
    .sigmoid,
    derivative: { graph, place in
      let rest = graph.emit(.subtract, graph.constant(1), place.node)
      return graph.emit(.multiply, place.node, rest)
    })
}
