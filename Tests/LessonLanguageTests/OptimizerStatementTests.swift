import LessonLanguage
import TestSupport
import Testing

@Suite("Steps and what optimizers remember")
struct OptimizerStatementTests {
  /// The loss is w itself, so that its gradient is always 1.
  private func slope(_ statements: String...) throws -> Double {
    try TestProgram("param w = 1; L = w; backprop L\n" + statements.joined(separator: "\n"))
      .number("w")
  }

  @Test("all parameters move at once, along the gradients as they stood")
  func atOnce() throws {
    let program = try TestProgram("param a = 1; param b = 2; L = a * b; backprop L; step sgd(0.5)")
    #expect(try program.elements("[a, b]") == [0, 1.5])
  }

  @Test("only what the last backprop reached moves")
  func reached() throws {
    let program = try TestProgram(
      "param a = 1; param b = 2; L = a^2; M = b^2; backprop M; backprop L; step sgd(0.5)")
    #expect(try program.elements("[a, b]") == [0, 2])
  }

  @Test("gradients do not accumulate")
  func accumulation() throws {
    let program = try TestProgram("param w = 3; L = w^2; backprop L; backprop L; backprop L")
    #expect(try program.number("grad(w)") == 6)
  }

  @Test("an optimizer's state lives on, whatever the rate")
  func livesOn() throws {
    let first = "step momentum(rate = 0.1, momentum = 0.5)"
    #expect(isClose(try slope(first), 0.9))
    #expect(isClose(try slope(first, first), 0.75))
    #expect(isClose(try slope(first, first, "step momentum(rate = 0.2, momentum = 0.5)"), 0.4))
    #expect(isClose(try slope(first, "backprop L", first), 0.75))
    #expect(isClose(try slope("descend L with \(first.dropFirst(5)) for 1 step", first), 0.75))
    #expect(isClose(try slope("repeat 2 { backprop L; \(first) }"), 0.75))
  }

  @Test("another optimizer or another setting starts afresh")
  func afresh() throws {
    let first = "step momentum(rate = 0.1, momentum = 0.5)"
    #expect(isClose(try slope(first, "step momentum(rate = 0.1, momentum = 0.4)"), 0.8))
    #expect(isClose(try slope(first, "step sgd(rate = 0.1)", first), 0.7))
    #expect(isClose(try slope(first, "step nesterov(rate = 0.1, momentum = 0.5)"), 0.75))
  }

  @Test("each parameter has a state of its own")
  func own() throws {
    let program = try TestProgram(
      """
      param a = 1; param b = 1
      A = a; B = b; C = a + b
      backprop A; step momentum(rate = 0.1, momentum = 0.5)
      backprop C; step momentum(rate = 0.1, momentum = 0.5)
      """)
    #expect(isClose(try program.elements("[a, b]"), [0.75, 0.9]))
  }

  @Test("a parameter that is defined again begins anew")
  func redefined() throws {
    let step = "step momentum(rate = 0.1, momentum = 0.5)"
    #expect(isClose(try slope(step, "param w = 1; L = w; backprop L; \(step)"), 0.9))
  }

  @Test("settings may stand by position and be computed")
  func positions() throws {
    #expect(isClose(try slope("rate = 0.1", "step sgd(rate * 2)"), 0.8))
    #expect(isClose(try slope("step sgd(0.1, 0.5); step sgd(rate = 0.1, momentum = 0.5)"), 0.75))
    #expect(isClose(try slope("step sgd(0.1, weight_decay = 1)"), 0.8))
  }

  @Test(
    "the first step of each, from w = 1 along a slope of 1",
    arguments: [
      ("sgd(rate = 0.1)", 0.9), ("momentum(rate = 0.1)", 0.9), ("nesterov(rate = 0.1)", 0.81),
      ("rmsprop(rate = 0.1, eps = 1e-30)", 0), ("adagrad(rate = 0.1, eps = 1e-30)", 0.9),
      ("adam(rate = 0.1, eps = 1e-30)", 0.9),
      ("adamw(rate = 0.1, weight_decay = 0.5, eps = 1e-30)", 0.85),
      ("adadelta(rate = 1, rho = 0.5, eps = 1)", 1 - (1 / 1.5).squareRoot()),
    ])
  func first(optimizer: String, value: Double) throws {
    #expect(isClose(try slope("step \(optimizer)"), value, within: 1e-12))
  }
}
