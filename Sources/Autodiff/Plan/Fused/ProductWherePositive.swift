import Kernels

extension Pattern {
  /// a · (x > 0), which a rectifier sends back.
  static func productWherePositive(a: Pattern, x: Pattern) -> Pattern {
    .fused(.productWherePositive, [a, x])
  }
}

extension Operation {
  fileprivate static let productWherePositive = fused("a·(x > 0)", Kernel(.productWherePositive))
}
