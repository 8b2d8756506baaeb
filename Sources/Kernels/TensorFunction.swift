// Functions of whole tensors, from which kernels can be made.

/// A function of tensors of known shapes, for every type of number. It sets all `count` elements of `out`.
public protocol TensorFunction: Sendable {
  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>)
}

/// A function whose result can be computed in parts, each from whole inputs. The result is the same for any number of parts.
public protocol DivisibleFunction: Sendable {
  /// The number of arithmetic operations of a matrix product that takes about as long as the whole.
  var work: Double { get }
  /// The number of arithmetic operations of a matrix product or convolution; otherwise 0.
  var operations: Double { get }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>)

  /// Completes the result after its parts, if there are several.
  func combine<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ parts: Int)

  /// Returns a call that computes the whole, with operands that keep their addresses, while the function lives.
  func bound<S: Scalar>(_ inputs: Kernel.Operands<S>, _ out: UnsafeMutablePointer<S>) -> () -> Void
}

extension DivisibleFunction {
  @inlinable public var operations: Double { work }

  /// Every element is in one part, and complete.
  @inlinable public func combine<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ parts: Int) {}

  @inlinable @inline(__always)
  public func bound<S: Scalar>(
    _ inputs: Kernel.Operands<S>, _ out: UnsafeMutablePointer<S>
  ) -> () -> Void {
    { fill(out, 0, of: 1, inputs) }
  }
}

/// A divisible function that can compute some rows of its result only, such as rows of a matrix or images of a batch.
public protocol RowwiseFunction: DivisibleFunction {
  var rowCount: Int { get }

  /// Computes some rows; the first of them goes to `out`. No two threads compute the same `part` at the same time.
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int, _ inputs: Kernel.Operands<S>)
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
