import Kernels

extension Operation {
  /// softplus(x) = ln(1 + e^x), stable for every x; derivative σ(x).
  public static let softplus: Operation = elementwise(
    .softplus, value: { $0.map { Double.softplus($0) } },
    derivative: { graph, place in graph.emit(.sigmoid, place.input) })
}
