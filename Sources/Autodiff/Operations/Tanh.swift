import Kernels

extension Operation {
  /// tanh x = (e^x − e^−x) / (e^x + e^−x); derivative 1 − tanh² x.
  public static let tanh: Operation = elementwise(
    .tanh, value: { $0.map { Double.tanh($0) } },
    derivative: { graph, place in
      graph.emit(.subtract, graph.constant(1), graph.emit(.square, place.node))
    })
}
