extension Operation {
  /// leaky_relu(x) = x where x > 0, else slope · x; derivative 1 where x > 0, else the slope.
  public static func leakyRelu(slope: Double) -> Operation {
    let function = ScalarFunction(
      "leaky_relu", value: { $0[0] > 0 ? $0[0] : slope * $0[0] },
      definition: { x in
        .choice(
          x[0], condition: .comparison(.greater, x[0], .number(0)),
          otherwise: .number(slope) * x[0])
      })
    let options =
      slope == 0.01 ? [] : [Formula.Option(name: "slope", value: .number(slope))]
    return elementwise(
      function, options: options, value: { $0.map { $0 > 0 ? $0 : slope * $0 } },
      derivative: { graph, place in
        let isPositive = graph.emit(.comparison(.greater), place.input, graph.constant(0))
        return graph.emit(.choice, isPositive, graph.constant(1), graph.constant(slope))
      }, kink: { $0[0].elements.contains(0) })
  }
}
