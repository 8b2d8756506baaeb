import LessonLanguage
import TestSupport
import Testing
import Text

@Suite("Steps and optimizer state")
struct OptimizerStatementTests {
  /// The loss is w itself, whose gradient is always 1.
  private func slope(_ statements: String...) throws -> Double {
    try TestProgram("param w = 1; L = w; backprop L\n" + statements.joined(separator: "\n"))
      .number("w")
  }

  @Test("all parameters move at once, along the gradients as they stood")
  func atOnce() throws {
    let program = try TestProgram("param a = 1; param b = 2; L = a * b; backprop L; step sgd(0.5)")
    #expect(try program.elements("[a, b]") == [0, 1.5])
  }

  @Test("only parameters that the last backprop reached move")
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

  @Test("an optimizer's state is kept when the rate changes")
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

  /// The names that an update shows on the left, in order.
  private func subjects(_ text: String) throws -> [String] {
    guard case .update(let update) = try TestProgram(text).steps.last?.outcome else { return [] }
    return update.parameters.flatMap { $0.workings }.compactMap { working in
      if case .name(let name) = working.subject { name } else { nil }
    }
  }

  @Test(
    "an optimizer's memory carries the parameter's name",
    arguments: [
      ("momentum(0.1)", ["v_b", "b"]), ("nesterov(0.1)", ["v_b", "b"]),
      ("rmsprop(0.1)", ["v_b", "b"]), ("adagrad(0.1)", ["s_b", "b"]),
      ("adadelta(1)", ["v_b", "delta_b", "u_b", "b"]),
      ("adam(0.1)", ["t_b", "m_b", "v_b", "mhat_b", "vhat_b", "b"]),
      ("adamw(0.1)", ["decayed_b", "t_b", "m_b", "v_b", "mhat_b", "vhat_b", "b"]),
      ("sgd(0.1, weight_decay = 0.1)", ["g_b", "b"]), ("sgd(0.1)", ["b"]),
    ])
  func notation(optimizer: String, names: [String]) throws {
    #expect(try subjects("param b = 2; L = b^2; backprop L; step \(optimizer)") == names)
  }

  @Test("no name of the program is taken, also one that is given later")
  func collisions() throws {
    let start = "param m = 2; L = m^2; backprop L; step momentum(0.1)"
    #expect(try subjects("v_m = 1; " + start) == ["v_m_", "m"])
    #expect(try subjects("v_m = 1; v_m_ = 2; " + start) == ["v_m__", "m"])
    #expect(try subjects(start + "; v_m = 1; backprop L; step momentum(0.1)") == ["v_m_", "m"])
    #expect(try subjects("v_m(x) = x; " + start) == ["v_m_", "m"])
  }

  @Test("a setting keeps its name unless the program calls something else so")
  func settings() throws {
    func rate(_ text: String) throws -> Bool {
      guard case .update(let update) = try TestProgram(text).steps.last?.outcome,
        case .sum(let terms) = update.parameters[0].workings.last?.symbols.first,
        case .product(let factors) = terms[1].formula, case .name(let name) = factors[0].formula
      else { throw Diagnostic(Place(line: 1, column: 1, length: 1), "no rate") }
      #expect(name == "rate" || name == "rate_sgd")
      return name == "rate"
    }
    let rest = "L = w^2; backprop L; step sgd"
    #expect(try rate("param w = 1; \(rest)(rate = 0.1)"))
    #expect(try rate("param w = 1; rate = 0.1; \(rest)(rate = rate)"))
    #expect(try !rate("param w = 1; rate = 0.2; \(rest)(rate = 0.1)"))
    #expect(try !rate("param w = 1; param rate = 0.1; \(rest)(rate = 0.1)"))
  }

  @Test("each parameter has its own state")
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

  @Test("a redefined parameter starts over")
  func redefined() throws {
    let step = "step momentum(rate = 0.1, momentum = 0.5)"
    #expect(isClose(try slope(step, "param w = 1; L = w; backprop L; \(step)"), 0.9))
  }

  @Test("settings may be given by position and computed")
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

  @Test(
    "an optimizer's description is read back as the same one, settings of 0 too",
    arguments: [
      "sgd(weight_decay = 0)", "momentum(momentum = 0)", "nesterov(momentum = 0)",
      "adam(beta1 = 0, beta2 = 0)",
      "adamw(weight_decay = 0)", "adamw", "rmsprop(alpha = 0)", "adagrad(eps = 0.5)",
      "adadelta(rho = 0)",
    ])
  func description(text: String) throws {
    let optimizer = try TypedIngredients.optimizer(text, rate: nil)
    let again = try TypedIngredients.optimizer(optimizer.description, rate: nil)
    #expect(again == optimizer)
  }
}
