import Kernels

extension Operation {
  /// y · ln p, and 0 where y is 0, also at p = 0; ∂/∂y = ln p, ∂/∂p = y / p, 0 where y is 0.
  ///
  /// The term of a cross-entropy: an event that does not happen costs nothing.
  package static let productWithLog: Operation = pairwise(
    "log", Kernel(TermOfEntropy()),
    gradient: { graph, place in
      let (y, p) = (place.inputs[0], place.inputs[1])
      return .local(place.position == 0 ? graph.emit(.log, p) : graph.emit(.quotient, y, p))
    },
    written: { $0 * .operation("log", [$1], options: []) },
    element: { y, p in
      let logarithm = Formula.call(.log, [p])
      return y.value == 0 && logarithm.value?.isFinite != true ? .number(0) : y * logarithm
    })

  /// y / p, and 0 where y is 0, also at p = 0; ∂/∂y = 1 / p, ∂/∂p = −y / p², 0 where y is 0.
  package static let quotient: Operation = pairwise(
    "quotient", Kernel(QuotientOrZero()),
    gradient: { graph, place in
      let p = place.inputs[1]
      if place.position == 0 { return .local(graph.emit(.divide, graph.constant(1), p)) }
      return .local(graph.emit(.negate, graph.emit(.quotient, place.node, p)))
    }, written: { $0 / $1 },
    element: { y, p in
      let quotient = y / p
      return y.value == 0 && quotient.value != 0 ? .number(0) : quotient
    })
}

private struct TermOfEntropy: BinaryFunction {
  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S { a == 0 ? 0 : a * S.log(b) }
}

private struct QuotientOrZero: BinaryFunction {
  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S { a == 0 ? 0 : a / b }
}
