extension Operation {
  /// √x; derivative 1 / (2√x).
  package static let sqrt: Operation = elementwise(
    .sqrt,
    derivative: { graph, place in
      graph.emit(
        .divide, graph.constant(1), graph.emit(.multiply, graph.constant(2), place.node))
    })
}
