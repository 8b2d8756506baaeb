import Kernels

// How far optimizers that know the mean square of a gradient step, in one pass; each operation rounds as it does alone.

extension Operation {
  /// a / (√b + c); ∂/∂a = 1 / (√b + c), ∂/∂c = −a / (√b + c)², ∂/∂b = that · 1 / (2√b).
  static let quotientByRoot: Operation = combination(
    "a / (√b + c)", Kernel(QuotientByRoot()),
    gradient: { graph, place in
      let root = graph.emit(.sqrt, place.inputs[1])
      let divisor = graph.emit(.add, root, place.inputs[2])
      if place.position == 0 { return .local(graph.emit(.divide, graph.constant(1), divisor)) }
      let slope = graph.emit(.negate, graph.emit(.divide, place.node, divisor))
      if place.position == 2 { return .local(slope) }
      let twice = graph.emit(.multiply, graph.constant(2), root)
      return .local(graph.emit(.divide, slope, twice))
    }, written: { $0[0] / (.operation("sqrt", [$0[1]], options: []) + $0[2]) },
    element: { $0[0] / (.call(.sqrt, [$0[1]]) + $0[2]) })

  /// w − s · m / (√(t · v) + c), as Adam steps; with d = √(t · v) + c: ∂/∂w = 1, ∂/∂s = −m / d, ∂/∂m = −s / d, ∂/∂c = s · m / d²,
  /// ∂/∂t = that · v / (2√(t · v)), ∂/∂v = that · t / (2√(t · v)).
  static let differenceFromQuotientByRoot: Operation = combination(
    "w - s·m / (√(t·v) + c)", Kernel(DifferenceFromQuotientByRoot()),
    gradient: { graph, place in
      let (s, m, t, v) = (place.inputs[1], place.inputs[2], place.inputs[3], place.inputs[4])
      let root = graph.emit(.sqrt, graph.emit(.multiply, t, v))
      let divisor = graph.emit(.add, root, place.inputs[5])
      switch place.position {
      case 0: return .local(graph.constant(1))
      case 1: return .local(graph.emit(.negate, graph.emit(.divide, m, divisor)))
      case 2: return .local(graph.emit(.negate, graph.emit(.divide, s, divisor)))
      default: break
      }
      let quotient = graph.emit(.divide, graph.emit(.multiply, s, m), divisor)
      let slope = graph.emit(.divide, quotient, divisor)
      if place.position == 5 { return .local(slope) }
      let inner = graph.emit(.multiply, slope, place.position == 3 ? v : t)
      return .local(
        graph.emit(.divide, inner, graph.emit(.multiply, graph.constant(2), root)))
    },
    written: { $0[0] - $0[1] * $0[2] / (.operation("sqrt", [$0[3] * $0[4]], options: []) + $0[5]) },
    element: { $0[0] - $0[1] * $0[2] / (.call(.sqrt, [$0[3] * $0[4]]) + $0[5]) })
}

private struct QuotientByRoot: TernaryFunction {
  var vectorized: VectorFunction? { .quotientByRoot }

  func callAsFunction<S: Scalar>(_ a: S, _ b: S, _ c: S) -> S { a / (b.squareRoot() + c) }
}

private struct DifferenceFromQuotientByRoot: SenaryFunction {
  var vectorized: VectorFunction? { .differenceFromQuotientByRoot }

  func callAsFunction<S: Scalar>(_ w: S, _ s: S, _ m: S, _ t: S, _ v: S, _ c: S) -> S {
    w - s * m / ((t * v).squareRoot() + c)
  }
}

extension Graph {
  /// x / y as one operation, where y is the sum of a root and a number.
  mutating func quotientByRoot(_ x: NodeID, _ y: NodeID) -> NodeID? {
    guard self[y].shape.rank > 0, self[y].operation === Operation.add else { return nil }
    let (root, number) = (self[y].inputs[0], self[y].inputs[1])
    guard self[root].operation === Operation.sqrt, self[number].shape.rank == 0 else { return nil }
    return emit(.quotientByRoot, x, self[root].inputs[0], number)
  }

  /// x − y as one operation, where y is a multiple by a number, or a quotient by a root.
  mutating func difference(_ x: NodeID, _ y: NodeID) -> NodeID? {
    if let y = multiple(y) { return emit(.differenceFromMultiple, x, y.number, y.tensor) }
    guard self[y].operation === Operation.quotientByRoot else { return nil }
    let one = constant(1)
    let parts = self[y].inputs
    let (m, v) = (multiple(parts[0]), multiple(parts[1]))
    return emit(
      .differenceFromQuotientByRoot, x, m?.number ?? one, m?.tensor ?? parts[0], v?.number ?? one,
      v?.tensor ?? parts[1], parts[2])
  }
}
