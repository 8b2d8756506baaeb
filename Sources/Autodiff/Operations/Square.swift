extension Operation {
  /// x²; derivative 2x.
  package static let square: Operation = combination(
    "square", .square,
    gradient: { graph, place in .local(graph.emit(.multiply, graph.constant(2), place.input)) })
}
