import LessonLanguage
import Testing

@testable import Rendering

@Suite("Any plot, however wild")
struct PlotPropertyTests {
  private static let extremes: [Double] = [
    0, 1, -1, 0.1, 1e-300, -1e-300, .leastNonzeroMagnitude, 1e300, -1e300, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, .infinity, -.infinity, .nan, 1 + 1e-12, 123_456_789, 1e-7,
  ]

  private static let names = ["", "w", "loss(v)", "学習率の損失", "a\tb\u{1B}[31m", "é", "🙂🙂🙂"]

  private static func number(_ generator: inout PlotTestGenerator) -> Double {
    Bool.random(using: &generator)
      ? extremes.randomElement(using: &generator) ?? 0
      : Double.random(in: -3...3, using: &generator)
  }

  private static func points(upTo count: Int, _ generator: inout PlotTestGenerator) -> [Plot.Point]
  {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in
      Plot.Point(x: number(&generator), y: number(&generator))
    }
  }

  private static func scale(_ generator: inout PlotTestGenerator) -> Plot.Scale {
    Bool.random(using: &generator) ? .linear : .log
  }

  /// A grid whose values are at most two different numbers in some of the cases.
  private static func grid(_ generator: inout PlotTestGenerator) -> PlaneGrid {
    let some = [number(&generator), number(&generator)]
    let isWild = Bool.random(using: &generator)
    let values = (0..<9 * 7).map { _ in
      isWild ? number(&generator) : some.randomElement(using: &generator) ?? 0
    }
    let bound = [1, 1e-300, 1e300, .greatestFiniteMagnitude].randomElement(using: &generator) ?? 1
    return PlaneGrid(
      x: .init(
        name: names.randomElement(using: &generator) ?? "", from: -bound, to: bound, count: 9),
      y: .init(name: names.randomElement(using: &generator) ?? "", from: 0, to: bound, count: 7),
      values: values)
  }

  @Test("level lines fit their width, whatever the values and the paths", arguments: 0..<40)
  func levelLines(seed: UInt64) {
    var generator = PlotTestGenerator(state: seed)
    let paths = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      Plot.Series(
        name: Self.names.randomElement(using: &generator) ?? "",
        points: Self.points(upTo: 12, &generator))
    }
    let picture = ContourPicture(title: "f(a, b)", grid: Self.grid(&generator), paths: paths)
    let width = Int.random(in: 30...100, using: &generator)
    for unicode in [true, false] {
      for line in TerminalPlot(width: width, unicode: unicode).lines(of: picture) {
        #expect(TextColumns.width(line) <= width, "\(line)")
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && (unicode || $0.isASCII) })
      }
    }
    var html = HTMLWriter()
    ContourSVG(picture).write(to: &html, part: 0)
    #expect(ParsedPage(html.text).fault == nil)
  }

  private static func plot(_ generator: inout PlotTestGenerator) -> Plot {
    let series = (0..<Int.random(in: 0...10, using: &generator)).map { _ in
      Plot.Series(
        name: names.randomElement(using: &generator) ?? "",
        points: points(upTo: 12, &generator).sorted { $0.x < $1.x })
    }
    let path = points(upTo: 30, &generator)
    return Plot(
      xLabel: names.randomElement(using: &generator) ?? "",
      yLabel: names.randomElement(using: &generator) ?? "",
      series: series, path: path, present: path.last,
      slope: Bool.random(using: &generator) ? number(&generator) : nil,
      scales: Plot.Scales(x: scale(&generator), y: scale(&generator)))
  }

  @Test("fits its width, has no trailing spaces and is ASCII on request", arguments: 0..<60)
  func fits(seed: UInt64) {
    var generator = PlotTestGenerator(state: seed)
    for _ in 0..<5 {
      let plot = Self.plot(&generator)
      let width = Int.random(in: 30...100, using: &generator)
      let height = Int.random(in: 1...30, using: &generator)
      for unicode in [true, false] {
        let picture = TerminalPlot(width: width, height: height, unicode: unicode)
        let lines = picture.lines(of: plot)
        #expect(!lines.isEmpty)
        #expect(lines == picture.lines(of: plot))
        for line in lines {
          #expect(TextColumns.width(line) <= width, "\(line)")
          #expect(line.last != " ")
          #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && (unicode || $0.isASCII) })
        }
      }
    }
  }

  @Test("less than the least width is the least width")
  func leastWidth() {
    #expect(TerminalPlot(width: 3).width == TerminalPlot.leastWidth)
  }

  @Test("the bottom of a bowl is drawn below its place on the axis", arguments: [30, 47, 80, 120])
  func bottomOfBowl(width: Int) throws {
    let curve = PlotSamples.curve("f", from: 0, to: 2) { ($0 - 0.5) * ($0 - 0.5) }
    let plot = Plot(
      xLabel: "v", yLabel: "", series: [curve], present: Plot.Point(x: 0.5, y: 0))
    let lines = TerminalPlot(width: width).lines(of: plot)
    let bottom = Array(try #require(lines.last { $0.contains("┤") }))
    let axis = Array(try #require(lines.first { $0.contains("└") }))
    let origin = try #require(axis.firstIndex(of: "└")) + 1
    let length = try #require(axis.lastIndex { $0 == "┬" || $0 == "─" }) - origin
    let column = try #require(bottom.firstIndex(of: "●")) - origin
    #expect(abs(Double(column) - Double(length) / 4) <= 1)
    let ink = bottom[origin...].indices.filter { bottom[$0] != " " }.map { $0 - origin }
    #expect(ink.contains(column - 1) && ink.contains(column + 1))
  }
}
