import LessonLanguage
import Testing

@testable import Rendering

@Suite("Axes")
struct PlotAxisTests {
  private func labels(
    _ lower: Double, _ upper: Double, atMost limit: Int = 6, _ glyphs: PlotGlyphs = .unicode
  ) -> [String] {
    AxisTicks(in: PlotInterval(from: lower, to: upper), atMost: limit).labels(glyphs)
  }

  @Test("labels are round, with equal decimals")
  func labels() {
    #expect(labels(0, 0.43) == ["0.0", "0.1", "0.2", "0.3", "0.4"])
    #expect(labels(-1, 1.1) == ["−1.0", "−0.5", "0.0", "0.5", "1.0"])
    #expect(labels(-1, 1.1, .ascii) == ["-1.0", "-0.5", "0.0", "0.5", "1.0"])
    #expect(labels(0, 1000) == ["0", "200", "400", "600", "800", "1000"])
    #expect(labels(99.9, 100.1) == ["99.90", "99.95", "100.00", "100.05", "100.10"])
  }

  @Test("very large and very small ranges share a power of ten")
  func scientific() {
    #expect(labels(0, 3e-9, atMost: 4) == ["0", "1 × 10⁻⁹", "2 × 10⁻⁹", "3 × 10⁻⁹"])
    #expect(labels(-1e300, 1e300, atMost: 5, .ascii).first == "-1.0e300")
    #expect(labels(0, 1e-280, atMost: 3) == ["0", "0.5 × 10⁻²⁸⁰", "1.0 × 10⁻²⁸⁰"])
  }

  @Test("ticks rise by 1, 2 or 5 times a power of ten inside any interval", arguments: 0..<300)
  func round(seed: UInt64) throws {
    var generator = PlotTestGenerator(state: seed)
    let scale = ScaledDecimal.power(Int.random(in: -280...300, using: &generator))
    let lower = Double.random(in: -2...2, using: &generator) * scale
    let upper = lower + Double.random(in: 1e-4...3, using: &generator) * scale
    let interval = PlotInterval(from: lower, to: upper)
    let limit = Int.random(in: 5...20, using: &generator)
    let axis = AxisTicks(in: interval, atMost: limit)
    #expect((2...limit).contains(axis.ticks.count))
    #expect([1, 2, 5].contains(axis.step.coefficient))
    for (tick, next) in zip(axis.ticks, axis.ticks.dropFirst()) {
      #expect(next.coefficient - tick.coefficient == axis.step.coefficient)
      #expect(tick.value < next.value)
    }
    for tick in axis.ticks {
      #expect((-1e-5...1.00001).contains(interval.fraction(of: tick.value)))
    }
    #expect(Set(axis.labels(.ascii)).count == axis.ticks.count)
    #expect(axis.labels(.ascii).map { Double($0) ?? .nan } == axis.ticks.map { $0.value })
  }

  @Test("steps are never divided")
  func wholeNumbers() {
    let axis = AxisTicks(in: PlotInterval(from: 0, to: 2), atMost: 12, wholeNumbers: true)
    #expect(axis.labels(.unicode) == ["0", "1", "2"])
  }

  @Test("an interval reaches from the least number to the greatest")
  func wholeRange() {
    let greatest = Double.greatestFiniteMagnitude
    let interval = PlotInterval(from: -greatest, to: greatest)
    #expect(interval.fraction(of: 0) == 0.5)
    #expect(interval.fraction(of: greatest) == 1)
    #expect(labels(-greatest, greatest) == ["−1 × 10³⁰⁸", "0", "1 × 10³⁰⁸"])
  }

  @Test("equal values are in the middle, zeros at the bottom")
  func flat() {
    #expect(PlotInterval(from: 4, to: 4) == PlotInterval(from: 2, to: 6))
    #expect(PlotInterval(from: 0, to: 0) == PlotInterval(from: 0, to: 1))
    #expect(PlotInterval(covering: [.nan, 3, .infinity, 1]) == PlotInterval(from: 1, to: 3))
    #expect(PlotInterval(covering: [.nan, -.infinity]) == nil)
  }

  @Test(
    "numbers keep four digits",
    arguments: [
      (0.0, "0"), (0.655, "0.655"), (-12, "−12"), (1.33625e-9, "1.336 × 10⁻⁹"),
      (0.99999, "1"), (163312.6, "163313"), (999_999.7, "1 × 10⁶"), (-7.3e20, "−7.3 × 10²⁰"),
      (0.0001, "0.0001"), (.leastNonzeroMagnitude, "4.941 × 10⁻³²⁴"),
      (1.7976931348623157e308, "1.798 × 10³⁰⁸"),
    ])
  func rounding(value: Double, text: String) {
    #expect(ScaledDecimal(rounding: value).text(.unicode) == text)
  }
}
