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

  /// a · (x > 0), the gradient of a rectifier.
  static func productWherePositive(a: Pattern, x: Pattern) -> Pattern {
    .fused(.productWherePositive, [a, x])
  }

  /// a · (y · (1 − y)), the gradient of a sigmoid y.
  static func productWithSigmoidSlope(a: Pattern, y: Pattern) -> Pattern {
    .fused(.productWithSigmoidSlope, [a, y])
  }

  /// a · (1 − y²), the gradient of a hyperbolic tangent y.
  static func productWithTanhSlope(a: Pattern, y: Pattern) -> Pattern {
    .fused(.productWithTanhSlope, [a, y])
  }

  /// a / (√b + c), the step of optimizers that track the mean square of a gradient.
  static func quotientByRoot(a: Pattern, b: Pattern, c: Pattern) -> Pattern {
    .fused(.quotientByRoot, [a, b, c])
  }

  /// w − s · m / (√(t · v) + c), as Adam steps.
  static func adamStep(
    w: Pattern, s: Pattern, m: Pattern, t: Pattern, v: Pattern, c: Pattern
  ) -> Pattern {
    .fused(.adamStep, [w, s, m, t, v, c])
  }

  /// Adam's step with both of its means, which the loop writes as well.
  static var adamUpdate: Pattern {
    .fused(.adamUpdate, AdamOperand.allCases.map { .operand(.adam($0), .any) })
  }

  /// softmax(x)_i · Σ_j y_j − y_i over the last axis, for a target y and logits x: the gradient of a cross-entropy by its
  /// logits.
  static func softmaxDifference(target y: Pattern, logits x: Pattern) -> Pattern {
    .fused(.softmaxDifference, [y, x])
  }
}

extension Operation {
  fileprivate static let sumWithMultiple = fused("a + s·x", Kernel(.sumWithMultiple))
  fileprivate static let differenceFromMultiple = fused("a - s·x", Kernel(.differenceFromMultiple))
  fileprivate static let weightedSum = fused("s·x + t·y", Kernel(.weightedSum))
  fileprivate static let weightedSumWithSquare = fused(
    "s·x + t·y²", Kernel(.weightedSumWithSquare))
  fileprivate static let productWherePositive = fused("a·(x > 0)", Kernel(.productWherePositive))
  fileprivate static let productWithSigmoidSlope = fused(
    "a·(y·(1 - y))", Kernel(.productWithSigmoidSlope))
  fileprivate static let productWithTanhSlope = fused(
    "a·(1 - y²)", Kernel(.productWithTanhSlope))
  fileprivate static let quotientByRoot = fused("a / (√b + c)", Kernel(.quotientByRoot))
  fileprivate static let adamStep = fused(
    "w - s·m / (√(t·v) + c)", Kernel(.differenceFromQuotientByRoot))
  fileprivate static let adamUpdate = fused("Adam's update", Kernel.adamUpdate)
  fileprivate static let softmaxDifference = fused(
    "softmax(x)·Σy - y", .whole { shapes, _ in Kernel(RowFunction.softmaxDifference, shapes) })
}
