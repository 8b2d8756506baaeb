extension Operation {
  /// ln x; derivative 1 / x.
  package static let log: Operation = elementwise(
    .log,
    derivative: { graph, place in graph.emit(.divide, graph.constant(1), place.input) })
}
