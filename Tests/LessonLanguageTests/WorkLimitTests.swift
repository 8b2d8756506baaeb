import LessonLanguage
import Testing

@Suite("The work of every run is limited")
struct WorkLimitTests {
  private static let few: Limits = {
    var limits = Limits()
    limits.work = 1e7
    return limits
  }()

  private static let start = "param w = 1; L = w^2; f(x) = x^2; v = one_hot(0, 1000)\n"

  @Test(
    "every statement counts, in a loop and without one",
    arguments: [
      "repeat 1000000 { repeat 1000000 { 1 } }",
      "repeat 1000000 { repeat 1000000 { } }",
      "repeat 1000000 { digits 4 }",
      "repeat 1000000 { forward L }",
      "repeat 1000000 { backprop L }",
      "backprop L; repeat 1000000 { step sgd(rate = 0) }",
      "backprop L; repeat 1000000 { why w }",
      "repeat 1000000 { check L }",
      "repeat 1000000 { plot f from 0 to 1 }",
      "repeat 1000000 { plot w, L }",
      "repeat 1000000 { expect w is 1 }",
      "repeat 1000000 { expect nothing fails }",
      "repeat 1000000 { ask \"How many?\" w }",
      "repeat 1000000 { show v }",
      "repeat 1000000 { descend L with sgd(rate = 0) for 0 steps }",
      "descend L with sgd(rate = 0) for 1000000 steps",
    ])
  func statements(program: String) throws {
    let failure = try #require(TestProgram.failure(Self.start + program, limits: Self.few))
    #expect(
      failure.message.hasPrefix(
        "the program has used up the 10000000 units of work that one run may do; it was stopped at"),
      "\(failure)")
  }

  @Test("nested calls count, even if they build nothing")
  func calls() {
    var program = "f0(x) = x\n"
    for level in 1...50 { program += "f\(level)(x) = f\(level - 1)(f\(level - 1)(x))\n" }
    #expect(
      TestProgram.failure(program + "f50(1)", limits: Self.few)?.message.contains("units of work")
        == true)
  }

  @Test("a million steps of a line fit are allowed")
  func millionSteps() throws {
    var limits = Limits()
    limits.work /= 1_000
    let program =
      "param w = 0; param b = 0; x = [1, 2, 3, 4]; y = [3, 5, 7, 9]; L = mean((y - (w * x + b))^2)\n"
    _ = try TestProgram(
      program + "descend L with sgd(rate = 0.01) for 1000 steps", limits: limits)
  }

  @Test("the message says where a program was stopped, and its table is kept")
  func descentSoFar() throws {
    let statements = try Parser.statements(
      of: "param w = 1; L = w^2\nrepeat 2 { descend L with sgd(rate = 0) for 1000000 steps }")
    var session = Session(limits: Self.few)
    var last: Step?
    for statement in statements { last = try session.run(statement) }
    let step = try #require(last)
    guard case .loop(let loop) = step.outcome, let inner = loop.shown.last?.steps.last,
      case .descent(let descent) = inner.outcome
    else {
      Issue.record("the descent is not shown")
      return
    }
    #expect(loop.shown.count == 1)
    #expect(descent.rows.count > 100)
    #expect(descent.rows.last?.step == descent.steps)
    #expect(
      step.failure?.message
        == "the program has used up the 10000000 units of work that one run may do; it was stopped at "
        + "round 1, step \(descent.steps)")
    #expect(inner.failure == step.failure)
  }

  @Test("the same program is stopped at the same step every time")
  func determinism() {
    let program = Self.start + "descend L with adam(rate = 0.1) for 1000000 steps"
    #expect(
      TestProgram.failure(program, limits: Self.few)
        == TestProgram.failure(program, limits: Self.few))
  }
}
