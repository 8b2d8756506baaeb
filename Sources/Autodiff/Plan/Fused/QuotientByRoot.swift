import Kernels

extension Pattern {
  /// a / (√b + c): how far optimizers go that know the mean square of a gradient.
  static func quotientByRoot(a: Pattern, b: Pattern, c: Pattern) -> Pattern {
    .fused(.quotientByRoot, [a, b, c])
  }
}

extension Operation {
  fileprivate static let quotientByRoot = fused("a / (√b + c)", Kernel(.quotientByRoot))
}
