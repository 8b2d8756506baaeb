import TestSupport
import Testing
import Text

@testable import Autodiff

struct GraphTests {
  @Test("a copy of a graph goes its own way")
  func copies() throws {
    var graph = Graph()
    let x = graph.variable(Tensor(3))
    var copy = graph
    let square = copy.emit(.square, x)
    copy.setLabel(.name("x"), of: x)
    #expect(graph.count == 1)
    #expect(graph[x].label == nil)
    let double = graph.emit(.add, x, x)
    #expect(double == square, "both copies go on from the same place")
    #expect(try graph.value(of: double) == Tensor(6))
    #expect(try copy.value(of: square) == Tensor(9))
  }

  @Test("a node has the shape of its operation's rule")
  func shapes() throws {
    var graph = Graph()
    let a = graph.constant(Tensor(Shape([2, 1]), repeating: 1))
    let b = graph.variable(Tensor(Shape([3]), repeating: 1))
    let sum = try graph.apply(.add, [a, b])
    #expect(graph[sum].shape == Shape([2, 3]))
    #expect(graph[sum].inputs == [a, b])
    #expect(graph[sum].operation === Operation.add)
    #expect(graph[b].isVariable && !graph[a].isVariable && !graph[sum].isVariable)
  }

  @Test("the ancestors of a node are exactly the nodes that it depends on, in order")
  func ancestors() {
    var graph = Graph()
    let (x, y, z) = (graph.constant(1), graph.constant(2), graph.constant(3))
    let xy = graph.emit(.multiply, x, y)
    let yz = graph.emit(.multiply, y, z)
    let all = graph.emit(.add, xy, yz)
    #expect(graph.ancestors(of: [yz]) == [y, z, yz])
    #expect(graph.ancestors(of: [xy, z]) == [x, y, z, xy])
    #expect(graph.ancestors(of: [all]) == [x, y, z, xy, yz, all])
    #expect(graph.ancestors(of: []) == [])
  }

  @Test("work grows with the sizes of inputs and result")
  func work() throws {
    var graph = Graph()
    let small = graph.constant(Tensor(Shape([2, 2]), repeating: 0))
    let large = graph.constant(Tensor(Shape([50, 50]), repeating: 0))
    let products = [
      graph.emit(.matrixProduct, small, small), graph.emit(.matrixProduct, large, large),
    ]
    let sums = [graph.emit(.add, small, small), graph.emit(.add, large, large)]
    #expect(graph.work(of: products[0]) < graph.work(of: products[1]))
    #expect(graph.work(of: sums[1]) < graph.work(of: products[1]))
    #expect(graph.work(of: large) < graph.work(of: sums[0]))
  }
}

struct EvaluatorTests {
  @Test("every value on the way is kept")
  func intermediates() throws {
    var graph = Graph()
    let x = graph.variable(vector(1, 2))
    let square = graph.emit(.square, x)
    let total = graph.emit(.sum(), square)
    #expect(Evaluator()[total] == nil)
    let evaluator = try graph.evaluated([total])
    #expect(evaluator[square] == vector(1, 4))
    #expect(evaluator[total] == Tensor(5))
  }

  @Test("a variable starts with its initial tensor and keeps the value it is set to")
  func variables() throws {
    var graph = Graph()
    let x = graph.variable(Tensor(1))
    let double = graph.emit(.add, x, x)
    var evaluator = try graph.evaluated([double])
    #expect(evaluator[double] == Tensor(2))
    evaluator[x] = Tensor(5)
    for id in [x, double] { try evaluator.evaluate(id, in: graph) }
    #expect(evaluator[double] == Tensor(10))
  }

  @Test("a value outside an operation's domain is the operation's error")
  func errors() {
    var graph = Graph()
    let p = graph.constant(2)
    let logarithm = graph.emit(.clampedLog, p)
    #expect(throws: Diagnostic.self) { try graph.value(of: logarithm) }
  }

  @Test("a schedule runs the operations with the current variables")
  func schedule() throws {
    var graph = Graph()
    let x = graph.variable(Tensor(3))
    let square = graph.emit(.square, x)
    let double = graph.emit(.add, square, square)
    let schedule = graph.schedule(graph.ancestors(of: [double]))
    #expect(schedule.nodes == [square, double], "a leaf is not computed")
    #expect(schedule.work == graph.work(of: square) + graph.work(of: double))
    var evaluator = try graph.evaluated([double])
    for value in [1.0, -2] {
      evaluator[x] = Tensor(value)
      try evaluator.run(schedule)
      #expect(evaluator[double] == Tensor(2 * value * value))
    }
  }
}
