/// The loops of an operation, one for each type of number: the evaluator and the plan run the same ones.
public struct Kernel: Sendable {
  /// An input of a run. Its stride is 1, or 0 to repeat its first element.
  public struct Operand<S: Scalar> {
    public var start: UnsafePointer<S>
    public var stride: Int

    @inlinable public init(start: UnsafePointer<S>, stride: Int) {
      self.start = start
      self.stride = stride
    }

    @inlinable @inline(__always) public subscript(i: Int) -> S { start[i &* stride] }
  }

  /// The inputs of a run, as consecutive operands.
  public typealias Operands<S: Scalar> = UnsafePointer<Operand<S>>

  /// The arguments of a loop: `count` elements to compute, and the operation's inputs.
  public struct Run<S: Scalar> {
    public var count: Int
    public var inputs: Operands<S>
    public var out: UnsafeMutablePointer<S>
    /// The part of the result to compute, and the number of parts, for a loop that can be divided.
    public var part = 0
    public var parts = 1
    /// The rows to compute, for a loop that can compute some only; `out` points at the first of them.
    public var rows: Range<Int>?

    @inlinable public init(count: Int, inputs: Operands<S>, out: UnsafeMutablePointer<S>) {
      self.count = count
      self.inputs = inputs
      self.out = out
    }
  }

  public typealias Loop<S: Scalar> = @Sendable (Run<S>) -> Void
  /// Returns a run as a call: what depends on the operands' addresses is decided once, and not in each call.
  public typealias Binding<S: Scalar> = @Sendable (Run<S>) -> () -> Void
  /// Completes a result after all of its parts.
  public typealias Combination<S: Scalar> =
    @Sendable (_ out: UnsafeMutablePointer<S>, _ parts: Int) -> Void

  public let float: Loop<Float>
  public let double: Loop<Double>
  public let floatBinding: Binding<Float>
  public let doubleBinding: Binding<Double>
  public let floatCombination: Combination<Float>
  public let doubleCombination: Combination<Double>
  /// The loop that `float` calls, if it is a vector loop.
  public let vector: VectorLoop?
  /// The number of arithmetic operations of a matrix product that takes about as long; 0 if the loop is not to be divided
  /// among threads.
  public let divisibleWork: Double
  /// The number of arithmetic operations of a matrix product or convolution; otherwise 0.
  public let operations: Double
  /// The number of rows of the result, for a loop that can compute some of them; otherwise 0.
  public let rowCount: Int

  /// Element by element, with a vector loop for Float.
  public init(vector: VectorLoop, double: @escaping Loop<Double>) {
    self.vector = vector
    float = { run in vector(run.inputs, run.out, run.count) }
    self.double = double
    (floatBinding, doubleBinding) = (Self.binding(float), Self.binding(double))
    (floatCombination, doubleCombination) = ({ _, _ in }, { _, _ in })
    (divisibleWork, operations, rowCount) = (0, 0, 0)
  }

  /// From two loops.
  public init(float: @escaping Loop<Float>, double: @escaping Loop<Double>) {
    (self.float, self.double, vector) = (float, double, nil)
    (floatBinding, doubleBinding) = (Self.binding(float), Self.binding(double))
    (floatCombination, doubleCombination) = ({ _, _ in }, { _, _ in })
    (divisibleWork, operations, rowCount) = (0, 0, 0)
  }

  /// A whole tensor from whole tensors.
  @inlinable public init<F: TensorFunction>(_ f: F) {
    float = { run in f.fill(run.out, run.count, run.inputs) }
    double = { run in f.fill(run.out, run.count, run.inputs) }
    floatBinding = { run in { f.fill(run.out, run.count, run.inputs) } }
    doubleBinding = { run in { f.fill(run.out, run.count, run.inputs) } }
    (floatCombination, doubleCombination) = ({ _, _ in }, { _, _ in })
    vector = nil
    (divisibleWork, operations, rowCount) = (0, 0, 0)
  }

  /// A whole tensor in independent parts.
  @inlinable public init<F: DivisibleFunction>(_ f: F) {
    float = { run in f.fill(run.out, run.part, of: run.parts, run.inputs) }
    double = { run in f.fill(run.out, run.part, of: run.parts, run.inputs) }
    floatBinding = { run in f.bound(run.inputs, run.out) }
    doubleBinding = { run in f.bound(run.inputs, run.out) }
    floatCombination = { out, parts in f.combine(out, parts) }
    doubleCombination = { out, parts in f.combine(out, parts) }
    vector = nil
    (divisibleWork, operations, rowCount) = (f.work, f.operations, 0)
  }

  /// A whole tensor in parts, and row by row.
  @inlinable public init<F: RowwiseFunction>(_ f: F) {
    float = { run in f.fill(run) }
    double = { run in f.fill(run) }
    floatBinding = { run in f.bound(run.inputs, run.out) }
    doubleBinding = { run in f.bound(run.inputs, run.out) }
    floatCombination = { out, parts in f.combine(out, parts) }
    doubleCombination = { out, parts in f.combine(out, parts) }
    vector = nil
    (divisibleWork, operations, rowCount) = (f.work, f.operations, f.rowCount)
  }

  private static func binding<S: Scalar>(_ loop: @escaping Loop<S>) -> Binding<S> {
    { run in { loop(run) } }
  }
}

/// Returns the `part`-th of `parts` nearly equal ranges that divide 0 ..< count at multiples of `unit`.
@inlinable @inline(__always)
public func stretch(_ part: Int, of parts: Int, count: Int, unit: Int = 1) -> Range<Int> {
  if parts == 1 { return 0..<count }
  let units = (count + unit - 1) / unit
  let lower = min(units * part / parts * unit, count)
  return lower..<min(units * (part + 1) / parts * unit, count)
}

extension Kernel {
  /// See `AdamUpdate`.
  public static let adamUpdate = Kernel(
    vector: VectorLoops.current.adam, double: { AdamUpdate($0.inputs).run($0.count, into: $0.out) })
}
