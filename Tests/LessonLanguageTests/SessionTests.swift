import LessonLanguage
import TestSupport
import Testing
import Text

@Suite("A session is a value")
struct SessionTests {
  @Test("a copy runs on independently")
  func copies() throws {
    let before = try TestProgram(
      "param w = 1\nL = w\nbackprop L\nstep momentum(0.1, momentum = 0.5)")
    var one = before
    var other = before
    try one.run("step momentum(0.1, momentum = 0.5)\nx = 5\ndigits 7\nf(v) = v")
    try other.run("w = 9\nbackprop 3 * L")
    #expect(isClose(try one.number("w"), 0.75))
    #expect(try other.number("w") == 9)
    #expect(isClose(try before.number("w"), 0.9))
    #expect(try before.number("grad(w)") == 1)
    #expect(before.failure("x")?.message == "'x' has no value here")
    #expect(before.failure("f(1)")?.message == "there is no function 'f'")
    #expect(before.session.digits == 4)
  }

  @Test(
    "an error does not affect an earlier copy",
    arguments: [
      "a = 2 * missing", "param w = w @ w", "descend L with sgd(9) for 1.5 steps",
      "repeat 3 { step sgd(1); missing }",
    ])
  func errors(statement: String) throws {
    let program = try TestProgram("param w = 1\nL = w^2\nbackprop L")
    #expect(program.failure(statement) != nil)
    #expect(try program.elements("[w, L, grad(w)]") == [1, 1, 2])
    #expect(program.failure("a") != nil)
  }

  @Test("the same program gives the same numbers, to the last bit")
  func deterministic() throws {
    let text = """
      param W = [[0.15, 0.20], [0.25, 0.30]]
      h = softmax(tanh(W @ [0.05, 0.10]))
      L = cross_entropy([1, 0], h)
      descend L with adam(rate = 0.1) for 50 steps
      """
    #expect(try TestProgram(text).elements("W") == TestProgram(text).elements("W"))
  }

  @Test("a step has its source, its place and its decimals")
  func steps() throws {
    let steps = try TestProgram("a = 1 # one\n\ndigits 6\nshow  a").steps
    #expect(steps.map { $0.source } == ["a = 1", "digits 6", "show a"])
    #expect(steps.map { $0.place.line } == [1, 3, 4])
    #expect(steps.map { $0.digits } == [4, 6, 6])
  }
}

@Suite("Plots and sliders")
struct PlotStatementTests {
  private func plot(_ text: String) throws -> Plot {
    let step = try #require(TestProgram(text).steps.last)
    guard case .plot(let plot) = step.outcome else { throw Diagnostic(step.place, "no plot") }
    return plot
  }

  @Test("a curve runs from end to end, with the path, the present point and its tangent")
  func curve() throws {
    let plot = try plot(
      """
      param w = 3
      bowl(v) = (v - 1)^2
      L = bowl(w)
      backprop L
      step sgd(0.25)
      plot bowl from -1 to 4 with w
      """)
    let points = plot.series[0].points
    #expect(points.first == Plot.Point(x: -1, y: 4))
    #expect(points.last == Plot.Point(x: 4, y: 9))
    #expect(points.allSatisfy { isClose($0.y, ($0.x - 1) * ($0.x - 1)) })
    #expect(plot.path == [Plot.Point(x: 3, y: 4), Plot.Point(x: 2, y: 1)])
    #expect(plot.present == Plot.Point(x: 2, y: 1))
    #expect(plot.slope == 2)
    #expect([plot.xLabel, plot.yLabel] == ["v", "bowl(v)"])
  }

  @Test("histories contain every value of a name")
  func histories() throws {
    let plot = try plot(
      "param w = 1\nL = w^2\nrepeat 3 { backprop L; step sgd(0.25) }\nforward L\nplot w, L")
    #expect(plot.series.map { $0.name } == ["w", "L"])
    #expect(plot.series[0].points.map { $0.y } == [1, 0.5, 0.25, 0.125])
    #expect(plot.series[1].points.map { $0.y } == [1, 0.25, 0.0625, 0.015625])
  }

  @Test("descend and the steps around it go on in one history")
  func descent() throws {
    let plot = try plot(
      "param w = 1\nL = w^2\ndescend L with sgd(0.25) for 2 steps\nbackprop L\nstep sgd(0.25)\nplot w"
    )
    #expect(plot.series[0].points.map { $0.y } == [1, 0.5, 0.25, 0.125])
    #expect(plot.yLabel == "w")
  }

  @Test(
    "a slider is for a plain number or a parameter",
    arguments: ["rate = 0.5", "param rate = 0.5"])
  func slider(definition: String) throws {
    let step = try TestProgram(definition + "\nexplore rate from 0.01 to 1.1").steps.last
    guard case .slider(let slider) = step?.outcome else {
      Issue.record("explore shows a slider")
      return
    }
    #expect(slider.name == "rate")
    #expect([slider.value, slider.from, slider.to] == [0.5, 0.01, 1.1])
  }
}
