import Kernels

// The derivatives of functions of one number. Their formulas are in `ElementwiseFunction`.

extension Operation {
  /// −x; derivative −1.
  package static let negate: Operation = combination(
    "negate", .negative, gradient: { graph, _ in .local(graph.constant(-1)) })

  /// x²; derivative 2x.
  package static let square: Operation = combination(
    "square", .square,
    gradient: { graph, place in .local(graph.emit(.multiply, graph.constant(2), place.input)) })

  /// e^x; derivative e^x.
  package static let exp: Operation = elementwise(
    .exp, derivative: { _, place in place.node })

  /// ln x; derivative 1 / x.
  package static let log: Operation = elementwise(
    .log,
    derivative: { graph, place in graph.emit(.divide, graph.constant(1), place.input) })

  /// √x; derivative 1 / (2√x).
  package static let sqrt: Operation = elementwise(
    .sqrt,
    derivative: { graph, place in
      graph.emit(.divide, graph.constant(1), graph.emit(.multiply, graph.constant(2), place.node))
    })

  /// sin x; derivative cos x.
  package static let sin: Operation = elementwise(
    .sin,
    derivative: { graph, place in graph.emit(.cos, place.input) })

  /// cos x; derivative −sin x.
  package static let cos: Operation = elementwise(
    .cos,
    derivative: { graph, place in graph.emit(.negate, graph.emit(.sin, place.input)) })

  /// |x|; derivative sign(x), which is 0 at 0.
  package static let abs: Operation = elementwise(
    .abs,
    derivative: { graph, place in graph.emit(.sign, place.input) },
    kink: { $0[0].elements.contains(0) })

  /// sign(x): −1, 0 or 1; its derivative is 0 wherever it exists.
  package static let sign: Operation = elementwise(
    .sign, derivative: { _, _ in nil },
    kink: { $0[0].elements.contains(0) })
}
