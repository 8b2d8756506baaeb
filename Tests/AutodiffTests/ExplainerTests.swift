import TestSupport
import Testing

@testable import Autodiff

struct ExplainerTests {
  /// A graph whose nodes have names, evaluated as it grows.
  private struct Board {
    var graph = Graph()

    mutating func number(_ name: String?, _ tensor: Tensor, spelling: [String?]? = nil) -> NodeID {
      named(name, graph.constant(tensor, spelling: spelling))
    }

    mutating func named(_ name: String?, _ id: NodeID) -> NodeID {
      if let name { graph.setLabel(.name(name), of: id) }
      return id
    }

    func explainer(_ target: NodeID) throws -> Explainer {
      Explainer(graph: graph, evaluator: try graph.evaluated([target]))
    }

    /// Symbols, then arithmetic, then the result.
    func lines(_ target: NodeID) throws -> [String] {
      let working = try explainer(target).working(of: target, subject: .name("subject"))
      return (working.symbols + working.arithmetic + [working.result]).map(\.text)
    }
  }

  @Test("a step of gradient descent is worked out as on the board")
  func gradientDescentStep() throws {
    var board = Board()
    let w = board.number("w", Tensor(0.38))
    let rate = board.number("rate", Tensor(0.01))
    let slope = board.number("slope", Tensor(-0.55))
    let next = board.graph.emit(.subtract, w, board.graph.emit(.multiply, rate, slope))
    #expect(
      try board.lines(next) == [
        "w - (rate * slope)", "0.38 - (0.01 * (-0.55))", "0.38 - (-0.0055)", "0.3855",
      ])
  }

  @Test("a named quantity is shown by its value in the formula of another")
  func namedParts() throws {
    var board = Board()
    let x = board.number("x", Tensor(3))
    let square = board.named("s", board.graph.emit(.square, x))
    let sum = board.graph.emit(.add, square, board.graph.emit(.square, x))
    #expect(
      try board.lines(sum) == ["s + (x ^ 2.0)", "9.0 + (3.0 ^ 2.0)", "9.0 + 9.0", "18.0"])
  }

  @Test("a literal keeps its spelling, until its value changes")
  func spelling() throws {
    var board = Board()
    let w = board.graph.variable(vector(0.5, 1), spelling: ["0.50", nil])
    let double = board.graph.emit(.multiply, w, board.number(nil, Tensor(2), spelling: ["2"]))
    #expect(try board.lines(double)[0] == "[0.50 * 2, 1.0 * 2]")

    let evaluator = try board.graph.evaluated([double], setting: [w: vector(0.75, 1)])
    let explainer = Explainer(graph: board.graph, evaluator: evaluator)
    #expect(explainer.numbers(w).text == "[0.75, 1.0]")
  }

  @Test("a small tensor is worked out element by element")
  func elements() throws {
    var board = Board()
    let matrix = board.number("A", matrix([1, 2], [3, 4]))
    let product = board.graph.emit(.matrixProduct, matrix, board.number("x", vector(5, 6)))
    #expect(
      try board.lines(product) == [
        "A @ x", "[(1.0 * 5.0) + (2.0 * 6.0), (3.0 * 5.0) + (4.0 * 6.0)]",
        "[5.0 + 12.0, 15.0 + 24.0]", "[17.0, 39.0]",
      ])
  }

  @Test("of a large tensor there are symbols and a summary, and no arithmetic")
  func largeTensor() throws {
    var board = Board()
    let x = board.number("x", Tensor(Shape([13]), (0..<13).map { Double($0) }))
    let double = board.graph.emit(.add, x, x)
    let working = try board.explainer(double).working(of: double, subject: .name("y"))
    #expect(working.symbols.map(\.text) == ["x + x"])
    #expect(working.arithmetic.isEmpty)
    guard case .summary(let summary) = working.result else {
      Issue.record("\(working.result.text) is no summary")
      return
    }
    #expect(summary.shape == Shape([13]))
    #expect((summary.smallest, summary.largest, summary.mean) == (0, 24, 12))
  }

  @Test("a gradient is named after numerator and denominator")
  func gradientNames() throws {
    var board = Board()
    let w = board.named("w", board.graph.variable(Tensor(3)))
    let error = board.named("E", board.graph.emit(.square, w))
    let pass = board.graph.differentiate(error, by: [w])
    let gradient = try #require(pass.gradients[w])
    #expect(try board.explainer(gradient).symbol(gradient).text == "dE/dw")
    #expect(try board.lines(gradient) == ["2.0 * w", "2.0 * 3.0", "6.0"])
  }

  @Test("a formula as written comes before that of the graph")
  func writtenFormula() throws {
    var board = Board()
    let y = board.graph.emit(.square, board.number("x", Tensor(3)))
    let written = Formula.operation("f", [.name("x")], options: [])
    let working = try board.explainer(y).working(of: y, subject: .name("y"), written: written)
    #expect(working.symbols.map(\.text) == ["f(x)", "x ^ 2.0"])
  }

  @Test("a leaf is shown alone")
  func leaves() throws {
    var board = Board()
    let x = board.number("x", Tensor(3))
    #expect(try board.lines(x) == ["3.0"])
  }
}
