import Kernels
import Text

/// A range of numbers from which an experiment takes the values of a setting.
package struct SettingRange: Sendable, Equatable {
  /// How numbers are spread over a range: at equal distances, or at equal ratios.
  package enum Scale: String, CaseIterable, Sendable {
    case linear, log
  }

  package let lower: Double
  package let upper: Double
  /// Whether it has only whole numbers.
  package let isWhole: Bool
  package let scale: Scale

  /// - Parameters:
  ///   - lower: less than `upper`; above 0 for a logarithmic scale.
  ///   - scale: by default logarithmic for a range above 0 whose upper end is ten times the lower one or more.
  package init(from lower: Double, to upper: Double, isWhole: Bool, scale: Scale? = nil) {
    self.lower = lower
    self.upper = upper
    self.isWhole = isWhole
    // The product is rounded: 0.7 is ten times 0.07.
    let isWide = lower > 0 && upper >= 10 * lower * (1 - 1e-12)
    self.scale = scale ?? (isWide ? .log : .linear)
  }

  /// Returns a random number: x uniform in the range, or ln x on a logarithmic scale. A whole number k stands for all numbers
  /// from k − ½ to k + ½.
  package func draw(from source: inout RandomSource) -> Double {
    let margin = isWhole ? 0.5 : 0
    return rounded(number(at: source.uniform(), from: lower - margin, to: upper + margin))
  }

  /// Returns so many numbers from end to end, at equal distances or ratios before they are rounded.
  /// - Parameter count: at least 2.
  package func points(_ count: Int) -> [Double] {
    (0..<count).map { index in
      if index == 0 { return lower }
      if index == count - 1 { return upper }
      return rounded(number(at: Double(index) / Double(count - 1), from: lower, to: upper))
    }
  }

  private func number(at share: Double, from start: Double, to end: Double) -> Double {
    switch scale {
    case .linear: return start * (1 - share) + end * share
    case .log:
      return Mathematics.exp(
        Mathematics.log(start) * (1 - share) + Mathematics.log(end) * share)
    }
  }

  /// A whole number, or one with three significant digits; in a range narrower than the number itself, with as many as three
  /// digits of the range's width need.
  private func rounded(_ value: Double) -> Double {
    let size = min(abs(value), upper - lower)
    let rounded =
      isWhole
      ? value.rounded()
      : DecimalNumber(value).rounded(toDecimals: 3 - DecimalNumber(size).point).value
    return min(max(rounded, lower), upper)
  }
}
