/// A stream of random numbers that a seed determines, passed to whoever draws: there is no global one.
///
/// xoshiro256++ 1.0 of David Blackman and Sebastiano Vigna, "Scrambled Linear Pseudorandom Number Generators"
/// (2021, prng.di.unimi.it), its state filled by SplitMix64 from the seed, as its authors advise. Nothing here depends on
/// the width of `Int` or on the platform's libraries, so that a seed draws the same numbers on every machine.
package struct RandomSource: Sendable, Equatable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  package init(seed: UInt64) { self = Self.derive(seed) }

  /// The generator that starts from these four words, not all 0.
  init(state a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// The generator of a seed and the numbers of a purpose, as (seed, epoch): independent of those of all other numbers, so
  /// that any epoch's order can be drawn without the ones before it.
  package static func derive(_ seed: UInt64, _ stream: UInt64...) -> RandomSource {
    derive(seed, stream: stream)
  }

  /// The generator of a seed for one purpose, and for the numbers that go with it.
  package static func derive(_ seed: UInt64, for purpose: Purpose, _ numbers: UInt64...)
    -> RandomSource
  {
    derive(seed, stream: [purpose.rawValue] + numbers)
  }

  /// What random numbers are drawn for: each purpose has its own stream, so that none changes what another draws.
  package enum Purpose: UInt64, Sendable {
    case split = 1
    case batches, points, line, homes, shapes, weights, dropout
  }

  private static func derive(_ seed: UInt64, stream: [UInt64]) -> RandomSource {
    var words = SeedWords(state: seed)
    for number in stream { words = SeedWords(state: words.next() ^ number) }
    return RandomSource(state: words.next(), words.next(), words.next(), words.next())
  }

  /// 64 random bits.
  package mutating func next() -> UInt64 {
    let sum = a &+ d
    let result = (sum << 23 | sum >> 41) &+ a
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = d << 45 | d >> 19
    return result
  }

  /// A number of [0, 1): 53 random bits over 2⁵³.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number between the bounds.
  package mutating func uniform(in range: ClosedRange<Double>) -> Double {
    let fraction = uniform()
    return range.lowerBound * (1 - fraction) + range.upperBound * fraction
  }

  /// One of 0, 1, … n − 1, each equally likely: what would favour the small ones is drawn again. n is positive.
  package mutating func below(_ n: Int) -> Int {
    precondition(n > 0, "there is no number below \(n)")
    let bound = UInt64(n)
    while true {
      let drawn = next()
      // How many are in excess takes two divisions, and is less than the bound: hardly any number needs to be compared with it.
      if drawn <= UInt64.max - bound || drawn <= UInt64.max - (UInt64.max % bound + 1) % bound {
        return Int(drawn % bound)
      }
    }
  }

  /// Puts the elements in a random order, each order equally likely (Fisher and Yates; Knuth's algorithm P).
  package mutating func shuffle(_ elements: inout [Int]) {
    elements.withUnsafeMutableBufferPointer { shuffle($0) }
  }

  mutating func shuffle(_ elements: UnsafeMutableBufferPointer<Int>) {
    var last = elements.count - 1
    while last > 0 {
      elements.swapAt(last, below(last + 1))
      last -= 1
    }
  }

  /// 0, 1, … count − 1 in a random order.
  package mutating func shuffledIndices(_ count: Int) -> [Int] {
    var indices = Array(0..<count)
    shuffle(&indices)
    return indices
  }
}

/// SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
private struct SeedWords {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}

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
