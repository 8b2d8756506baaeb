import Kernels

/// A tensor as the rows of its last axis.
struct Rows: Sendable {
  let count: Int
  let size: Int

  init(_ shape: Shape) {
    size = shape.sizes[shape.rank - 1]
    count = shape.count / size
  }
}

private struct SoftmaxOfRows: TensorFunction {
  let rows: Rows

  init(_ rows: Rows) { self.rows = rows }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    S.softmax(rows: rows.count, count: rows.size, inputs[0].start, into: out)
  }
}

private struct LogSoftmaxOfRows: TensorFunction {
  let rows: Rows

  init(_ rows: Rows) { self.rows = rows }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    logSoftmaxRows(rows: rows.count, count: rows.size, inputs[0].start, into: out)
  }
}

/// −Σ_i y_i · log_softmax(x)_i of each row.
private struct CrossEntropyOfRows: TensorFunction {
  let rows: Rows

  init(_ rows: Rows) { self.rows = rows }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    S.crossEntropy(
      rows: rows.count, count: rows.size, target: inputs[0].start, logits: inputs[1].start,
      into: out)
  }
}

extension Kernel {
  static func softmax(_ rows: Rows) -> Kernel { Kernel(SoftmaxOfRows(rows)) }
  static func logSoftmax(_ rows: Rows) -> Kernel { Kernel(LogSoftmaxOfRows(rows)) }
  static func crossEntropy(_ rows: Rows) -> Kernel { Kernel(CrossEntropyOfRows(rows)) }
}
