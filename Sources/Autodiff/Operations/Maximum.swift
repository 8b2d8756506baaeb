import Kernels

extension Operation {
  /// max(a, b) of each pair; the gradient goes to the larger, in halves where they are equal.
  package static let maximum: Operation = extremum(.max, wins: .greater)

  /// min(a, b) of each pair; the gradient goes to the smaller, in halves where they are equal.
  package static let minimum: Operation = extremum(.min, wins: .less)

  private static func extremum(
    _ function: ElementwiseFunction, wins: Comparison
  ) -> Operation {
    combination(
      function.rawValue, function,
      gradient: { graph, place in
        let other = place.inputs[1 - place.position]
        let won = graph.emit(.comparison(wins), place.input, other)
        let tied = graph.emit(.comparison(.equal), place.input, other)
        return .local(graph.emit(.add, won, graph.emit(.divide, tied, graph.constant(2))))
      }, kink: hasEqualPair)
  }
}

/// Whether two operands are equal anywhere.
let hasEqualPair: Operation.Kink = { inputs in
  guard let shape = inputs[0].shape.broadcast(with: inputs[1].shape) else { return false }
  return zip(inputs[0].broadcast(to: shape).elements, inputs[1].broadcast(to: shape).elements)
    .contains { $0 == $1 }
}
