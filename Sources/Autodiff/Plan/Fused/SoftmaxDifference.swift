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
    "softmax(x)·Σy - y", .whole { shapes, _ in Kernel(DifferenceOfRows(rows: Rows(shapes[0]))) })
}

private struct DifferenceOfRows: TensorFunction {
  let rows: Rows

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    S.softmaxDifference(
      rows: rows.count, count: rows.size, target: inputs[0].start, logits: inputs[1].start,
      into: out)
  }
}
