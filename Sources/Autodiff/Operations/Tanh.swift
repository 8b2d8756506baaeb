extension Operation {
  /// tanh x = (e^x − e^−x) / (e^x + e^−x); derivative 1 − tanh² x.
  package static let tanh: Operation = elementwise(
    .tanh,
    derivative: { graph, place in
      graph.emit(.subtract, graph.constant(1), graph.emit(.square, place.node))
    })
}
