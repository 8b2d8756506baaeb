import LessonLanguage
import Testing

@testable import Rendering

@Suite("Marks and legend")
struct PlotMarkTests {
  private func picture(_ plot: Plot, width: Int = 80, unicode: Bool = true) -> String {
    TerminalPlot(width: width, unicode: unicode).lines(of: plot).joined(separator: "\n")
  }

  @Test("a diverging path does not affect the curve's scale and is reported")
  func divergingPath() {
    let plot = PlotSamples.bowl(from: -1, to: 2.3, start: 0.6, rate: 1.1, steps: 400)
    let calm = PlotSamples.bowl(from: -1, to: 2.3, start: 0.6, rate: 0, steps: 0)
    let text = picture(plot)
    #expect(text.contains("2.5 ┤") && picture(calm).contains("2.5 ┤"))
    #expect(text.contains("◀ ▶ 382 points outside, as far as v ≈ −2.587 × 10³⁰"))
    #expect(text.contains("now outside at v ≈ "))
    #expect(!text.contains("●"))
  }

  @Test("points that are not finite are counted, not drawn")
  func undefinedPath() {
    var plot = PlotSamples.bowl(steps: 2)
    plot.path += [Plot.Point(x: .infinity, y: .infinity), Plot.Point(x: .nan, y: .nan)]
    plot.present = plot.path.last
    plot.slope = .nan
    let text = picture(plot)
    #expect(text.contains("now v is not a number   2 points not finite"))
    #expect(!text.contains("tangent"))
  }

  @Test("no two numbers run together", arguments: [0.001, 0.01, 0.05, 0.3, 0.9, 0.99])
  func distance(rate: Double) throws {
    let plot = PlotSamples.bowl(rate: rate, steps: 300)
    let extent = try #require(PlotExtent(of: plot, rows: 16, ticks: 6))
    let canvas = DotCanvas(columns: 70, rows: 16, braille: true)
    let marks = PathMarks(
      path: plot.path, present: plot.present, on: canvas,
      PlotProjection(extent, onto: canvas), .unicode)
    var field = Array(repeating: Array(repeating: Character(" "), count: 70), count: 16)
    for mark in marks.marks { field[mark.cell.row][mark.cell.column] = Character(mark.character) }
    let runs = field.flatMap { row in row.split { !$0.isNumber }.map { Int(String($0)) ?? -1 } }
    #expect(marks.numbers.first == 0)
    #expect(runs.sorted() == marks.numbers)
  }

  @Test("a curve that runs away from others ends in an arrow")
  func runawayCurve() {
    let plot = Plot(
      xLabel: "step", yLabel: "",
      series: [
        PlotSamples.decay("slow", from: 0.0756, by: 0.96),
        PlotSamples.decay("fast", from: 0.0756, by: 1.44),
      ])
    let text = picture(plot)
    #expect(text.contains("▲"))
    #expect(text.contains("0.08 ┤"))
    #expect(text.contains("fast   leaves the picture, ends at ≈ 163"))
  }

  @Test("curves that all diverge do set the scale")
  func onlyRunaways() {
    let series = ["a", "b"].map { PlotSamples.decay($0, from: 1, by: 2) }
    let text = picture(Plot(xLabel: "step", yLabel: "", series: series))
    #expect(text.contains("1.0 × 10¹² ┤"))
    #expect(!text.contains("leaves"))
  }

  @Test("a value that is not finite leaves a gap")
  func gap() {
    let points = (0...20).map { index in
      Plot.Point(x: Double(index), y: index == 10 ? .nan : 1)
    }
    let text = picture(PlotSamples.alone(points), unicode: false)
    let line = text.split(separator: "\n").first { $0.contains("*") } ?? ""
    #expect(line.contains("* ") && line.contains(" *"))
  }

  @Test("a single point is a dot, and the absence of finite values is reported")
  func little() {
    #expect(picture(PlotSamples.alone([Plot.Point(x: 3, y: 3)])).contains("•"))
    let nothing = ["f(v)", "(nothing to draw: no point is finite)"]
    #expect(TerminalPlot().lines(of: PlotSamples.alone([])) == nothing)
    #expect(TerminalPlot().lines(of: PlotSamples.alone([Plot.Point(x: 0, y: .nan)])) == nothing)
  }

  @Test("wide characters take two columns")
  func wideNames() {
    #expect(TextColumns.width("学習率") == 6)
    #expect(TextColumns.width("e\u{301}") == 1)
    #expect(TextColumns.fitted("学習率の損失", to: 6, .unicode) == "学習…")
    #expect(TextColumns.fitted("学習率", to: 6, .ascii) == "???")
    let series = ["学習率", "w"].map { PlotSamples.decay($0, from: 1, by: 0.5) }
    let text = picture(Plot(xLabel: "歩", yLabel: "", series: series))
    #expect(text.contains("△⠤⠤ w        ends at"))
  }
}
