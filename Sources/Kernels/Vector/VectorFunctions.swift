#if AVX2 || AVX512
  import Kernels
#endif

#if AVX512
  typealias LaneBits = SIMD16<UInt32>
  typealias SignedLaneBits = SIMD16<Int32>
#elseif AVX2
  typealias LaneBits = SIMD8<UInt32>
  typealias SignedLaneBits = SIMD8<Int32>
#else
  typealias LaneBits = SIMD4<UInt32>
  typealias SignedLaneBits = SIMD4<Int32>
#endif

/// e^x = 2^n · e^r, n = round(x / ln 2), r = x − n · ln 2.
///
/// e^r by the polynomial of Cephes' expf (S. Moshier), with ln 2 in two parts. Within 2 units in the last place if e^x is
/// above 2.5 · 10⁻³⁸; 0 if it is smaller, infinity if it is too large, NaN for NaN.
@inline(__always) func exponential(_ x: Lanes) -> Lanes {
  // 1.5 · 2²³: adding it rounds to an integer, which is in the last bits.
  let magic = Lanes(repeating: 12_582_912)
  let shifted = magic.adding(x, times: 1.442_695_04)
  let n = shifted - magic
  let r = x.adding(n, times: -0.693_359_375).adding(n, times: 2.121_944_4e-4)
  var p = Lanes(repeating: 1.987_569_15e-4)
  p = Lanes(repeating: 1.398_199_95e-3).adding(p, times: r)
  p = Lanes(repeating: 8.333_451_9e-3).adding(p, times: r)
  p = Lanes(repeating: 4.166_579_6e-2).adding(p, times: r)
  p = Lanes(repeating: 1.666_666_55e-1).adding(p, times: r)
  p = Lanes(repeating: 5.000_000_1e-1).adding(p, times: r)
  p = r.adding(p, times: r * r) + Lanes(repeating: 1)
  // Where the result is a normal number, adding n to the exponent's bits multiplies by 2^n.
  let exponent = unsafeBitCast(shifted, to: LaneBits.self) &<< 23
  p = unsafeBitCast(unsafeBitCast(p, to: LaneBits.self) &+ exponent, to: Lanes.self)
  p.replace(with: Lanes.zero, where: x .< Lanes(repeating: -86.6))
  p.replace(with: x + Lanes(repeating: .infinity), where: .!(x .<= Lanes(repeating: 88.722_83)))
  return p
}

/// ln x = e · ln 2 + ln m, x = m · 2^e, √½ ≤ m < √2.
///
/// ln m by the polynomial of Cephes' logf in z = m − 1, with ln 2 in two parts. Within 2 units in the last place; −∞ for 0,
/// NaN below 0, infinity for infinity, NaN for NaN.
@inline(__always) func logarithm(_ x: Lanes) -> Lanes {
  // A subnormal number is multiplied by 2²⁵ to make it normal.
  let isSmall = x .< Lanes(repeating: .leastNormalMagnitude)
  let normal = x.replacing(with: x * Lanes(repeating: 33_554_432), where: isSmall)
  let bits = unsafeBitCast(normal, to: SignedLaneBits.self)
  let exponent = (bits &- SignedLaneBits(repeating: 0x3F35_04F3)) &>> 23
  let m = unsafeBitCast(bits &- exponent &<< 23, to: Lanes.self)
  // The bits of 1.5 · 2²³: an integer that is added to them is in the last bits.
  let shifted = exponent &+ SignedLaneBits(repeating: 0x4B40_0000)
  var e = unsafeBitCast(shifted, to: Lanes.self) - Lanes(repeating: 12_582_912)
  e.replace(with: e - Lanes(repeating: 25), where: isSmall)
  let z = m - Lanes(repeating: 1)
  let square = z * z
  var p = Lanes(repeating: 7.037_683_6e-2)
  p = Lanes(repeating: -1.151_461_03e-1).adding(p, times: z)
  p = Lanes(repeating: 1.167_699_87e-1).adding(p, times: z)
  p = Lanes(repeating: -1.242_014_08e-1).adding(p, times: z)
  p = Lanes(repeating: 1.424_932_28e-1).adding(p, times: z)
  p = Lanes(repeating: -1.666_805_77e-1).adding(p, times: z)
  p = Lanes(repeating: 2.000_071_48e-1).adding(p, times: z)
  p = Lanes(repeating: -2.499_999_4e-1).adding(p, times: z)
  p = Lanes(repeating: 3.333_333_12e-1).adding(p, times: z)
  p = (p * z * square).adding(e, times: -2.121_944_4e-4).adding(square, times: -0.5)
  var y = (z + p).adding(e, times: 0.693_359_375)
  y.replace(with: x, where: x .== Lanes(repeating: .infinity))
  y.replace(with: Lanes(repeating: -.infinity), where: x .== Lanes.zero)
  y.replace(with: Lanes(repeating: .nan), where: (x .< Lanes.zero) .| (x .!= x))
  return y
}

/// tanh x = 1 − 2 / (e^2|x| + 1) with the sign of x, and below 0.625 the polynomial of Cephes' tanhf; within 4 units in the
/// last place.
@inline(__always) func hyperbolicTangent(_ x: Lanes) -> Lanes {
  let size = Lanes.magnitude(x)
  let one = Lanes(repeating: 1)
  let large = one - Lanes(repeating: 2) / (exponential(size + size) + one)
  let signed = large.replacing(with: -large, where: x .< Lanes.zero)
  let z = x * x
  var p = Lanes(repeating: -5.704_988_7e-3)
  p = Lanes(repeating: 2.063_908_9e-2).adding(p, times: z)
  p = Lanes(repeating: -5.373_971_6e-2).adding(p, times: z)
  p = Lanes(repeating: 1.333_144_2e-1).adding(p, times: z)
  p = Lanes(repeating: -3.333_328e-1).adding(p, times: z)
  let small = x.adding(p * z, times: x)
  return signed.replacing(with: small, where: size .< Lanes(repeating: 0.625))
}
