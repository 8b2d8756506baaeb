#if AVX2 || AVX512
  import Kernels
  import _Builtin_intrinsics.intel
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

  /// √x, correctly rounded.
  @inline(__always) public static func squareRoot(_ x: Self) -> Self {
    #if AVX512 || AVX2
      if x.hasPlainRoots { return x.plainRoot }
    #endif
    return x.squareRoot()
  }
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

#if AVX512 || AVX2
  // The instruction for roots keeps the divider busy, which Adam's update needs for its quotient.
  extension Lanes {
    /// Whether every root can be computed by `plainRoot`, where no intermediate result may be too small for a Float.
    @inline(__always) fileprivate var hasPlainRoots: Bool {
      let isPlain = (self .>= 0x1p-90) .& (self .<= Float.greatestFiniteMagnitude)
      #if AVX512
        return _mm512_movepi32_mask(unsafeBitCast(isPlain, to: SIMD8<Int64>.self)) == 0xFFFF
      #else
        return _mm256_movemask_ps(unsafeBitCast(isPlain, to: SIMD8<Float>.self)) == 0xFF
      #endif
    }

    /// √x from an approximation of 1 / √x: Newton's step for √x and 1 / 2√x, and one more for √x from its exact error. The
    /// result is rounded correctly (P. Markstein, IA-64 and Elementary Functions, 2000).
    @inline(__always) fileprivate var plainRoot: Lanes {
      #if AVX512
        let inverse = _mm512_rsqrt14_ps(self)
      #else
        let inverse = _mm256_rsqrt_ps(self)
      #endif
      let half = Lanes(repeating: 0.5)
      var (root, halfInverse) = (self * inverse, half * inverse)
      let error = half.adding(-root, times: halfInverse)
      root.add(root, times: error)
      halfInverse.add(halfInverse, times: error)
      return root.adding(adding(-root, times: root), times: halfInverse)
    }
  }
#endif
