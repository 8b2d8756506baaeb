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
  /// About how many arithmetic operations there are to divide over threads; 0 where the loop is not to be divided.
  public let divisibleWork: Double

  /// out[i] = f(x[i]).
  @inlinable public init<F: UnaryFunction>(_ f: F) {
    if let vectorized = f.vectorized {
      let loop = VectorLoops.current.elementwise
      float = { run in loop(vectorized, run) }
    } else {
      float = { run in run.map(f) }
    }
    double = { run in run.map(f) }
    divisibleWork = 0
  }

  /// out[i] = f(a[i], b[i]).
  @inlinable public init<F: BinaryFunction>(_ f: F) {
    if let vectorized = f.vectorized {
      let loop = VectorLoops.current.elementwise
      float = { run in loop(vectorized, run) }
    } else {
      float = { run in run.zip(f) }
    }
    double = { run in run.zip(f) }
    divisibleWork = 0
  }

  /// out[i] = f(a[i], b[i], c[i]).
  @inlinable public init<F: TernaryFunction>(_ f: F) {
    float = { run in run.zip(f) }
    double = { run in run.zip(f) }
    divisibleWork = 0
  }

  /// A whole tensor from whole tensors.
  @inlinable public init<F: TensorFunction>(_ f: F) {
    float = { run in f.fill(run.out, run.count, run.inputs) }
    double = { run in f.fill(run.out, run.count, run.inputs) }
    divisibleWork = 0
  }

  /// A whole tensor in parts that do not depend on each other.
  @inlinable public init<F: DivisibleFunction>(_ f: F) {
    float = { run in f.fill(run.out, run.part, of: run.parts, run.inputs) }
    double = { run in f.fill(run.out, run.part, of: run.parts, run.inputs) }
    divisibleWork = f.work
  }
}

/// f(x) for every type of number.
public protocol UnaryFunction: Sendable {
  /// The vector loop that computes the same for Float, where there is one.
  var vectorized: VectorFunction? { get }
  func callAsFunction<S: Scalar>(_ x: S) -> S
}

/// f(a, b) for every type of number.
public protocol BinaryFunction: Sendable {
  /// The vector loop that computes the same for Float, where there is one.
  var vectorized: VectorFunction? { get }
  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S
}

extension UnaryFunction {
  @inlinable public var vectorized: VectorFunction? { nil }
}

extension BinaryFunction {
  @inlinable public var vectorized: VectorFunction? { nil }
}

/// f(a, b, c) for every type of number.
public protocol TernaryFunction: Sendable {
  func callAsFunction<S: Scalar>(_ a: S, _ b: S, _ c: S) -> S
}

/// A tensor of shapes that are known, for every type of number: every one of the `count` elements of `out` is set.
public protocol TensorFunction: Sendable {
  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>)
}

/// A tensor that can be computed in parts, each from whole inputs: every element of `out` is in one part, and is the same whatever the
/// number of parts.
public protocol DivisibleFunction: Sendable {
  /// About how many arithmetic operations the whole takes.
  var work: Double { get }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>)
}

/// The `part`-th of `parts` nearly equal stretches of 0 ..< count, cut at multiples of `unit`.
@inlinable public func stretch(_ part: Int, of parts: Int, count: Int, unit: Int = 1) -> Range<Int>
{
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
}
