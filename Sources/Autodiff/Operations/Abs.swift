extension Operation {
  /// |x|; derivative sign(x), which is 0 at 0.
  public static let abs: Operation = elementwise(
    .abs, value: { $0.map { $0.magnitude } },
    derivative: { graph, place in graph.emit(.sign, place.input) },
    kink: { $0[0].elements.contains(0) })
}
