extension Operation {
  /// relu(x) = max(0, x); derivative 1 where x > 0, else 0.
  package static let relu: Operation = elementwise(
    .relu,
    derivative: { graph, place in
      graph.emit(.comparison(.greater), place.input, graph.constant(0))
    }, kink: { $0[0].elements.contains(0) })
}
