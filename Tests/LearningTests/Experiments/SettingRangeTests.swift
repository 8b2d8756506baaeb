import Foundation
import Testing
import Text

@testable import Learning

@Suite("The range of a setting")
struct SettingRangeTests {
  private func draws(_ range: SettingRange, _ count: Int = 4000, seed: UInt64 = 1) -> [Double] {
    var source = RandomSource(seed: seed)
    return (0..<count).map { _ in range.draw(from: &source) }
  }

  /// The greatest distance between the share of numbers up to x and F(x), as Kolmogorov and Smirnov compare a sample with a
  /// distribution.
  private func distance(_ numbers: [Double], _ distribution: (Double) -> Double) -> Double {
    numbers.sorted().enumerated().map { index, x in
      let expected = distribution(x)
      let share = Double(numbers.count)
      return max(
        abs(Double(index) / share - expected), abs(Double(index + 1) / share - expected))
    }.max() ?? 1
  }

  @Test(
    "numbers are uniform between the ends, or their logarithms are",
    arguments: [
      (0.0, 0.1, SettingRange.Scale.linear), (0.02, 0.1, .linear), (2, 5, .linear),
      (0.001, 0.1, .log), (1, 2, .log), (1e-6, 1e3, .log),
    ])
  func distribution(lower: Double, upper: Double, scale: SettingRange.Scale) {
    let numbers = draws(SettingRange(from: lower, to: upper, isWhole: false, scale: scale))
    #expect(numbers.allSatisfy { lower <= $0 && $0 <= upper })
    let found = distance(numbers) { x in
      scale == .linear
        ? (x - lower) / (upper - lower) : Foundation.log(x / lower) / Foundation.log(upper / lower)
    }
    // 1.95 / √n is exceeded by one sample in a thousand.
    #expect(found < 1.95 / Double(numbers.count).squareRoot(), "\(found)")
    let other = distance(numbers) { x in
      scale == .log
        ? (x - lower) / (upper - lower)
        : Foundation.log(max(x, 1e-9) / max(lower, 1e-9)) / Foundation.log(upper / max(lower, 1e-9))
    }
    #expect(other > 1.95 / Double(numbers.count).squareRoot(), "the sample is too small to tell")
  }

  @Test("whole numbers have equal chances, or those of the interval that is rounded to each")
  func wholeNumbers() {
    let equal = draws(SettingRange(from: 3, to: 6, isWhole: true))
    for number in 3...6 {
      let count = equal.count { $0 == Double(number) }
      // Four deviations of a binomial count: √(4000 · ¼ · ¾) = 27.4.
      #expect(abs(count - 1000) < 110, "\(number): \(count)")
    }
    let wide = draws(SettingRange(from: 1, to: 100, isWhole: true))
    #expect(wide.allSatisfy { $0 == $0.rounded() && (1...100).contains($0) })
    // ln(1.5 / 0.5) / ln(100.5 / 0.5) and ln(10.5 / 9.5) / ln(201), from Python.
    for (number, chance) in [(1.0, 0.2071562), (10, 0.0188719)] {
      let deviation = (4000 * chance * (1 - chance)).squareRoot()
      let count = wide.count { $0 == number }
      #expect(abs(Double(count) - 4000 * chance) < 4 * deviation, "\(number): \(count)")
    }
  }

  @Test("the scale is logarithmic for a factor of ten above 0, unless one is chosen")
  func scales() {
    func scale(_ lower: Double, _ upper: Double) -> SettingRange.Scale {
      SettingRange(from: lower, to: upper, isWhole: false).scale
    }
    #expect(scale(0.001, 0.1) == .log && scale(0.07, 0.7) == .log && scale(8, 80) == .log)
    #expect(scale(0.011, 0.1) == .linear && scale(0, 1) == .linear && scale(8, 64) == .linear)
    #expect(SettingRange(from: 8, to: 64, isWhole: true, scale: .log).scale == .log)
    #expect(SettingRange(from: 1, to: 99, isWhole: true, scale: .linear).scale == .linear)
  }

  @Test("numbers have three significant digits, and more only where the range is narrow")
  func digits() {
    for range in [(0.001, 0.1), (0.0, 7.0), (1e-7, 1e-3)] {
      let numbers = draws(SettingRange(from: range.0, to: range.1, isWhole: false), 500)
      #expect(numbers.allSatisfy { DecimalNumber($0).digits.count <= 3 })
      #expect(Set(numbers).count > 250)
    }
    // Rounded to steps of 0.01, numbers below 1.005 would be 1.
    let long = draws(SettingRange(from: 1.001, to: 2.014, isWhole: false))
    #expect(long.allSatisfy { 1.001 <= $0 } && long.contains(1.001))
    let narrow = draws(SettingRange(from: 0.1, to: 0.101, isWhole: false), 500)
    #expect(narrow.allSatisfy { (0.1...0.101).contains($0) && DecimalNumber($0).digits.count <= 5 })
    // Steps of 0.00001, a hundredth of the width.
    #expect((90...101).contains(Set(narrow).count))
  }

  @Test("points are from end to end, at equal ratios or distances")
  func points() {
    func points(
      _ a: Double, _ b: Double, _ n: Int, whole: Bool = false, _ scale: SettingRange.Scale? = nil
    ) -> [Double] {
      SettingRange(from: a, to: b, isWhole: whole, scale: scale).points(n)
    }
    #expect(points(0.001, 0.1, 5) == [0.001, 0.00316, 0.01, 0.0316, 0.1])
    #expect(points(8, 64, 4, whole: true, .log) == [8, 16, 32, 64])
    #expect(points(8, 64, 4, whole: true) == [8, 27, 45, 64])
    #expect(points(0, 1, 3) == [0, 0.5, 1] && points(0.1234, 0.2344, 2) == [0.1234, 0.2344])
  }

  @Test("the same seed draws the same numbers, which are these on every machine")
  func seeds() {
    let range = SettingRange(from: 0.001, to: 0.1, isWhole: false)
    #expect(draws(range, 5, seed: 7) == draws(range, 5, seed: 7))
    #expect(draws(range, 5, seed: 7) != draws(range, 5, seed: 8))
  }
}
