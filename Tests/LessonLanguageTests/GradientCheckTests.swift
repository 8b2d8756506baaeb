import LessonLanguage
import TestSupport
import Testing
import Text

@Suite("Comparing gradients with central differences")
struct GradientCheckTests {
  private func check(_ text: String) throws -> (rows: [GradientCheck.Row], holds: Bool) {
    let step = try #require(TestProgram(text).steps.last)
    guard case .gradientCheck(let check) = step.outcome else {
      throw Diagnostic(step.place, "no gradient check")
    }
    return (check.rows, step.checks.allSatisfy { $0.holds })
  }

  @Test(
    "every smooth loss agrees with its differences",
    arguments: [
      "w^2", "exp(w)", "log(w)", "sqrt(w)", "sin(w) * cos(w)", "tanh(w)", "sigmoid(w)^3",
      "softplus(w)", "1 / w", "w^w", "1e6 * w^2", "1e-9 * w^2", "bce(1, sigmoid(w))",
      "huber(3, w)", "w * value(w)", "5 + 0 * w", "relu(w)", "max(w, 0)",
    ])
  func agrees(loss: String) throws {
    let (rows, holds) = try check("param w = 0.7\nL = \(loss)\ncheck L")
    #expect(holds)
    #expect(rows.map { $0.verdict } == [.agrees])
  }

  @Test("every element of every parameter of the loss has a row")
  func rows() throws {
    let (rows, holds) = try check(
      "param W = [[1, 2], [3, 4]]; param b = [1, 2]; param c = 1\nL = sse(b, W @ b)\ncheck L")
    #expect(rows.count == 6)
    #expect(holds)
    #expect(rows.allSatisfy { $0.relativeError < 1e-6 })
  }

  @Test(
    "a kink is named and is not a failure",
    arguments: [
      ("relu(w)", "relu"), ("leaky_relu(w)", "leaky_relu"), ("3 * relu(2 * w) + w", "relu"),
    ])
  func kinks(loss: String, name: String) throws {
    let (rows, holds) = try check("param w = 0\nL = \(loss)\ncheck L")
    #expect(rows.map { $0.verdict } == [.kink(name)])
    #expect(holds)
  }

  @Test("near a kink there is none", arguments: [1e-3, -1e-3, 1e-5])
  func nearKink(w: Double) throws {
    #expect(
      try check("param w = \(w)\nL = relu(w)^2 + relu(w)\ncheck L").rows.map { $0.verdict } == [
        .agrees
      ])
  }

  /// A relu on exact zeros, which are not the maximum of their pool if `winner` is larger.
  private func pooled(_ winner: Double) -> String {
    """
    image = [[1, 0, 2, 1], [0, 1, 3, 0], [2, 1, 0, 1], [1, 0, 1, 2]]
    param k = [[0.5, -0.5], [1, 0]]
    param c = 0
    act = relu(conv2d(image, k) + c)
    L = (1 - sum(max_pool(act, 2)))^2 + \(winner) * sum(act)
    check L
    """
  }

  @Test("a corner is named only if it affects the loss")
  func lostKink() throws {
    let smooth = try check(pooled(0))
    #expect(smooth.rows.map { $0.verdict } == [GradientCheck.Verdict](repeating: .agrees, count: 5))
    let real = try check(pooled(1))
    #expect(real.rows.contains { $0.verdict == .kink("relu") })
    #expect(real.holds)
  }

  @Test(
    "a corner along a parameter is found however steep the loss is",
    arguments: [
      ("1000 * w + relu(w)", true), ("1e6 * w + abs(w)", true), ("relu(w)^2", false),
      ("relu(w) * w", false), ("w^2 + 0 * relu(w)", false), ("max(relu(w), 1)", false),
      ("1e-6 * relu(w)", true), ("cos(w) + 1e-4 * abs(w)", true),
    ])
  func bends(loss: String, isKink: Bool) throws {
    let verdict = try check("param w = 0\nL = \(loss)\ncheck L").rows[0].verdict
    if case .kink = verdict { #expect(isKink) } else { #expect(!isKink && verdict == .agrees) }
  }

  @Test("the corner is named after the operation that bends the loss, not after one that is lost")
  func named() throws {
    let (rows, _) = try check(
      "param w = 0\nlost = relu(w)\nL = max(lost, 1) + abs(w)\ncheck L")
    #expect(rows.map { $0.verdict } == [.kink("abs")])
  }

  @Test("values that are not finite are not compared")
  func notFinite() throws {
    let (rows, _) = try check("param w = 0\nL = log(w)\ncheck L")
    #expect(rows.map { $0.verdict } == [.notFinite])
  }

  @Test("a check computes with the present parameters and leaves everything as it was")
  func untouched() throws {
    let program = try TestProgram(
      "param w = 3\nL = w^2\nbackprop L\nstep sgd(0.1)\nbefore = L\ncheck L")
    guard case .gradientCheck(let check) = program.steps.last?.outcome else {
      Issue.record("no gradient check")
      return
    }
    #expect(isClose(check.rows[0].analytic, 4.8))
    #expect(try program.number("L") == 9)
    #expect(isClose(try program.number("w"), 2.4))
    #expect(try program.number("grad(w)") == 6)
  }
}
