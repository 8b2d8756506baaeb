import Kernels

extension Operation {
  /// sin x; derivative cos x.
  public static let sin: Operation = elementwise(
    .sin, value: { $0.map { Double.sin($0) } },
    derivative: { graph, place in graph.emit(.cos, place.input) })
}
