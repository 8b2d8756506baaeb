import Kernels

// What plans compute in one pass where a graph has several operations; each rounds as it does alone.

extension Operation {
  /// a · (x > 0), which a rectifier sends back; ∂/∂a = (x > 0), and none by x.
  static let productWherePositive: Operation = combination(
    "a·(x > 0)", Kernel(ProductWherePositive()),
    gradient: { graph, place in
      place.position == 0
        ? .local(graph.emit(.greater, place.inputs[1], graph.constant(0))) : .nothing
    }, written: { $0[0] * .comparison(.greater, $0[1], .number(0)) },
    kink: { $0[1].elements.contains(0) })

  /// a + s · x; ∂/∂a = 1, ∂/∂s = x, ∂/∂x = s.
  static let sumWithMultiple: Operation = combination(
    "a + s·x", Kernel(SumWithMultiple()),
    gradient: { graph, place in
      place.position == 0
        ? .local(graph.constant(1)) : .local(place.inputs[3 - place.position])
    }, written: { $0[0] + $0[1] * $0[2] })

  /// a − s · x; ∂/∂a = 1, ∂/∂s = −x, ∂/∂x = −s.
  static let differenceFromMultiple: Operation = combination(
    "a - s·x", Kernel(DifferenceFromMultiple()),
    gradient: { graph, place in
      place.position == 0
        ? .local(graph.constant(1))
        : .local(graph.emit(.negate, place.inputs[3 - place.position]))
    }, written: { $0[0] - $0[1] * $0[2] })

  /// s · a + t · b; ∂/∂s = a, ∂/∂a = s, ∂/∂t = b, ∂/∂b = t.
  static let weightedSum: Operation = combination(
    "s·a + t·b", Kernel(WeightedSum()),
    gradient: { _, place in .local(place.inputs[place.position ^ 1]) },
    written: { $0[0] * $0[1] + $0[2] * $0[3] })

  /// s · a + t · b²; ∂/∂s = a, ∂/∂a = s, ∂/∂t = b², ∂/∂b = t · 2b.
  static let weightedSumWithSquare: Operation = combination(
    "s·a + t·b²", Kernel(WeightedSumWithSquare()),
    gradient: { graph, place in
      let (t, b) = (place.inputs[2], place.inputs[3])
      return switch place.position {
      case 2: .local(graph.emit(.square, b))
      case 3: .local(graph.emit(.multiply, t, graph.emit(.multiply, graph.constant(2), b)))
      default: .local(place.inputs[1 - place.position])
      }
    }, written: { $0[0] * $0[1] + $0[2] * .squared($0[3]) })
}

private struct ProductWherePositive: BinaryFunction {
  var vectorized: VectorFunction? { .productWherePositive }

  func callAsFunction<S: Scalar>(_ a: S, _ x: S) -> S { a * (x > 0 ? 1 : 0) }
}

private struct SumWithMultiple: TernaryFunction {
  var vectorized: VectorFunction? { .sumWithMultiple }

  func callAsFunction<S: Scalar>(_ a: S, _ s: S, _ x: S) -> S { a + s * x }
}

private struct DifferenceFromMultiple: TernaryFunction {
  var vectorized: VectorFunction? { .differenceFromMultiple }

  func callAsFunction<S: Scalar>(_ a: S, _ s: S, _ x: S) -> S { a - s * x }
}

private struct WeightedSum: QuaternaryFunction {
  var vectorized: VectorFunction? { .weightedSum }

  func callAsFunction<S: Scalar>(_ s: S, _ a: S, _ t: S, _ b: S) -> S { s * a + t * b }
}

private struct WeightedSumWithSquare: QuaternaryFunction {
  var vectorized: VectorFunction? { .weightedSumWithSquare }

  func callAsFunction<S: Scalar>(_ s: S, _ a: S, _ t: S, _ b: S) -> S { s * a + t * (b * b) }
}

// Where they come from.

extension Graph {
  /// x · y as one operation, where one of them tells whether a tensor is greater than 0.
  mutating func productWherePositive(_ x: NodeID, _ y: NodeID) -> NodeID? {
    if let y = comparedWithZero(y) { return emit(.productWherePositive, x, y) }
    return comparedWithZero(x).map { emit(.productWherePositive, y, $0) }
  }

  /// The tensor of which an operation tells whether it is greater than 0.
  func comparedWithZero(_ id: NodeID) -> NodeID? {
    guard self[id].operation === Operation.greater, self[id].shape.rank > 0,
      case .constant(let bound, _) = self[self[id].inputs[1]].source,
      bound.shape.rank == 0, bound[0] == 0
    else { return nil }
    return self[id].inputs[0]
  }

  /// x + y as one operation, where one or both are multiples by a number.
  mutating func sumWithMultiples(_ x: NodeID, _ y: NodeID) -> NodeID? {
    switch (multiple(x), multiple(y)) {
    case (let x?, let y?):
      if let square = squared(y.tensor) {
        emit(.weightedSumWithSquare, x.number, x.tensor, y.number, square)
      } else {
        emit(.weightedSum, x.number, x.tensor, y.number, y.tensor)
      }
    case (let x?, nil): emit(.sumWithMultiple, y, x.number, x.tensor)
    case (nil, let y?): emit(.sumWithMultiple, x, y.number, y.tensor)
    case (nil, nil): nil
    }
  }

  /// The tensor whose square a node is.
  private func squared(_ id: NodeID) -> NodeID? {
    self[id].operation === Operation.square ? self[id].inputs[0] : nil
  }

  /// A tensor's product with a number, taken apart.
  func multiple(_ id: NodeID) -> (number: NodeID, tensor: NodeID)? {
    guard self[id].shape.rank > 0, self[id].operation === Operation.multiply else { return nil }
    let (a, b) = (self[id].inputs[0], self[id].inputs[1])
    if self[a].shape.rank == 0 { return (a, b) }
    return self[b].shape.rank == 0 ? (b, a) : nil
  }
}
