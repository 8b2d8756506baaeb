import Autodiff
import Testing
import Text

@testable import LessonLanguage

@Suite("The graph of a value")
struct OperationGraphTests {
  private static let neuron = """
    param w1 = 0.5
    param w2 = -0.25
    param b = 0
    x1 = 1
    x2 = 2
    z = w1 * x1 + w2 * x2 + b
    p = sigmoid(z)
    y = 1
    L = (y - p)^2
    """

  private static let network = """
    param W1 = [[0.15, 0.20], [0.25, 0.30]]
    param W2 = [[0.40, 0.45], [0.50, 0.55]]
    b1 = 0.35
    b2 = 0.60
    x = [0.05, 0.10]
    t = [0.01, 0.99]
    z1 = W1 @ x + b1
    h = sigmoid(z1)
    z2 = W2 @ h + b2
    o = sigmoid(z2)
    E = 1/2 * sum((t - o)^2)
    """

  private func graph(_ program: TestProgram, _ target: String) throws -> OperationGraph {
    var copy = program
    guard case .drawing(.graph(let graph))? = try copy.run("plot graph of \(target)")?.outcome
    else { throw Diagnostic("no graph") }
    return graph
  }

  private func name(_ node: OperationGraph.Node) -> String {
    if case .name(let name) = node.value.subject { return name }
    return "?"
  }

  @Test(
    "a few operations are all nodes, in order of computation, but of a long sum only the result")
  func operations() throws {
    let graph = try graph(try TestProgram(Self.neuron), "L")
    #expect(
      graph.nodes.map { name($0) } == [
        "w1", "w2", "b", "x1", "x2", "?", "?", "z", "p", "y", "?", "L",
      ])
    #expect(
      graph.nodes.map { $0.links.map { $0.input } } == [
        [], [], [], [], [], [0, 3], [1, 4], [5, 6, 2], [7], [], [9, 8], [10],
      ])
    #expect(graph.nodes[5].value.value.number == 0.5 && graph.nodes[6].value.value.number == -0.5)
    #expect(
      graph.nodes.prefix(5).map { $0.kind } == [
        .parameter, .parameter, .parameter, .input, .input,
      ])
    #expect(
      graph.nodes.allSatisfy { $0.gradient == nil && $0.links.allSatisfy { $0.gradient == nil } })
  }

  @Test(
    "of many operations only the named quantities are nodes, with what is between in their formulas"
  )
  func named() throws {
    let graph = try graph(try TestProgram(Self.network), "E")
    #expect(
      graph.nodes.map { name($0) } == [
        "W1", "W2", "b1", "b2", "x", "t", "z1", "h", "z2", "o", "E",
      ])
    #expect(graph.nodes[6].links.map { $0.input } == [0, 4, 2])
    #expect(graph.nodes[10].links.map { $0.input } == [5, 9])
    #expect(graph.nodes[6].product == .init(matrix: 0, vector: 4))
    #expect(graph.nodes[8].product == .init(matrix: 1, vector: 7))
    #expect(graph.nodes[10].product == nil && graph.omitted == 0)
  }

  @Test("values and gradients are those of the session")
  func numbers() throws {
    var program = try TestProgram(Self.network)
    try program.run("backprop E")
    let graph = try graph(program, "E")
    for node in graph.nodes {
      #expect(node.value.value.elements == (try program.elements(name(node))))
      // The target, the inputs and what is computed without a parameter have none.
      if ["b1", "b2", "x", "t"].contains(name(node)) {
        #expect(node.gradient == nil)
      } else if name(node) != "E" {
        #expect(node.gradient?.value.elements == (try program.elements("grad(\(name(node)))")))
      }
      // Each quantity has one user here, so its whole gradient comes back over one link.
      for link in node.links {
        #expect(link.gradient?.value == graph.nodes[link.input].gradient?.value)
      }
    }
    // Another value has not been differentiated.
    let other = try self.graph(program, "o")
    #expect(other.nodes.allSatisfy { $0.gradient == nil })
  }

  @Test("a gradient that comes back over several links is their sum")
  func shares() throws {
    var program = try TestProgram("param w = 3\na = 2 * w\nb = w^2\nL = a * b + w\nbackprop L")
    let graph = try graph(program, "L")
    let links = graph.nodes.flatMap { $0.links }.filter { $0.input == 0 }
    #expect(links.compactMap { $0.gradient?.value.number } == [18, 36, 1])
    #expect(graph.nodes[0].gradient?.value.number == 55)
    // Both factors of a square come back over the same link.
    let square = try self.graph(try TestProgram("param w = 3\nL = w * w\nbackprop L"), "L")
    #expect(square.nodes[1].links.map { $0.gradient?.value.number } == [6])
    try program.run("step sgd(rate = 0.1)")
    var copy = program
    #expect(try copy.run("plot graph of L")?.notes == [.stale, .staleGradient])
  }

  @Test("a long computation shows what is nearest to its end")
  func bounds() throws {
    var program = try TestProgram("param w = 1\ns = w")
    for _ in 0..<60 { try program.run("s = s + w") }
    let graph = try graph(program, "s")
    #expect(graph.nodes.count == 32 && graph.omitted == 30)
    #expect(graph.nodes.filter { $0.isCut }.count == 1)
    for (position, node) in graph.nodes.enumerated() {
      #expect(node.links.allSatisfy { $0.input < position })
    }
  }

  @Test("the words are ordinary names elsewhere")
  func words() throws {
    var program = try TestProgram("graph = 1\nof = 2\ngraph = 3")
    guard case .plot(let plot)? = try program.run("plot graph")?.outcome else {
      Issue.record("no plot")
      return
    }
    #expect(plot.series.map { $0.points.map { $0.y } } == [[1, 3]])
    #expect(program.failure("plot graph of nothing")?.message == "'nothing' has no value here")
  }
}
