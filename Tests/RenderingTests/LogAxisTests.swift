import Foundation
import LessonLanguage
import Testing

@testable import Rendering

@Suite("Logarithmic axes")
struct LogAxisTests {
  private func ticks(_ lower: Double, _ upper: Double, atMost limit: Int = 6) -> PlotTicks {
    PlotTicks(
      in: PlotInterval(from: log10(lower), to: log10(upper)), .log, atMost: limit, .unicode)
  }

  @Test("ticks are powers of ten at their logarithms")
  func powers() {
    let ticks = ticks(0.0005, 300)
    #expect(ticks.labels == ["0.001", "0.01", "0.1", "1", "10", "100"])
    #expect(zip(ticks.positions, -3...2).allSatisfy { abs($0 - Double($1)) < 1e-12 })
    #expect(self.ticks(1e-12, 1, atMost: 4).labels == ["10⁻¹⁰", "10⁻⁵", "1"])
    #expect(self.ticks(1, 1000).labels == ["1", "10", "100", "1000"])
  }

  @Test("within few powers of ten there are others in between")
  func between() {
    #expect(ticks(0.03, 0.7).labels == ["0.05", "0.1", "0.2", "0.5"])
    #expect(ticks(3, 4).labels == ["3.0", "3.2", "3.4", "3.6", "3.8", "4.0"])
    let narrow = ticks(3, 4)
    #expect(
      zip(narrow.positions, [3, 3.2, 3.4, 3.6, 3.8, 4]).allSatisfy { abs(pow(10, $0) - $1) < 1e-9 })
  }

  private func plot(_ points: [(Double, Double)], x: Plot.Scale = .linear) -> Plot {
    Plot(
      xLabel: "step", yLabel: "L",
      series: [Plot.Series(name: "L", points: points.map { Plot.Point(x: $0.0, y: $0.1) })],
      scales: Plot.Scales(x: x, y: .log))
  }

  @Test("a loss that falls by a factor is a straight line")
  func straight() {
    let drawn = plot((0...10).map { (Double($0), pow(0.25, Double($0))) }).positioned
    for point in drawn.series[0].points { #expect(abs(point.y + point.x * log10(4)) < 1e-12) }
  }

  @Test("values of 0 and below are left out, counted and said")
  func leftOut() {
    let plot = plot([(0, 1), (1, 0), (2, -3), (3, 0.01), (4, .infinity)])
    let text = TerminalPlot().lines(of: plot).joined(separator: "\n")
    #expect(
      text.contains("2 points at 0 or below, left out: a logarithmic axis has no place for them"))
    let one = self.plot([(0, 1), (1, 0)])
    #expect(
      TerminalPlot(unicode: false).lines(of: one).joined(separator: " ").contains(
        "1 point at 0 or below, left out: a logarithmic axis has no place for it"))
    #expect(
      TerminalPlot().lines(of: self.plot([(0, 0), (1, -1)]))[1]
        == "(nothing to draw: a logarithmic axis has no place for 0 and negative numbers)")
    var html = HTMLWriter()
    PlotSVG(plot).write(to: &html, part: 0)
    #expect(html.text.contains("2 points at 0 or below"))
    #expect(html.text.contains("the vertical axis is logarithmic"))
  }

  @Test("step 0 has no place on a logarithmic axis of steps")
  func steps() {
    let lines = TerminalPlot().lines(of: plot((0...100).map { (Double($0), 1) }, x: .log))
    #expect(lines.contains { $0.contains("1 point at 0 or below") })
    #expect(lines.contains { $0.hasSuffix(" 100") && $0.contains("10 ") })
  }

  @Test("a tangent touches its curve on logarithmic axes, too")
  func tangent() throws {
    // y = x³ has slope 3 in a picture with both axes logarithmic.
    var plot = plot([(1, 1), (10, 1000)], x: .log)
    plot.present = Plot.Point(x: 2, y: 8)
    plot.slope = 12
    #expect(abs(try #require(plot.positioned.slope) - 3) < 1e-12)
    plot.scales = Plot.Scales(y: .log)
    #expect(abs(try #require(plot.positioned.slope) - 12 / (8 * log(10))) < 1e-12)
  }
}
