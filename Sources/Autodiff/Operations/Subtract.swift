import Kernels

extension Operation {
  /// a − b; ∂/∂a = 1, ∂/∂b = −1.
  package static let subtract: Operation = combination(
    "-", .difference,
    gradient: { graph, place in .local(graph.constant(place.position == 0 ? 1 : -1)) })
}
