#if AVX2 || AVX512
  import Kernels
#endif

// The functions that are applied register by register: types, so that each has a loop of its own.

protocol UnaryOfLanes {
  static func apply(_ x: Lanes) -> Lanes
}

protocol BinaryOfLanes {
  static func apply(_ a: Lanes, _ b: Lanes) -> Lanes
}

protocol TernaryOfLanes {
  static func apply(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes
}

protocol QuaternaryOfLanes {
  static func apply(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> Lanes
}

protocol SenaryOfLanes {
  static func apply(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes
}

enum ExponentialOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { exponential(x) }
}

enum LogarithmOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { logarithm(x) }
}

enum HyperbolicTangentOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { hyperbolicTangent(x) }
}

enum LogisticOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { logistic(x) }
}

enum SquareRootOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { x.squareRoot() }
}

enum SquareOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { x * x }
}

enum NegativeOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes {
    // The minus of vectors is 0 − x, which would make 0 of 0.
    let bits = unsafeBitCast(x, to: LaneBits.self) ^ LaneBits(repeating: 0x8000_0000)
    return unsafeBitCast(bits, to: Lanes.self)
  }
}

enum MagnitudeOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { magnitude(x) }
}

/// max(0, x)
enum RectifierOfLanes: UnaryOfLanes {
  @inline(__always) static func apply(_ x: Lanes) -> Lanes { larger(Lanes.zero, x) }
}

enum SumOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { a + b }
}

enum DifferenceOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { a - b }
}

enum ProductOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { a * b }
}

enum QuotientOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { a / b }
}

enum LargerOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { larger(a, b) }
}

/// The smaller of two numbers; NaN where one of them is.
enum SmallerOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes {
    b.replacing(with: a, where: (a .< b) .| (a .!= a))
  }
}

enum LessOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { indicator(a .< b) }
}

enum LessOrEqualOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { indicator(a .<= b) }
}

enum GreaterOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { indicator(a .> b) }
}

enum GreaterOrEqualOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { indicator(a .>= b) }
}

enum EqualOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { indicator(a .== b) }
}

enum NotEqualOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes { indicator(a .!= b) }
}

// Where several operations are one, each rounds as it does alone.

/// a · (b > 0)
enum ProductWherePositiveOfLanes: BinaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes) -> Lanes {
    a * indicator(b .> Lanes.zero)
  }
}

/// a + s · x
enum SumWithMultipleOfLanes: TernaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ s: Lanes, _ x: Lanes) -> Lanes { a + s * x }
}

/// a − s · x
enum DifferenceFromMultipleOfLanes: TernaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ s: Lanes, _ x: Lanes) -> Lanes { a - s * x }
}

/// s · a + t · b
enum WeightedSumOfLanes: QuaternaryOfLanes {
  @inline(__always)
  static func apply(_ s: Lanes, _ a: Lanes, _ t: Lanes, _ b: Lanes) -> Lanes { s * a + t * b }
}

/// s · a + t · b²
enum WeightedSumWithSquareOfLanes: QuaternaryOfLanes {
  @inline(__always)
  static func apply(_ s: Lanes, _ a: Lanes, _ t: Lanes, _ b: Lanes) -> Lanes {
    s * a + t * (b * b)
  }
}

/// a / (√b + c)
enum QuotientByRootOfLanes: TernaryOfLanes {
  @inline(__always) static func apply(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
    a / (b.squareRoot() + c)
  }
}

/// w − s · m / (√(t · v) + c)
enum DifferenceFromQuotientByRootOfLanes: SenaryOfLanes {
  @inline(__always)
  static func apply(_ w: Lanes, _ s: Lanes, _ m: Lanes, _ t: Lanes, _ v: Lanes, _ c: Lanes) -> Lanes
  {
    w - s * m / ((t * v).squareRoot() + c)
  }
}

/// 1 where it holds, 0 where it does not.
@inline(__always) private func indicator(_ mask: SIMDMask<Lanes.MaskStorage>) -> Lanes {
  Lanes.zero.replacing(with: Lanes(repeating: 1), where: mask)
}

/// The larger of two numbers; NaN where one of them is.
@inline(__always) func larger(_ a: Lanes, _ b: Lanes) -> Lanes {
  b.replacing(with: a, where: (a .>= b) .| (a .!= a))
}

@inline(__always) func magnitude(_ x: Lanes) -> Lanes {
  let bits = unsafeBitCast(x, to: LaneBits.self) & LaneBits(repeating: 0x7FFF_FFFF)
  return unsafeBitCast(bits, to: Lanes.self)
}
