import Kernels

extension Operation {
  /// leaky_relu(x) = x where x > 0, else slope · x; derivative 1 where x > 0, else the slope.
  package static func leakyRelu(slope: Double) -> Operation {
    // The function's name does not tell a slope that was set, so the choice is written out at once.
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
