// What C's library has no name for, or rounds otherwise.

/// −1, 0 or 1; NaN for NaN.
@inlinable public func signOf<S: Scalar>(_ x: S) -> S { x > 0 ? 1 : x < 0 ? -1 : x.isNaN ? x : 0 }

/// The larger of two numbers; NaN where one of them is.
@inlinable public func larger<S: Scalar>(_ a: S, _ b: S) -> S { a >= b || a.isNaN ? a : b }

/// The smaller of two numbers; NaN where one of them is.
@inlinable public func smaller<S: Scalar>(_ a: S, _ b: S) -> S { a < b || a.isNaN ? a : b }

/// a^b as C's pow gives it; a square is the product, which pow may round differently.
@inlinable public func raise<S: Scalar>(_ base: S, _ exponent: S) -> S {
  exponent == 2 ? base * base : S.pow(base, exponent)
}
