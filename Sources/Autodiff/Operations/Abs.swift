extension Operation {
  /// |x|; derivative sign(x), which is 0 at 0.
  package static let abs: Operation = elementwise(
    .abs,
    derivative: { graph, place in graph.emit(.sign, place.input) },
    kink: { $0[0].elements.contains(0) })
}
