import Text

extension Operation {
  /// x under another name; derivative 1.
  package static let identity: Operation = Operation(
    "identity", shape: { (shapes) throws(Diagnostic) in shapes[0] },
    computation: .view,
    gradient: { graph, _ in .local(graph.constant(1)) }, symbols: { $0[0] },
    element: { offset, inputs, _ in inputs[0].formula(offset) })
}
