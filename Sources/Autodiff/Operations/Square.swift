extension Operation {
  /// x²; derivative 2x.
  public static let square: Operation = Operation(
    "square", shape: { (shapes) throws(OperationError) in shapes[0] },
    value: { (inputs, _) throws(OperationError) in inputs[0].map { $0 * $0 } },
    gradient: { graph, place in .local(graph.emit(.multiply, graph.constant(2), place.input)) },
    symbols: { .squared($0[0]) },
    element: { offset, inputs, _ in .squared(inputs[0].formula(offset)) })
}
