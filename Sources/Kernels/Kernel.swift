/// The loops of an operation, one for each type of number: the evaluator and the plan run the same ones.
public struct Kernel: Sendable {
  /// An input of a run. Its stride is 1, or 0 where its first element serves for all.
  public struct Operand<S: Scalar> {
    public var start: UnsafePointer<S>
    public var stride: Int

    @inlinable public init(start: UnsafePointer<S>, stride: Int) {
      self.start = start
      self.stride = stride
    }

    @inlinable @inline(__always) public subscript(i: Int) -> S { start[i &* stride] }
  }

  /// What a loop is given: `count` elements to compute, and its inputs, as many as the operation has.
  public struct Run<S: Scalar> {
    public var count: Int
    public var inputs: UnsafePointer<Operand<S>>
    public var out: UnsafeMutablePointer<S>
    /// Which of how many parts of the result is to be computed, of a loop that can be divided.
    public var part = 0
    public var parts = 1
    /// The rows to compute, of a loop that can do so: `out` takes the first of them.
    public var rows: Range<Int>?

    @inlinable public init(
      count: Int, inputs: UnsafePointer<Operand<S>>, out: UnsafeMutablePointer<S>
    ) {
      self.count = count
      self.inputs = inputs
      self.out = out
    }
  }

  public typealias Loop<S: Scalar> = @Sendable (Run<S>) -> Void

  public let float: Loop<Float>
  public let double: Loop<Double>
  /// What `float` calls, where it is a vector loop.
  public let vector: VectorLoop?
  /// How long it takes, as the arithmetic operations of a matrix product that takes about as long; 0 where the loop is not to
  /// be divided over threads.
  public let divisibleWork: Double
  /// The arithmetic operations, of a matrix product or convolution; else 0.
  public let operations: Double
  /// How many rows the result has, of a loop that can compute some of them; 0 where it can not.
  public let rowCount: Int

  /// Element by element: by a vector loop for Float.
  public init(vector: VectorLoop, double: @escaping Loop<Double>) {
    self.vector = vector
    float = { run in vector(run.inputs, run.out, run.count) }
    self.double = double
    (divisibleWork, operations, rowCount) = (0, 0, 0)
  }

  /// By loops that take no more than a run.
  public init(float: @escaping Loop<Float>, double: @escaping Loop<Double>) {
    (self.float, self.double, vector) = (float, double, nil)
    (divisibleWork, operations, rowCount) = (0, 0, 0)
  }

  /// A whole tensor from whole tensors.
  @inlinable public init<F: TensorFunction>(_ f: F) {
    float = { run in f.fill(run.out, run.count, run.inputs) }
    double = { run in f.fill(run.out, run.count, run.inputs) }
    vector = nil
    (divisibleWork, operations, rowCount) = (0, 0, 0)
  }

  /// A whole tensor in parts that do not depend on each other.
  @inlinable public init<F: DivisibleFunction>(_ f: F) {
    float = { run in f.fill(run.out, run.part, of: run.parts, run.inputs) }
    double = { run in f.fill(run.out, run.part, of: run.parts, run.inputs) }
    vector = nil
    (divisibleWork, operations, rowCount) = (f.work, f.operations, 0)
  }

  /// A whole tensor in parts, and row by row.
  @inlinable public init<F: RowwiseFunction>(_ f: F) {
    float = { run in f.fill(run) }
    double = { run in f.fill(run) }
    vector = nil
    (divisibleWork, operations, rowCount) = (f.work, f.operations, f.rowCount)
  }
}

/// The `part`-th of `parts` nearly equal stretches of 0 ..< count, cut at multiples of `unit`.
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
