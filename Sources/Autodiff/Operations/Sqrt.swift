extension Operation {
  /// √x; derivative 1 / (2√x).
  public static let sqrt: Operation = elementwise(
    .sqrt, value: { $0.map { $0.squareRoot() } },
    derivative: { graph, place in
      graph.emit(
        .divide, graph.constant(1), graph.emit(.multiply, graph.constant(2), place.node))
    })
}
