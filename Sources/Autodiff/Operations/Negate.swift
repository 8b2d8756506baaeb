extension Operation {
  /// −x; derivative −1.
  public static let negate: Operation = Operation(
    "negate", shape: { (shapes) throws(OperationError) in shapes[0] },
    value: { (inputs, _) throws(OperationError) in inputs[0].map { -$0 } },
    gradient: { graph, _ in .local(graph.constant(-1)) }, symbols: { -$0[0] },
    element: { offset, inputs, _ in -inputs[0].formula(offset) })
}
