import Text

extension Operation {
  /// x broadcast to a larger shape, by NumPy's rule; the gradient of x is the sum over its copies.
  package static func broadcast(to target: Shape) -> Operation {
    Operation(
      "broadcast",
      shape: { (shapes) throws(Diagnostic) in
        guard shapes[0].broadcast(with: target) == target else {
          throw Diagnostic("'broadcast' cannot repeat \(shapes[0]) to fill \(target)")
        }
        return target
      },
      computation: .broadcast,
      gradient: { graph, place in
        .whole(graph.emit(.sum(to: graph[place.input].shape, from: target), place.arriving))
      },
      symbols: { $0[0] },
      element: { offset, inputs, shape in inputs[0].formula(offset, broadcastFrom: shape) })
  }
}

extension Operation {
  /// x under another name; derivative 1.
  package static let identity: Operation = Operation(
    "identity", shape: { (shapes) throws(Diagnostic) in shapes[0] },
    computation: .view,
    gradient: { graph, _ in .local(graph.constant(1)) }, symbols: { $0[0] },
    element: { offset, inputs, _ in inputs[0].formula(offset) })
}
