import Kernels

extension Operation {
  /// ln x; derivative 1 / x.
  public static let log: Operation = elementwise(
    .log, value: { $0.map { Double.log($0) } },
    derivative: { graph, place in graph.emit(.divide, graph.constant(1), place.input) })
}
