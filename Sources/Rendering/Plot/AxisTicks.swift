/// The round numbers along an axis: every multiple of 1, 2 or 5 × 10^k inside an interval.
struct AxisTicks: Equatable {
  /// The ticks in rising order, all with the same exponent.
  let ticks: [ScaledDecimal]

  /// The distance from one tick to the next.
  let step: ScaledDecimal

  /// As many ticks inside `interval` as round steps allow, but at most `limit`, which is from 2 to 20.
  ///
  /// With `wholeNumbers` no tick has a fraction.
  init(in interval: PlotInterval, atMost limit: Int, wholeNumbers: Bool = false) {
    var exponent = ScaledDecimal.leadingExponent(of: interval.halfLength) - 1
    if wholeNumbers { exponent = max(exponent, 0) }
    while true {
      for factor in [1, 2, 5] {
        let step = ScaledDecimal(coefficient: factor, exponent: exponent)
        let multiples = Self.multiples(of: step.value, in: interval)
        if multiples.count <= limit {
          self.step = step
          self.ticks = multiples.map {
            ScaledDecimal(coefficient: $0 * factor, exponent: step.exponent)
          }
          return
        }
      }
      exponent += 1
    }
  }

  /// Every n for which `n × step` is inside `interval`, allowing for rounding errors at its ends.
  private static func multiples(of step: Double, in interval: PlotInterval) -> Range<Int> {
    let tolerance = 1e-6
    let first = Int((interval.lower / step - tolerance).rounded(.up))
    let last = Int((interval.upper / step + tolerance).rounded(.down))
    return first..<max(first, last + 1)
  }

  /// The labels of the ticks: all with the same number of decimals, and all in scientific form with
  /// the same power of ten if the numbers are very large or very small.
  func labels(_ glyphs: PlotGlyphs) -> [String] {
    let leading = ticks.lazy.filter { $0.coefficient != 0 }.map { $0.leadingExponent }.max() ?? 0
    guard ScaledDecimal.isScientific(leadingExponent: leading) else {
      return ticks.map { $0.plain(glyphs) }
    }
    return ticks.map { $0.scientific(power: leading, glyphs) }
  }
}

extension PlotInterval {
  /// The interval stretched to the next tick at either end that is nearer than `margin`, a part of
  /// the interval's length.
  func stretchedToTicks(atMost limit: Int, margin: Double) -> PlotInterval {
    let axis = AxisTicks(in: self, atMost: limit)
    guard var below = axis.ticks.first, var above = axis.ticks.last else { return self }
    below.coefficient -= axis.step.coefficient
    above.coefficient += axis.step.coefficient
    return PlotInterval(
      from: fraction(of: below.value) > -margin ? below.value : lower,
      to: fraction(of: above.value) < 1 + margin ? above.value : upper)
  }
}
