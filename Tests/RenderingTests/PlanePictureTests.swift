import Foundation
import Learning
import LessonLanguage
import Testing

@testable import Rendering

@Suite("Pictures of the plane")
struct PlanePictureTests {
  private static let valley = LevelLineTests.grid((-6, 2), (-2.5, 2.5)) {
    0.1 * $0 * $0 + 2 * $1 * $1
  }

  private static func path(_ name: String, _ rate: Double) -> Plot.Series {
    var (x, y) = (-5.0, 2.0)
    var points = [Plot.Point(x: x, y: y)]
    for _ in 0..<6 {
      (x, y) = (x - rate * 0.2 * x, y - rate * 4 * y)
      points.append(Plot.Point(x: x, y: y))
    }
    return Plot.Series(name: name, points: points)
  }

  private static func contour(paths: Int) -> ContourPicture {
    ContourPicture(
      title: "valley(v)", grid: valley,
      paths: (0..<paths).map { path("x\($0)", 0.1 + 0.05 * Double($0)) })
  }

  private static let halves = RegionPicture(
    model: "net", data: "halves", output: .classes(["left", "right <b>"]),
    grid: LevelLineTests.grid((0, 4), (0, 2)) { x, _ in x < 1 ? 0 : 1 },
    samples: [
      .init(x: 0.5, y: 1, target: 0, predicted: 0, part: .training),
      .init(x: 3, y: 0.5, target: 0, predicted: 1, part: .training),
      .init(x: 2, y: 1.5, target: 1, predicted: 1, part: .validation),
    ],
    parts: [
      .init(part: .training, samples: 2, wrong: 1), .init(part: .validation, samples: 1, wrong: 0),
    ])

  @Test(
    "the label of a line is the value of the function where it stands", arguments: [40, 78, 118])
  func labels(width: Int) throws {
    let scene = ContourScene(Self.contour(paths: 7), width: width, rows: 20, .unicode)
    #expect(scene.labels.labels.count > 5)
    for label in scene.labels.labels {
      let value = 0.1 * label.point.x * label.point.x + 2 * label.point.y * label.point.y
      #expect(abs(value - (Double(label.text) ?? .nan)) < 0.02)
      let cell = scene.canvas.cell(of: scene.projection.dot(nearest: label.point))
      #expect(cell.row == label.cell.row)
      #expect((label.cell.column...label.cell.column + label.text.count).contains(cell.column))
    }
  }

  @Test("each of several paths has its letter, along it and at its end, and one path has numbers")
  func paths() {
    let several = TerminalPlot().lines(of: Self.contour(paths: 3)).joined(separator: "\n")
    #expect(several.contains("◆ the start, small letters the steps, capitals the ends"))
    let field = several.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }
      .joined()
    for letter in "ABCabc" { #expect(field.contains(letter)) }
    #expect(several.contains("c C x2   from (−5, 2) in 6 steps to ≈ (−"))
    let single = TerminalPlot().lines(of: Self.contour(paths: 1)).joined(separator: "\n")
    #expect(single.contains("0 … 3 the path of x0\n  ● now at ≈ (−4.4292, 0.093312)"))
    let outside = ContourPicture(
      title: "f", grid: Self.valley,
      paths: [Plot.Series(name: "w", points: [Plot.Point(x: 0, y: 0), Plot.Point(x: 9, y: 1)])])
    let text = TerminalPlot().lines(of: outside).joined(separator: "\n")
    #expect(text.contains("now outside at (9, 1)   1 point outside") && text.contains("▶"))
  }

  @Test("a cell has the fill of its class, and a sample its mark")
  func regions() throws {
    for (picture, marks) in [
      (TerminalPlot(width: 70), ["○", "●", "△", "░"]),
      (TerminalPlot(width: 70, unicode: false), ["a", "A", "b", "."]),
    ] {
      let lines = picture.lines(of: Self.halves)
      let axis = try #require(lines.firstIndex { $0.contains("└") || $0.contains("+-") })
      for line in lines[1..<axis] {
        // A quarter of the columns is left of x = 1, to within a cell.
        let field = Array(
          line.drop { $0 != "│" && $0 != "┤" && $0 != "|" && $0 != "+" }.dropFirst())
        let isFilled = field.indices.filter { String(field[$0]) == marks[3] }
        #expect(abs(Double(isFilled.first ?? 0) - Double(field.count) / 4) <= 1.5)
      }
      let text = lines[..<axis].joined()
      for mark in marks { #expect(text.contains(mark)) }
      #expect(lines.last == "  training: 2 samples, 1 wrong   validation: 1 sample, 0 wrong")
    }
  }

  @Test("pictures fit their width, and are ASCII on request", arguments: [30, 46, 80, 120])
  func fits(width: Int) {
    for unicode in [true, false] {
      let picture = TerminalPlot(width: width, unicode: unicode)
      for lines in [
        picture.lines(of: Self.contour(paths: 0)), picture.lines(of: Self.contour(paths: 1)),
        picture.lines(of: Self.contour(paths: 7)), picture.lines(of: Self.halves),
      ] {
        for line in lines {
          #expect(TextColumns.width(line) <= width && line.last != " ", "\(line)")
          #expect(unicode || line.unicodeScalars.allSatisfy { $0.isASCII })
        }
      }
    }
  }

  @Test("a function without values, or with one, says so")
  func flat() {
    for (value, words) in [
      (3.0, "no lines: f(a, b) is the same everywhere, 3"),
      (.nan, "f(a, b) has no finite value here"),
    ] {
      let picture = ContourPicture(
        title: "f(a, b)", grid: LevelLineTests.grid((0, 1), (0, 1)) { _, _ in value }, paths: [])
      #expect(TerminalPlot().lines(of: picture).last == "  " + words)
    }
  }

  @Test("a figure says in words what is to be seen in it, and has each line and sample")
  func figures() throws {
    var html = HTMLWriter()
    ContourSVG(Self.contour(paths: 2)).write(to: &html, part: 0)
    RegionSVG(Self.halves).write(to: &html, part: 1)
    let page = ParsedPage(html.text)
    #expect(page.fault == nil)
    #expect(html.text.contains("<title>level lines of valley(v) over x and y</title>"))
    #expect(
      html.text.contains(
        "<desc>lines at valley(v) = 2, 4, 6, 8, 10, 12, 14, 16; x0 from (−5, 2) in 6 steps to "))
    #expect(html.text.contains("<title>the answer of net over the features of halves</title>"))
    #expect(
      html.text.contains(
        "left in 25 % of the picture; right &lt;b&gt; in 75 % of the picture; training: 2 samples, 1 wrong"
      ))
    let kinds = page.names("path", "class")
    #expect(kinds.filter { $0 == "level" }.count == 8)
    #expect(kinds.contains("curve curve1") && kinds.contains("end end1"))
    #expect(kinds.filter { $0.hasPrefix("region ") }.count == 4)
    // In the picture and in the caption: two right ones and a wrong one, and a key for each.
    #expect(kinds.filter { $0.hasPrefix("datum ") }.count == 2 + 2)
    #expect(kinds.filter { $0.hasPrefix("wrong ") }.count == 1 + 1)
    #expect(page.names("figure", "data-part") == ["0", "1"])
  }
}
