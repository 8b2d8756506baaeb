import Testing

@testable import Learning

@Suite("Two classifiers on the same samples")
struct PairedClassesTests {
  private func pairs(_ first: Int, _ second: Int) -> PairedClasses {
    let both = [true, false, true, false, false]
    return PairedClasses(
      Array(repeating: true, count: first) + Array(repeating: false, count: second) + both,
      Array(repeating: false, count: first) + Array(repeating: true, count: second) + both)
  }

  @Test("samples are counted by who gets them right")
  func counts() {
    let pairs = pairs(3, 4)
    #expect(
      [pairs.bothRight, pairs.onlyFirst, pairs.onlySecond, pairs.bothWrong] == [2, 3, 4, 3])
  }

  @Test(
    "the probability is that of the exact binomial test",
    arguments: [
      // Sums of Python's fractions: 2 * Fraction(sum(comb(n, k) for k in range(m + 1)), 2 ** n)
      (0, 0, 1.0), (1, 0, 1.0), (2, 2, 1.0), (15, 1, 0.000518798828125),
      (3, 12, 0.03515625), (5, 12, 0.143463134765625), (400, 500, 0.0009564441369189461),
      (5000, 5200, 0.04878796312682245),
      (0, 900, 2.3661043723335494e-271),
    ])
  func chance(first: Int, second: Int, expected: Double) {
    #expect(abs(pairs(first, second).chance - expected) <= 1e-12 * expected)
    #expect(pairs(second, first).chance == pairs(first, second).chance)
  }
}
