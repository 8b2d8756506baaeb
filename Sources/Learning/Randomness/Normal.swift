extension RandomSource {
  /// x · √(−2 · ln s / s), s = x² + y², (x, y) a random point of the unit disc: normally distributed, mean 0, deviation 1.
  ///
  /// Marsaglia's polar method; the second number of a pair, in y, is not kept, so that the state is all that there is.
  package mutating func normal() -> Double {
    while true {
      let x = uniform(in: -1...1)
      let y = uniform(in: -1...1)
      let s = x * x + y * y
      if s > 0 && s < 1 { return x * (-2 * Self.logarithm(s) / s).squareRoot() }
    }
  }

  /// ln x for a normal positive x = m · 2ᵉ, m in [√½, √2): e · ln 2 + 2 · (z + z³/3 + z⁵/5 + …), z = (m − 1) / (m + 1).
  ///
  /// Of additions, products and quotients alone, which every machine rounds alike; the logarithm of C differs in its last bit
  /// from platform to platform. |z| < 0.172, so that the terms left out are below 10⁻¹⁸ of the sum.
  static func logarithm(_ x: Double) -> Double {
    var (m, e) = (x.significand, Double(x.exponent))
    if m > 1.414_213_562_373_095_1 { (m, e) = (m / 2, e + 1) }
    let z = (m - 1) / (m + 1)
    let square = z * z
    var sum = 0.0
    var n = 23.0
    while n >= 1 {
      sum = sum * square + 1 / n
      n -= 2
    }
    return e * 0.693_147_180_559_945_309 + 2 * z * sum
  }
}
