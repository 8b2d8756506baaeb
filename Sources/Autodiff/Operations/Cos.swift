import Kernels

extension Operation {
  /// cos x; derivative −sin x.
  public static let cos: Operation = elementwise(
    .cos, value: { $0.map { Double.cos($0) } },
    derivative: { graph, place in graph.emit(.negate, graph.emit(.sin, place.input)) })
}
