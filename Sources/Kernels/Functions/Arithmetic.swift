/// The arithmetic in which formulas are written. Numbers, registers of numbers, and formulas as trees conform.
public protocol Arithmetic: Sendable {
  /// The result of a comparison: of registers, one for each lane; of trees, the comparison itself.
  associatedtype Truth

  static func number(_ value: Double) -> Self

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// x with its sign flipped, even if x is 0.
  static prefix func - (x: Self) -> Self

  static func .< (a: Self, b: Self) -> Truth
  static func .<= (a: Self, b: Self) -> Truth
  static func .> (a: Self, b: Self) -> Truth
  static func .>= (a: Self, b: Self) -> Truth
  static func .== (a: Self, b: Self) -> Truth
  static func .!= (a: Self, b: Self) -> Truth

  /// a where the condition holds, else b.
  static func choose(_ condition: Truth, _ a: @autoclosure () -> Self, _ b: @autoclosure () -> Self)
    -> Self
  /// `value`, or `exception` where the condition holds, because `value` would overflow or be undefined there. On the board,
  /// `value` is written wherever both are equal.
  static func usually(
    _ value: @autoclosure () -> Self, except exception: @autoclosure () -> Self,
    where condition: Truth
  ) -> Self
  /// 1 where the condition holds, else 0.
  static func indicator(_ condition: Truth) -> Self
  /// The larger of two numbers; NaN where one of them is.
  static func larger(_ a: Self, _ b: Self) -> Self
  /// The smaller of two numbers; NaN where one of them is.
  static func smaller(_ a: Self, _ b: Self) -> Self
  /// −1, 0 or 1; NaN for NaN.
  static func sign(_ x: Self) -> Self
  static func magnitude(_ x: Self) -> Self

  static func squareRoot(_ x: Self) -> Self
  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  /// ln(1 + x), accurate for small x too.
  static func log1p(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  /// x · x.
  static func squared(_ x: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
}

/// A truth value that can be combined with another: one, or one for each lane of a register.
public protocol JoinedTruth {
  static func .| (a: Self, b: Self) -> Self
}

extension SIMDMask: JoinedTruth {}

extension Bool: JoinedTruth {
  @inlinable @inline(__always) public static func .| (a: Bool, b: Bool) -> Bool { a || b }
}

// Numbers and lanes share these; a formula writes its choices out.

extension Arithmetic where Truth: JoinedTruth {
  @inlinable @inline(__always) public static func larger(_ a: Self, _ b: Self) -> Self {
    choose((a .>= b) .| (a .!= a), a, b)
  }

  @inlinable @inline(__always) public static func smaller(_ a: Self, _ b: Self) -> Self {
    choose((a .< b) .| (a .!= a), a, b)
  }

  @inlinable @inline(__always) public static func sign(_ x: Self) -> Self {
    let zeroOrNaN = choose(x .!= x, x, .number(0))
    return choose(x .> .number(0), .number(1), choose(x .< .number(0), .number(-1), zeroOrNaN))
  }

  @inlinable @inline(__always)
  public static func usually(
    _ value: @autoclosure () -> Self, except exception: @autoclosure () -> Self,
    where condition: Truth
  ) -> Self {
    choose(condition, exception(), value())
  }

  @inlinable @inline(__always) public static func indicator(_ condition: Truth) -> Self {
    choose(condition, .number(1), .number(0))
  }

  @inlinable @inline(__always) public static func squared(_ x: Self) -> Self { x * x }
}
