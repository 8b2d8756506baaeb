extension Operation {
  /// cos x; derivative −sin x.
  package static let cos: Operation = elementwise(
    .cos,
    derivative: { graph, place in graph.emit(.negate, graph.emit(.sin, place.input)) })
}
