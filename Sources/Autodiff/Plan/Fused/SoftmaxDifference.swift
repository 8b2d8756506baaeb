import Kernels

extension Pattern {
  /// softmax(x)_i · Σ_j y_j − y_i over the last axis, y being the target and x the logits: what a cross-entropy sends back to
  /// its logits.
  static func softmaxDifference(target y: Pattern, logits x: Pattern) -> Pattern {
    .fused(.softmaxDifference, [y, x])
  }
}

extension Operation {
  fileprivate static let softmaxDifference = fused(
    "softmax(x)·Σy - y", .whole { shapes, _ in Kernel(RowFunction.softmaxDifference, shapes) })
}
