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
  fileprivate static let sumWithMultiple = fused("a + s·x", Kernel(.sumWithMultiple))
  fileprivate static let differenceFromMultiple = fused("a - s·x", Kernel(.differenceFromMultiple))
  fileprivate static let weightedSum = fused("s·x + t·y", Kernel(.weightedSum))
  fileprivate static let weightedSumWithSquare = fused(
    "s·x + t·y²", Kernel(.weightedSumWithSquare))
}
