import Kernels
import Testing

@testable import Learning

@Suite("Random source")
struct RandomSourceTests {
  @Test("xoshiro256++ draws the same numbers as its authors' program")
  func reference() {
    // The words that the reference program xoshiro256plusplus.c draws from the state 1, 2, 3, 4, as rand_xoshiro's tests have
    // them.
    var random = RandomSource(state: 1, 2, 3, 4)
    let words: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
      9_228_616_714_210_784_205, 9_973_669_472_204_895_162, 14_011_001_112_246_962_877,
      12_406_186_145_184_390_807, 15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
    ]
    #expect(words.map { _ in random.next() } == words)
  }

  @Test("a seed and its streams draw different numbers, and the same again")
  func streams() {
    let streams: [[UInt64]] = [[], [0], [1], [0, 0], [0, 1], [1, 0]]
    var firsts: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for stream in streams {
        var random = source(seed, stream)
        var again = source(seed, stream)
        let first = random.next()
        #expect(first == again.next())
        firsts.insert(first)
      }
    }
    #expect(firsts.count == 60)
  }

  private func source(_ seed: UInt64, _ stream: [UInt64]) -> RandomSource {
    switch stream.count {
    case 0: .derive(seed)
    case 1: .derive(seed, stream[0])
    default: .derive(seed, stream[0], stream[1])
    }
  }

  @Test("uniform and normal numbers have the moments of their distributions")
  func moments() {
    var random = RandomSource(seed: 1)
    let count = 200_000
    let uniform = (0..<count).map { _ in random.uniform() }
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(mean(uniform) - 0.5) < 0.003)
    #expect(abs(mean(uniform.map { $0 * $0 }) - 1 / 3.0) < 0.003)
    let normal = (0..<count).map { _ in random.normal() }
    #expect(abs(mean(normal)) < 0.01)
    #expect(abs(mean(normal.map { $0 * $0 }) - 1) < 0.02)
    #expect(abs(mean(normal.map { $0 * $0 * $0 * $0 }) - 3) < 0.1)
    #expect((0..<1000).allSatisfy { _ in (-3...5).contains(random.uniform(in: -3...5)) })
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test("every number below n is equally likely", arguments: [1, 2, 3, 7, 10])
  func below(n: Int) {
    var random = RandomSource(seed: 2)
    var counts = [Int](repeating: 0, count: n)
    for _ in 0..<10_000 * n { counts[random.below(n)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
  }

  @Test("every order is equally likely")
  func shuffle() {
    var random = RandomSource(seed: 3)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[random.shuffledIndices(4), default: 0] += 1 }
    #expect(counts.count == 24 && counts.values.allSatisfy { abs($0 - 1000) < 150 })
    #expect(random.shuffledIndices(0) == [] && random.shuffledIndices(1) == [0])
  }

  @Test("the logarithm of additions and quotients is that of C", arguments: 0..<200)
  func logarithm(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let x = random.uniform() * 0x1p-20 + random.uniform()
    let ours = RandomSource.logarithm(x)
    #expect(abs(ours - Double.log(x)) <= 4 * Double.log(x).ulp)
  }
}
