/// A stream of random numbers determined by a seed. It is passed in wherever numbers are drawn; there is no global generator.
///
/// xoshiro256++ 1.0 by David Blackman and Sebastiano Vigna, "Scrambled Linear Pseudorandom Number Generators"
/// (2021, prng.di.unimi.it), with its state filled from the seed by SplitMix64, as the authors advise. Nothing depends on
/// the width of `Int` or on the platform's libraries, so a seed draws the same numbers on every machine.
package struct RandomSource: Sendable, Equatable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  package init(seed: UInt64) { self = Self.derive(seed) }

  /// The generator with these four words of state, not all 0.
  init(state a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// Returns the generator for a seed and other numbers, such as (seed, epoch). It is independent of the generators for all
  /// other numbers, so any epoch's order can be drawn without the previous ones.
  package static func derive(_ seed: UInt64, _ stream: UInt64...) -> RandomSource {
    derive(seed, stream: stream)
  }

  /// Returns the generator for a seed, a purpose, and the numbers that belong to it.
  package static func derive(_ seed: UInt64, for purpose: Purpose, _ numbers: UInt64...)
    -> RandomSource
  {
    derive(seed, stream: [purpose.rawValue] + numbers)
  }

  /// The purpose of random numbers. Each has its own stream, so that none affects the numbers of another.
  package enum Purpose: UInt64, Sendable {
    case split = 1
    case batches, points, line, homes, shapes, weights, dropout, exercises, folds, experiments
  }

  private static func derive(_ seed: UInt64, stream: [UInt64]) -> RandomSource {
    var words = SeedWords(state: seed)
    for number in stream { words = SeedWords(state: words.next() ^ number) }
    return RandomSource(state: words.next(), words.next(), words.next(), words.next())
  }

  /// Returns 64 random bits.
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

  /// Returns a number in [0, 1): 53 random bits divided by 2⁵³.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Returns a number between the bounds.
  package mutating func uniform(in range: ClosedRange<Double>) -> Double {
    let fraction = uniform()
    return range.lowerBound * (1 - fraction) + range.upperBound * fraction
  }

  /// Returns one of 0, 1, … n − 1 with equal probability, by rejection sampling; n must be positive.
  package mutating func below(_ n: Int) -> Int {
    precondition(n > 0, "there is no number below \(n)")
    let bound = UInt64(n)
    while true {
      let drawn = next()
      // The excess takes two divisions to compute but is less than the bound, so it is rarely needed.
      if drawn <= UInt64.max - bound || drawn <= UInt64.max - (UInt64.max % bound + 1) % bound {
        return Int(drawn % bound)
      }
    }
  }

  /// Shuffles the elements, each order being equally likely (Fisher and Yates; Knuth's algorithm P).
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

  /// Returns 0, 1, … count − 1 in random order.
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
  /// x · √(−2 · ln s / s) with s = x² + y² for a random point (x, y) of the unit disc: normal, with mean 0 and deviation 1.
  ///
  /// Marsaglia's polar method. The second number of each pair, from y, is discarded, so that there is no further state.
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
  /// It uses only additions, products and quotients, which every machine rounds identically; the last bit of C's logarithm
  /// differs between platforms. |z| < 0.172, so the omitted terms are below 10⁻¹⁸ of the sum.
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
