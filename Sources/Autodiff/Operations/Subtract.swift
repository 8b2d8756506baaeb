extension Operation {
  /// a − b; ∂/∂a = 1, ∂/∂b = −1.
  public static let subtract: Operation = pairwise(
    "-", value: { a, b, shape in .zip(a, b, shape, -) },
    gradient: { graph, place in .local(graph.constant(place.position == 0 ? 1 : -1)) },
    written: { $0 - $1 })
}
