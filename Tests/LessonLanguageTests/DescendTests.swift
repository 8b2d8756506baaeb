import LessonLanguage
import TestSupport
import Testing
import Text

@Suite("Descending")
struct DescendTests {
  private static let bowl = "param w = 0.38\nL = (w - 0.655)^2\n"

  private func descent(_ text: String) throws -> Descent {
    let step = try #require(TestProgram(text).steps.last)
    guard case .descent(let descent) = step.outcome else {
      throw Diagnostic(step.place, "no descent")
    }
    return descent
  }

  @Test("the table has weight, loss and slope before each step and after the last")
  func rows() throws {
    let descent = try descent(Self.bowl + "descend L with sgd(rate = 0.1) for 3 steps")
    #expect(descent.rows.map { $0.step } == [0, 1, 2, 3])
    #expect(descent.columns.count == 3)
    let expected: [[Double]] = [
      [0.38, 0.075625, -0.55], [0.435, 0.0484, -0.44], [0.479, 0.030976, -0.352],
      [0.5142, 0.01982464, -0.2816],
    ]
    for (row, values) in zip(descent.rows, expected) { #expect(isClose(row.values, values)) }
    #expect(descent.end == .allSteps)
  }

  @Test(
    "descending is backprop and step, repeated, and ends with a reverse pass",
    arguments: ["sgd(0.1)", "momentum(rate = 0.05)", "adam(rate = 0.1)", "rmsprop()"])
  func sameAsLoop(optimizer: String) throws {
    let start = "param w = [0.38, 2]\nL = sum((w - [0.655, 1])^2)\n"
    let short = try TestProgram(start + "descend L with \(optimizer) for 25 steps")
    let long = try TestProgram(start + "repeat 25 { backprop L; step \(optimizer) }\nbackprop L")
    for name in ["w", "L", "grad(w)"] {
      #expect(try short.elements(name) == long.elements(name))
      #expect(try short.notes(name) == [])
    }
  }

  @Test("no step is a step too few for nobody")
  func zero() throws {
    let program = try TestProgram(Self.bowl + "descend L with sgd() for 0 steps")
    #expect(try program.number("w") == 0.38)
    #expect(isClose(try program.number("grad(w)"), -0.55))
  }

  @Test("until change stops once the loss has settled")
  func settles() throws {
    let descent = try descent(Self.bowl + "descend L with sgd(rate = 0.1) until change < 1e-6")
    #expect(descent.end == .settled)
    let losses = descent.rows.map { $0.values[1] }
    let last = losses.count - 1
    #expect(descent.steps == descent.rows[last].step)
    #expect(losses[0] - losses[1] >= 1e-6)
    #expect(abs(losses[last] - losses[last - 1]) < 1e-6)
    #expect(losses[last] < 1e-5)
  }

  @Test("a loss that never settles ends after a bounded number of steps")
  func neverSettles() throws {
    let descent = try descent(
      "param w = 1\nL = w\ndescend L with sgd(rate = 1) until change < 1e-3")
    #expect(descent.end == .notSettled)
    #expect(descent.steps == 100_000)
  }

  @Test("a loss that is no longer finite is reported with its step")
  func diverges() throws {
    let descent = try descent("param w = 1\nL = w^2\ndescend L with sgd(rate = 1e100) for 4 steps")
    #expect(descent.firstNotFinite == 2)
    let stopped = try self.descent(
      "param w = 1\nL = w^2\ndescend L with sgd(rate = 1e100) until change < 1")
    #expect(stopped.end == .notSettled)
    #expect(stopped.steps < 10)
  }

  @Test("every number of a few has a column, of many the first")
  func columns() throws {
    let few = try descent(
      "param W = [[1, 2], [3, 4]]\nparam b = 1\nL = sum(W^2) + b^2\ndescend L with sgd() for 2 steps"
    )
    #expect(few.columns.count == 11)
    #expect(few.elementsWithoutColumn == 0)
    let many = try descent(
      "param v = reshape(one_hot(0, 40), [40])\nL = sum(v^2)\ndescend L with sgd() for 2 steps")
    #expect(many.columns.count == 25)
    #expect(many.elementsWithoutColumn == 28)
  }

  @Test("only parameters that the loss depends on move")
  func reached() throws {
    let program = try TestProgram(
      "param a = 1; param b = 1; L = a^2; M = b^2\ndescend L with sgd(0.25) for 1 step")
    #expect(try program.elements("[a, b]") == [0.5, 1])
  }

  @Test(
    "a loss that no gradient reaches is an error that names the parameters",
    arguments: [
      ("param w = 1\nL = w > 2", "'w'"), ("param w = [1, 2]\nL = argmax(w)", "'w'"),
      ("param w = 1\nparam v = 2\nL = 3 if w > v else 4", "'w', 'v'"),
      ("param w = 1\nL = value(w) + (w == 1)", "'w'"),
    ])
  func noGradient(program: String, names: String) {
    let message = "no gradient reaches \(names): a comparison, a condition and argmax pass none"
    for statement in [
      "descend L with sgd(rate = 0.1) for 3 steps", "descend L with adam() for 0 steps",
      "descend L with sgd(rate = 0.1) until change < 1e-6", "backprop L\nstep sgd(rate = 0.1)",
    ] {
      #expect(TestProgram.failure(program + "\n" + statement)?.message == message)
    }
    #expect(TestProgram.failure(program + "\nbackprop L\ncheck L") == nil)
  }

  @Test("a parameter that is only in a condition does not move, and the table says so")
  func partlyReached() throws {
    let start = "param w = 1\nparam v = 2\nL = v^2 if w > 0 else v\n"
    let short = try TestProgram(start + "descend L with sgd(rate = 0.1) for 3 steps")
    let long = try TestProgram(start + "repeat 3 { backprop L; step sgd(rate = 0.1) }\nbackprop L")
    for program in [short, long] {
      #expect(try program.number("w") == 1)
      #expect(isClose(try program.number("v"), 1.024))
      #expect(program.steps.last?.notes == [.notReached(["w"])])
    }
    let descent = try descent(start + "descend L with sgd(rate = 0.1) for 3 steps")
    #expect(descent.columns.count == 3)
  }

  @Test("a backward pass from a constant is only a seed")
  func nothingBehind() throws { _ = try TestProgram("backprop 2 * 3") }
}
