import Kernels

extension Operation {
  /// leaky_relu(x) = x where x > 0, else slope · x; derivative 1 where x > 0, else the slope.
  package static func leakyRelu(slope: Double) -> Operation {
    let usual = slope == 0.01
    let definition: @Sendable ([Formula]) -> Formula = { x in
      let isPositive = Formula.comparison(.greater, x[0], .number(0))
      return .choice(x[0], condition: isPositive, otherwise: .number(slope) * x[0])
    }
    let function = ScalarFunction(
      "leaky_relu", value: { $0[0] > 0 ? $0[0] : slope * $0[0] }, definition: definition)
    return elementwise(
      function, Kernel(LeakyRectifier(slope: slope)),
      options: usual ? [] : [Formula.Option(name: "slope", value: .number(slope))],
      element: { x in
        // The function's name does not tell a slope that was set, so the choice is written out at once.
        usual ? .call(function, [x]) : definition([x])
      },
      derivative: { graph, place in
        let isPositive = graph.emit(.comparison(.greater), place.input, graph.constant(0))
        return graph.emit(.choice, isPositive, graph.constant(1), graph.constant(slope))
      }, kink: { $0[0].elements.contains(0) })
  }
}

private struct LeakyRectifier: UnaryFunction {
  let slope: Double

  func callAsFunction<S: Scalar>(_ x: S) -> S { x > 0 ? x : S(slope) * x }
}
