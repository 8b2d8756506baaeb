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
  /// How long it takes, as the arithmetic operations of a matrix product that takes about as long; 0 where the loop is not to be divided
  /// over threads.
  public let divisibleWork: Double
  /// The arithmetic operations, of a matrix product or convolution; else 0.
  public let operations: Double
  /// How many rows the result has, of a loop that can compute some of them; 0 where it can not.
  public let rowCount: Int

  /// out[i] = f(x[i]).
  @inlinable public init<F: UnaryFunction>(_ f: F) {
    self.init(f.vectorized, { $0.map(f) }, { $0.map(f) })
  }

  /// out[i] = f(a[i], b[i]).
  @inlinable public init<F: BinaryFunction>(_ f: F) {
    self.init(f.vectorized, { $0.zip(f) }, { $0.zip(f) })
  }

  /// out[i] = f(a[i], b[i], c[i]).
  @inlinable public init<F: TernaryFunction>(_ f: F) {
    self.init(f.vectorized, { $0.zip(f) }, { $0.zip(f) })
  }

  /// out[i] = f(a[i], b[i], c[i], d[i]).
  @inlinable public init<F: QuaternaryFunction>(_ f: F) {
    self.init(f.vectorized, { $0.zip(f) }, { $0.zip(f) })
  }

  /// out[i] = f(a[i], b[i], c[i], d[i], x[i], y[i]).
  @inlinable public init<F: SenaryFunction>(_ f: F) {
    self.init(f.vectorized, { $0.zip(f) }, { $0.zip(f) })
  }

  /// Element by element: by a vector loop for Float, where there is one.
  @usableFromInline init(
    _ function: VectorFunction?, _ float: @escaping Loop<Float>, _ double: @escaping Loop<Double>
  ) {
    vector = function.map { VectorLoops.current.elementwise($0) }
    if let vector {
      self.float = { run in vector(run.inputs, run.out, run.count) }
    } else {
      self.float = float
    }
    self.double = double
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

extension Kernel.Run {
  @inlinable @inline(__always)
  func map<F: UnaryFunction>(_ f: F) {
    mapElements(count: count, inputs[0].start, into: out) { f($0) }
  }

  /// The strides are told apart outside the loop, so that each loop walks or stands still.
  @inlinable @inline(__always)
  func zip<F: BinaryFunction>(_ f: F) {
    let (a, b) = (inputs[0].start, inputs[1].start)
    if inputs[1].stride == 0 {
      let b = b.pointee
      if inputs[0].stride == 0 {
        out.update(repeating: f(a.pointee, b), count: count)
      } else {
        mapElements(count: count, a, into: out) { f($0, b) }
      }
    } else if inputs[0].stride == 0 {
      let a = a.pointee
      mapElements(count: count, b, into: out) { f(a, $0) }
    } else {
      zipElements(count: count, a, b, into: out) { f($0, $1) }
    }
  }

  @inlinable @inline(__always)
  func zip<F: TernaryFunction>(_ f: F) {
    for i in 0..<count { out[i] = f(inputs[0][i], inputs[1][i], inputs[2][i]) }
  }

  @inlinable @inline(__always)
  func zip<F: QuaternaryFunction>(_ f: F) {
    for i in 0..<count { out[i] = f(inputs[0][i], inputs[1][i], inputs[2][i], inputs[3][i]) }
  }

  @inlinable @inline(__always)
  func zip<F: SenaryFunction>(_ f: F) {
    for i in 0..<count {
      out[i] = f(
        inputs[0][i], inputs[1][i], inputs[2][i], inputs[3][i], inputs[4][i], inputs[5][i])
    }
  }
}
