import Autodiff
import TestSupport
import Testing
import Text

@testable import LessonLanguage

@Suite("Level lines and several curves")
struct PictureStatementTests {
  private func picture(_ text: String) throws -> ContourPicture {
    let step = try #require(TestProgram(text).steps.last)
    guard case .contour(let picture) = step.outcome else {
      throw Diagnostic(step.place, "no lines")
    }
    return picture
  }

  private func plot(_ text: String) throws -> Plot {
    let step = try #require(TestProgram(text).steps.last)
    guard case .plot(let plot) = step.outcome else { throw Diagnostic(step.place, "no plot") }
    return plot
  }

  @Test("a function of two numbers is computed at every point of the grid, edges included")
  func grid() throws {
    let grid = try picture("f(a, b) = a^2 - 3 * b\nplot f from -1 to 4, 0 to 2").grid
    #expect([grid.x.name, grid.y.name] == ["a", "b"])
    #expect([grid.x.coordinate(0), grid.x.coordinate(grid.x.count - 1)] == [-1, 4])
    #expect([grid.y.coordinate(0), grid.y.coordinate(grid.y.count - 1)] == [0, 2])
    for row in 0..<grid.y.count {
      for column in 0..<grid.x.count {
        let x = -1 + 5 * Double(column) / Double(grid.x.count - 1)
        let y = 2 * Double(row) / Double(grid.y.count - 1)
        #expect(abs(grid.value(column: column, row: row) - (x * x - 3 * y)) < 1e-12)
      }
    }
  }

  @Test(
    "a function of a vector of two gives the same values, and the parameters' values do not matter")
  func vector() throws {
    let start = "param v = [7, 7]\nparam c = 2\n"
    let ofVector = try picture(start + "f(v) = c * v[0] * v[1]\nplot f from 1 to 2, 3 to 5 with v")
    let ofNumbers = try picture(start + "f(a, b) = c * a * b\nplot f from 1 to 2, 3 to 5")
    #expect(ofVector.grid.values == ofNumbers.grid.values)
    #expect(ofVector.grid.values.first == 6 && ofVector.grid.values.last == 20)
    #expect(
      [ofVector.title, ofVector.grid.x.name, ofVector.grid.y.name] == ["f(v)", "v[0]", "v[1]"])
    #expect(ofVector.paths == [Plot.Series(name: "v", points: [Plot.Point(x: 7, y: 7)])])
  }

  @Test("a path is of a vector, or of two numbers that follow each other")
  func paths() throws {
    let text = """
      f(a, b) = a^2 + b^2
      param a = 4
      param b = 8
      A = f(a, b)
      descend A with sgd(rate = 0.25) for 2 steps
      param v = [1, 2]
      B = sum(v^2)
      descend B with sgd(rate = 0.25) for 1 steps
      plot f from -1 to 4, 0 to 2 with v, a, b
      """
    let paths = try picture(text).paths
    #expect(paths.map { $0.name } == ["v", "a, b"])
    #expect(paths[0].points == [Plot.Point(x: 1, y: 2), Plot.Point(x: 0.5, y: 1)])
    #expect(
      paths[1].points == [
        Plot.Point(x: 4, y: 8), Plot.Point(x: 2, y: 4), Plot.Point(x: 1, y: 2),
      ])
  }

  @Test(
    "an impossible picture says why",
    arguments: [
      ("plot f from 0 to 1, 0 to 1", "there is no function 'f' to plot"),
      (
        "f(a, b, c) = a\nplot f from 0 to 1, 0 to 1",
        "'f' takes (a, b, c), and here are 2 arguments"
      ),
      (
        "f(v) = v\nplot f from 0 to 1, 0 to 1",
        "'f' is not a function from two numbers to a number: level lines are of a function of two numbers, or of one vector of two"
      ),
      ("f(v) = v[2]\nplot f from 0 to 1, 0 to 1", nil),
      (
        "f(a, b) = a\nplot f from 1 to 0, 0 to 1",
        "a plot runs from a smaller number to a larger one"
      ),
      (
        "f(a, b) = a\nw = 1\nplot f from 0 to 1, 0 to 1 with w",
        "'w' is one number: name the other one after it"
      ),
      (
        "f(a, b) = a\nw = 1\nv = [1, 2]\nplot f from 0 to 1, 0 to 1 with w, v",
        "'w' is one number: name the other one after it"
      ),
      (
        "f(a, b) = a\nw = [1, 2, 3]\nplot f from 0 to 1, 0 to 1 with w",
        "a path is of a vector of two numbers or of two numbers, and 'w' has shape [3]"
      ),
      (
        "f(a, b) = a\nw = 1\nw = 2\nb = 1\nplot f from 0 to 1, 0 to 1 with w, b",
        "'w' has taken 2 values and 'b' 1, so they are not the points of one path"
      ),
      ("f(a, b) = a\nplot f from 0 to 1, 0 to 1 with w", "'w' has no path to draw"),
      (
        "f(a, b) = a\nplot f, f from 0 to 1, 0 to 1",
        "level lines are of one function; plot the others separately"
      ),
      (
        "f(a, b) = a\nplot f from 0 to 1, 0 to 1 with log y",
        "the axes of level lines cannot be logarithmic"
      ),
      (
        "plot exp from 0 to 1 with log x",
        "a logarithmic axis has positive numbers only: let it begin above 0"
      ),
      (
        "w = 1\nplot w with w",
        "only the curve of a function marks a value, as in: plot f from -1 to 4 with w"
      ),
      ("w = 1\nplot exp from 0 to 1 with w, w", "a curve marks one value"),
      ("w = 1\nplot w with log z", "expected 'x' or 'y' after 'log', found 'z'"),
    ] as [(String, String?)])
  func errors(text: String, message: String?) throws {
    let failure = try #require(TestProgram.failure(text))
    if let message { #expect(failure.message == message) }
  }

  @Test("several functions share their axis, and the first one has the marks")
  func curves() throws {
    let plot = try plot(
      "f(v) = v^2\ng(v) = 2 * v\nparam w = 3\nplot f, g from 0 to 4 with w, log y")
    #expect(plot.series.map { $0.name } == ["f", "g"])
    #expect(plot.series[1].points.allSatisfy { isClose($0.y, 2 * $0.x) })
    #expect([plot.xLabel, plot.yLabel] == ["v", ""])
    #expect(plot.present == Plot.Point(x: 3, y: 9) && plot.slope == 6)
    #expect(plot.scales == Plot.Scales(y: .log))
    #expect(plot.series[0].points.first == Plot.Point(x: 0, y: 0))
  }

  @Test("along a logarithmic axis, each argument is the same multiple of the one before")
  func multiples() throws {
    let points = try plot("plot exp from 0.01 to 1000 with log x").series[0].points
    #expect(points.first?.x == 0.01 && points.last?.x == 1000)
    let ratios = zip(points, points.dropFirst()).map { $1.x / $0.x }
    #expect(ratios.allSatisfy { abs($0 / ratios[0] - 1) < 1e-9 })
  }

  @Test("words of the clauses are names as well")
  func names() throws {
    let plot = try plot("param log = 2\nplot exp from 1 to 3 with log, log x")
    #expect(plot.present?.x == 2 && plot.scales.x == .log)
    #expect(try self.plot("log = 1\non = 2\nplot log, on").series.count == 2)
  }
}
