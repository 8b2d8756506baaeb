import Kernels

extension Pattern {
  /// w − s · m / (√(t · v) + c), as Adam steps.
  static func adamStep(
    w: Pattern, s: Pattern, m: Pattern, t: Pattern, v: Pattern, c: Pattern
  ) -> Pattern {
    .fused(.adamStep, [w, s, m, t, v, c])
  }

  /// Adam's step and the means that it follows from, which the loop writes as well.
  static var adamUpdate: Pattern {
    .fused(.adamUpdate, AdamOperand.allCases.map { .operand(.adam($0), .any) })
  }
}

extension Operation {
  fileprivate static let adamStep = fused(
    "w - s·m / (√(t·v) + c)", Kernel(.differenceFromQuotientByRoot))
  fileprivate static let adamUpdate = fused("Adam's update", Kernel.adamUpdate)
}
