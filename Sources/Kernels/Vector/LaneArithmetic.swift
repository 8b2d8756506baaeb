#if AVX2 || AVX512
  import Kernels
#endif

#if AVX512
  extension SIMD16: Arithmetic where Scalar == Float {}
#elseif AVX2
  extension SIMD8: Arithmetic where Scalar == Float {}
#else
  extension SIMD4: Arithmetic where Scalar == Float {}
#endif

/// Arithmetic on registers, lane by lane.
extension Lanes {
  public typealias Truth = SIMDMask<MaskStorage>

  @inline(__always) public static func number(_ value: Double) -> Self {
    Self(repeating: Float(value))
  }

  /// Negation of vectors is 0 − x, which would give 0, not −0, for 0.
  @inline(__always) public static prefix func - (x: Self) -> Self {
    let bits = unsafeBitCast(x, to: LaneBits.self) ^ LaneBits(repeating: 0x8000_0000)
    return unsafeBitCast(bits, to: Self.self)
  }

  @inline(__always)
  public static func choose(
    _ condition: Truth, _ a: @autoclosure () -> Self, _ b: @autoclosure () -> Self
  ) -> Self {
    b().replacing(with: a(), where: condition)
  }

  @inline(__always) public static func magnitude(_ x: Self) -> Self {
    let bits = unsafeBitCast(x, to: LaneBits.self) & LaneBits(repeating: 0x7FFF_FFFF)
    return unsafeBitCast(bits, to: Self.self)
  }

  @inline(__always) public static func squareRoot(_ x: Self) -> Self { x.squareRoot() }
  @inline(__always) public static func exp(_ x: Self) -> Self { exponential(x) }
  @inline(__always) public static func log(_ x: Self) -> Self { logarithm(x) }
  @inline(__always) public static func tanh(_ x: Self) -> Self { hyperbolicTangent(x) }

  // Functions without a polynomial here are computed lane by lane.

  public static func log1p(_ x: Self) -> Self { x.eachLane { .log1p($0) } }
  public static func sin(_ x: Self) -> Self { x.eachLane { .sin($0) } }
  public static func cos(_ x: Self) -> Self { x.eachLane { .cos($0) } }
  public static func power(_ a: Self, _ b: Self) -> Self {
    var lanes = a
    for lane in 0..<scalarCount { lanes[lane] = .power(a[lane], b[lane]) }
    return lanes
  }

  @inline(__always) private func eachLane(_ f: (Float) -> Float) -> Self {
    var lanes = self
    for lane in 0..<Self.scalarCount { lanes[lane] = f(self[lane]) }
    return lanes
  }
}
