// What a kernel can be made of beside functions of numbers: functions of whole tensors.

/// A tensor of shapes that are known, for every type of number: every one of the `count` elements of `out` is set.
public protocol TensorFunction: Sendable {
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>)
}

/// A tensor that can be computed in parts, each from whole inputs: every element of `out` is in one part, and is the same
/// whatever the number of parts.
public protocol DivisibleFunction: Sendable {
  /// How long the whole takes, as the arithmetic operations of a matrix product that takes about as long.
  var work: Double { get }
  /// The arithmetic operations, of a matrix product or convolution; else 0.
  var operations: Double { get }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>)
}

extension DivisibleFunction {
  @inlinable public var operations: Double { work }
}

/// A divisible tensor of which some rows can be computed by themselves, as those of a matrix or the images of a batch.
public protocol RowwiseFunction: DivisibleFunction {
  var rowCount: Int { get }

  /// Computes some rows; the first of them goes to `out`. Nobody else computes part `part` meanwhile.
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>)
}

extension RowwiseFunction {
  @inlinable @inline(__always) func fill<S: Scalar>(_ run: Kernel.Run<S>) {
    if let rows = run.rows {
      fill(run.out, rows: rows, part: run.part, run.inputs)
    } else {
      fill(run.out, run.part, of: run.parts, run.inputs)
    }
  }
}
