extension Operation {
  /// sin x; derivative cos x.
  package static let sin: Operation = elementwise(
    .sin,
    derivative: { graph, place in graph.emit(.cos, place.input) })
}
