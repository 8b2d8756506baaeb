import Kernels

extension Operation {
  /// a + b; ∂/∂a = ∂/∂b = 1.
  package static let add: Operation = combination(
    "+", .sum, gradient: { graph, _ in .local(graph.constant(1)) })

  /// a − b; ∂/∂a = 1, ∂/∂b = −1.
  package static let subtract: Operation = combination(
    "-", .difference,
    gradient: { graph, place in .local(graph.constant(place.position == 0 ? 1 : -1)) })

  /// a · b; ∂/∂a = b, ∂/∂b = a.
  package static let multiply: Operation = combination(
    "*", .product, gradient: { _, place in .local(place.inputs[1 - place.position]) })

  /// a / b; ∂/∂a = 1 / b, ∂/∂b = −a / b².
  package static let divide: Operation = combination(
    "/", .quotient,
    gradient: { graph, place in
      let (a, b) = (place.inputs[0], place.inputs[1])
      if place.position == 0 { return .local(graph.emit(.divide, graph.constant(1), b)) }
      return .local(graph.emit(.negate, graph.emit(.divide, a, graph.emit(.square, b))))
    })

  /// a^b; ∂/∂a = b · a^(b − 1), ∂/∂b = a^b · ln a, or 0 where a^b is 0.
  ///
  /// A constant integer exponent is differentiated without a logarithm, so that (−0.275)² has a slope too.
  package static let power: Operation = combination(
    "^", .power,
    gradient: { graph, place in
      let (base, exponent) = (place.inputs[0], place.inputs[1])
      if place.position == 1 {
        return .local(graph.emit(.productWithLog, place.node, base))
      }
      return .local(powerDerivative(&graph, base: base, exponent: exponent))
    })
}

/// b · a^(b − 1), written as 2 · a for a square and as 1 for a first power.
private func powerDerivative(_ graph: inout Graph, base: NodeID, exponent: NodeID) -> NodeID {
  if case .constant(let tensor, _) = graph[exponent].source, let number = tensor.number {
    if number == 0 { return graph.constant(0) }
    if number == 1 { return graph.constant(1) }
    if number == 2 { return graph.emit(.multiply, exponent, base) }
    let lowered = graph.emit(.power, base, graph.constant(number - 1))
    return graph.emit(.multiply, exponent, lowered)
  }
  let lowered = graph.emit(.power, base, graph.emit(.subtract, exponent, graph.constant(1)))
  return graph.emit(.multiply, exponent, lowered)
}
