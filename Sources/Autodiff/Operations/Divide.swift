import Kernels

extension Operation {
  /// a / b; ∂/∂a = 1 / b, ∂/∂b = −a / b².
  package static let divide: Operation = combination(
    "/", .quotient,
    gradient: { graph, place in
      let (a, b) = (place.inputs[0], place.inputs[1])
      if place.position == 0 { return .local(graph.emit(.divide, graph.constant(1), b)) }
      return .local(graph.emit(.negate, graph.emit(.divide, a, graph.emit(.square, b))))
    })
}
