/// Makes something of a formula over one kind of number: a loop, a value, a tree.
public protocol FunctionMaker {
  associatedtype Number: Arithmetic
  associatedtype Product

  func unary(_ f: @escaping @Sendable (Number) -> Number) -> Product
  func binary(_ f: @escaping @Sendable (Number, Number) -> Number) -> Product
  func ternary(_ f: @escaping @Sendable (Number, Number, Number) -> Number) -> Product
  func quaternary(_ f: @escaping @Sendable (Number, Number, Number, Number) -> Number) -> Product
  func senary(_ f: @escaping @Sendable (Number, Number, Number, Number, Number, Number) -> Number)
    -> Product
}

/// Computes the value at some arguments; there must be as many as the function takes.
public struct FunctionValue<Number: Arithmetic>: FunctionMaker {
  public let x: [Number]

  @inlinable public init(_ arguments: [Number]) { x = arguments }

  @inlinable public func unary(_ f: (Number) -> Number) -> Number { f(x[0]) }
  @inlinable public func binary(_ f: (Number, Number) -> Number) -> Number { f(x[0], x[1]) }
  @inlinable public func ternary(_ f: (Number, Number, Number) -> Number) -> Number {
    f(x[0], x[1], x[2])
  }
  @inlinable public func quaternary(_ f: (Number, Number, Number, Number) -> Number) -> Number {
    f(x[0], x[1], x[2], x[3])
  }
  @inlinable public func senary(_ f: (Number, Number, Number, Number, Number, Number) -> Number)
    -> Number
  {
    f(x[0], x[1], x[2], x[3], x[4], x[5])
  }
}

/// Counts the arguments of a function.
public struct Arity: FunctionMaker {
  public typealias Number = Double

  @inlinable public init() {}

  @inlinable public func unary(_ f: (Number) -> Number) -> Int { 1 }
  @inlinable public func binary(_ f: (Number, Number) -> Number) -> Int { 2 }
  @inlinable public func ternary(_ f: (Number, Number, Number) -> Number) -> Int { 3 }
  @inlinable public func quaternary(_ f: (Number, Number, Number, Number) -> Number) -> Int { 4 }
  @inlinable public func senary(_ f: (Number, Number, Number, Number, Number, Number) -> Number)
    -> Int
  { 6 }
}

extension ElementwiseFunction {
  /// f(x₀, x₁, …)
  @inlinable public func callAsFunction<N: Arithmetic>(_ arguments: [N]) -> N {
    make(FunctionValue(arguments))
  }

  public var arity: Int { make(Arity()) }
}

/// Makes the scalar loop over memory. For two operands there is one loop for each combination of strides 0 and 1.
public struct ScalarLoops<Number: ArithmeticScalar>: FunctionMaker {
  /// Wraps the closure in a structure, so that it keeps its calling convention.
  public struct Product {
    public let run: Kernel.Loop<Number>

    @inlinable @inline(__always) init(_ run: @escaping Kernel.Loop<Number>) { self.run = run }
  }

  @inlinable public init() {}

  @inlinable @inline(__always)
  public func unary(_ f: @escaping @Sendable (Number) -> Number) -> Product {
    Product { run in
      let x = run.inputs[0].start
      for i in 0..<run.count { run.out[i] = f(x[i]) }
    }
  }

  @inlinable @inline(__always)
  public func binary(_ f: @escaping @Sendable (Number, Number) -> Number) -> Product {
    Product { run in
      let (count, out) = (run.count, run.out)
      let (a, b) = (run.inputs[0].start, run.inputs[1].start)
      switch (run.inputs[0].stride, run.inputs[1].stride) {
      case (0, 0): out.update(repeating: f(a.pointee, b.pointee), count: count)
      case (_, 0):
        let b = b.pointee
        for i in 0..<count { out[i] = f(a[i], b) }
      case (0, _):
        let a = a.pointee
        for i in 0..<count { out[i] = f(a, b[i]) }
      default: for i in 0..<count { out[i] = f(a[i], b[i]) }
      }
    }
  }

  @inlinable @inline(__always)
  public func ternary(_ f: @escaping @Sendable (Number, Number, Number) -> Number) -> Product {
    Product { run in
      let x = run.inputs
      for i in 0..<run.count { run.out[i] = f(x[0][i], x[1][i], x[2][i]) }
    }
  }

  @inlinable @inline(__always)
  public func quaternary(_ f: @escaping @Sendable (Number, Number, Number, Number) -> Number)
    -> Product
  {
    Product { run in
      let x = run.inputs
      for i in 0..<run.count { run.out[i] = f(x[0][i], x[1][i], x[2][i], x[3][i]) }
    }
  }

  @inlinable @inline(__always)
  public func senary(
    _ f: @escaping @Sendable (Number, Number, Number, Number, Number, Number) -> Number
  ) -> Product {
    Product { run in
      let x = run.inputs
      for i in 0..<run.count {
        run.out[i] = f(x[0][i], x[1][i], x[2][i], x[3][i], x[4][i], x[5][i])
      }
    }
  }
}
