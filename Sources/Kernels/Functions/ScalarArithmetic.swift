/// A number as an element of formulas: `Float` and `Double`.
public protocol ArithmeticScalar: Scalar, Arithmetic where Truth == Bool {}

extension Arithmetic where Self: BinaryFloatingPoint, Truth == Bool {
  @inlinable @inline(__always) public static func .< (a: Self, b: Self) -> Bool { a < b }
  @inlinable @inline(__always) public static func .<= (a: Self, b: Self) -> Bool { a <= b }
  @inlinable @inline(__always) public static func .> (a: Self, b: Self) -> Bool { a > b }
  @inlinable @inline(__always) public static func .>= (a: Self, b: Self) -> Bool { a >= b }
  @inlinable @inline(__always) public static func .== (a: Self, b: Self) -> Bool { a == b }
  @inlinable @inline(__always) public static func .!= (a: Self, b: Self) -> Bool { a != b }

  @inlinable @inline(__always) public static func number(_ value: Double) -> Self { Self(value) }

  @inlinable @inline(__always)
  public static func choose(
    _ condition: Bool, _ a: @autoclosure () -> Self, _ b: @autoclosure () -> Self
  ) -> Self {
    condition ? a() : b()
  }

  @inlinable @inline(__always) public static func squareRoot(_ x: Self) -> Self { x.squareRoot() }
  @inlinable @inline(__always) public static func magnitude(_ x: Self) -> Self { x.magnitude }
}

extension Double: ArithmeticScalar {
  public typealias Truth = Bool

  @inlinable public static func exp(_ x: Double) -> Double { Mathematics.exp(x) }
  @inlinable public static func log(_ x: Double) -> Double { Mathematics.log(x) }
  @inlinable public static func log1p(_ x: Double) -> Double { Mathematics.log1p(x) }
  @inlinable public static func sin(_ x: Double) -> Double { Mathematics.sin(x) }
  @inlinable public static func cos(_ x: Double) -> Double { Mathematics.cos(x) }
  @inlinable public static func tanh(_ x: Double) -> Double { Mathematics.tanh(x) }
  /// C's pow, except that a square is computed as a product, which pow may round differently.
  @inlinable public static func power(_ a: Double, _ b: Double) -> Double {
    b == 2 ? a * a : Mathematics.pow(a, b)
  }
}

/// Each function is Double's, rounded.
extension Float: ArithmeticScalar {
  public typealias Truth = Bool

  @inlinable public static func exp(_ x: Float) -> Float { Float(Double.exp(Double(x))) }
  @inlinable public static func log(_ x: Float) -> Float { Float(Double.log(Double(x))) }
  @inlinable public static func log1p(_ x: Float) -> Float { Float(Double.log1p(Double(x))) }
  @inlinable public static func sin(_ x: Float) -> Float { Float(Double.sin(Double(x))) }
  @inlinable public static func cos(_ x: Float) -> Float { Float(Double.cos(Double(x))) }
  @inlinable public static func tanh(_ x: Float) -> Float { Float(Double.tanh(Double(x))) }
  @inlinable public static func power(_ a: Float, _ b: Float) -> Float {
    Float(Double.power(Double(a), Double(b)))
  }
}
