import Kernels

// The derivatives of activation functions. Their formulas are in `ElementwiseFunction`.

extension Operation {
  /// σ(x) = 1 / (1 + e^−x); derivative σ(x) · (1 − σ(x)).
  package static let sigmoid: Operation = elementwise(
    .sigmoid,
    derivative: { graph, place in
      let rest = graph.emit(.subtract, graph.constant(1), place.node)
      return graph.emit(.multiply, place.node, rest)
    })

  /// tanh x = (e^x − e^−x) / (e^x + e^−x); derivative 1 − tanh² x.
  package static let tanh: Operation = elementwise(
    .tanh,
    derivative: { graph, place in
      graph.emit(.subtract, graph.constant(1), graph.emit(.square, place.node))
    })

  /// softplus(x) = ln(1 + e^x), stable for every x; derivative σ(x).
  package static let softplus: Operation = elementwise(
    .softplus,
    derivative: { graph, place in graph.emit(.sigmoid, place.input) })

  /// relu(x) = max(0, x); derivative 1 where x > 0, else 0.
  package static let relu: Operation = elementwise(
    .relu,
    derivative: { graph, place in
      graph.emit(.comparison(.greater), place.input, graph.constant(0))
    }, kink: { $0[0].elements.contains(0) })

  /// leaky_relu(x) = x where x > 0, else slope · x; derivative 1 where x > 0, else the slope.
  package static func leakyRelu(slope: Double) -> Operation {
    // The function's name does not show a slope other than the usual one, so the choice is written out at once.
    let usual = slope == 0.01
    return elementwise(
      .leakyRelu, setting: slope, isWrittenOut: !usual,
      options: usual ? [] : [Formula.Option(name: "slope", value: .number(slope))],
      derivative: { graph, place in
        let isPositive = graph.emit(.comparison(.greater), place.input, graph.constant(0))
        return graph.emit(.choice, isPositive, graph.constant(1), graph.constant(slope))
      }, kink: { $0[0].elements.contains(0) })
  }
}
