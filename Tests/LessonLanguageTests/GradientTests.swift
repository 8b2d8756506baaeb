import LessonLanguage
import TestSupport
import Testing

@Suite("Gradients as values")
struct GradientTests {
  @Test("grad gives the gradient of any named value, parameter or not")
  func anyName() throws {
    let program = try TestProgram("param w = 3\nx = 2\ny = w * x\nL = y^2\nbackprop L")
    #expect(try program.elements("[grad(w), grad(x), grad(y), grad(L)]") == [24, 36, 12, 1])
  }

  @Test("grad of a tensor has its shape, and an element is read by index")
  func tensors() throws {
    let program = try TestProgram("param W = [[1, 2], [3, 4]]\nL = sum(W^2)\nbackprop L")
    #expect(try program.elements("grad(W)") == [2, 4, 6, 8])
    #expect(try program.number("grad(W)[1, 0]") == 6)
    #expect(try program.elements("grad(W)[1]") == [6, 8])
  }

  @Test("a gradient is part of the graph: its own gradient is the second derivative")
  func higher() throws {
    var program = try TestProgram("param w = 3\nL = w^3\nbackprop L\ng = grad(w)\nbackprop g")
    #expect(try program.number("grad(w)") == 18)
    try program.run("h = grad(w)\nbackprop h")
    #expect(try program.number("grad(w)") == 6)
    #expect(try program.number("g") == 27)
  }

  @Test("a second derivative follows the parameter")
  func curvatureAfterStep() throws {
    let program = try TestProgram(
      """
      param w = 3
      L = w^3
      backprop L
      g = grad(w)
      backprop L
      step sgd(rate = 1/27)
      forward g
      backprop g
      """)
    #expect(isClose(try program.number("w"), 2))
    #expect(isClose(try program.elements("[g, grad(w)]"), [12, 12]))
  }

  @Test("value cuts a number off from the graph")
  func value() throws {
    let program = try TestProgram("param w = 3\nL = w * value(w)\nbackprop L")
    #expect(try program.number("grad(w)") == 3)
    #expect(
      program.failure("c = value(w); backprop c; grad(w)")?.message
        == "the last backprop did not reach 'w'")
  }

  @Test("each backprop has its own gradients")
  func lastOne() throws {
    let program = try TestProgram("param w = 3\na = w^2\nb = 5 * w\nbackprop a\nbackprop b")
    #expect(try program.number("grad(w)") == 5)
    #expect(program.failure("grad(a)")?.message == "the last backprop did not reach 'a'")
  }

  @Test(
    "at kinks and ties the rules of the language hold",
    arguments: [
      ("relu(w)", 0), ("abs(w)", 0), ("max(w, 0)", 0.5), ("min(w, 0)", 0.5), ("w^2", 0),
      ("leaky_relu(w)", 0.01), ("max([w, w, -1])", 1),
    ])
  func kinks(loss: String, slope: Double) throws {
    #expect(
      try TestProgram("param w = 0\nL = \(loss)\nbackprop L").number("grad(w)") == slope)
  }

  @Test(
    "the first value that is not finite is reported with its operation",
    arguments: [
      ("a = 1/0", "/"), ("a = log(0) + 1", "log"), ("a = [1, -1] / 0", "/"),
      ("a = exp(1000) - 1", "exp"), ("a = sqrt(-1)", "sqrt"), ("a = 0/0 * 2", "/"),
    ])
  func notFinite(statement: String, operation: String) throws {
    #expect(try TestProgram(statement).steps.last?.notes == [.notFinite(operation)])
    #expect(try TestProgram("b = 1/0\na = b + 1").steps.last?.notes == [])
  }

  @Test("division by zero, overflow and logarithm follow IEEE arithmetic")
  func ieee() throws {
    let program = try TestProgram()
    #expect(
      try program.elements("[1/0, -1/0, log(0), exp(1000)]") == [
        .infinity, -.infinity, -.infinity, .infinity,
      ])
    #expect(try program.number("0/0").isNaN)
  }
}
