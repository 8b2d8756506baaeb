import Kernels

extension Pattern {
  /// a + s · x
  static func sumWithMultiple(a: Pattern, s: Pattern, x: Pattern) -> Pattern {
    .fused(.sumWithMultiple, [a, s, x])
  }

  /// a − s · x
  static func differenceFromMultiple(a: Pattern, s: Pattern, x: Pattern) -> Pattern {
    .fused(.differenceFromMultiple, [a, s, x])
  }

  /// s · x + t · y
  static func weightedSum(s: Pattern, x: Pattern, t: Pattern, y: Pattern) -> Pattern {
    .fused(.weightedSum, [s, x, t, y])
  }

  /// s · x + t · y²
  static func weightedSumWithSquare(s: Pattern, x: Pattern, t: Pattern, y: Pattern) -> Pattern {
    .fused(.weightedSumWithSquare, [s, x, t, y])
  }
}

extension Operation {
  fileprivate static let sumWithMultiple = fused("a + s·x", Kernel(SumWithMultiple()))
  fileprivate static let differenceFromMultiple = fused("a - s·x", Kernel(DifferenceFromMultiple()))
  fileprivate static let weightedSum = fused("s·x + t·y", Kernel(WeightedSum()))
  fileprivate static let weightedSumWithSquare = fused(
    "s·x + t·y²", Kernel(WeightedSumWithSquare()))
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

  func callAsFunction<S: Scalar>(_ s: S, _ x: S, _ t: S, _ y: S) -> S { s * x + t * y }
}

private struct WeightedSumWithSquare: QuaternaryFunction {
  var vectorized: VectorFunction? { .weightedSumWithSquare }

  func callAsFunction<S: Scalar>(_ s: S, _ x: S, _ t: S, _ y: S) -> S { s * x + t * (y * y) }
}
