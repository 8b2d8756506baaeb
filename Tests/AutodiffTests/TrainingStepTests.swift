import TestSupport
import Testing

@testable import Autodiff

/// What a plan does in one pass for a training step: it has the bits of the separate operations.
@Suite("Operations of a training step that a plan combines")
struct TrainingStepTests {
  private func tensor(_ sizes: [Int], seed: UInt64) -> Tensor {
    var random = SplitMix64(seed: seed)
    let shape = Shape(sizes)
    return Tensor(shape, (0..<shape.count).map { _ in Double(Float(random.fraction() * 4 - 2)) })
  }

  /// The batch, the inputs and the outputs of a layer, up to the largest weights that are not computed in strips.
  @Test(
    "a step of weights along their gradient happens in their memory, with the bits of its parts",
    arguments: [(4, 2, 4), (4, 4, 1), (32, 64, 64), (32, 64, 10), (5, 3, 70)])
  func step(batch: Int, inputs: Int, outputs: Int) throws {
    var graph = Graph()
    let (x, g) = (tensor([batch, inputs], seed: 1), tensor([batch, outputs], seed: 2))
    let start = tensor([inputs, outputs], seed: 3)
    let w = graph.variable(start)
    let transposed = graph.emit(.transpose, graph.variable(x))
    let gradient = graph.emit(.matrixProduct, transposed, graph.variable(g))
    let step = graph.emit(.multiply, graph.constant(0.3), gradient)
    let next = graph.emit(.subtract, w, step)
    let simple = try Simplification(graph, for: [next], regroupsNumbers: true)
    #expect(simple.graph[simple.places[next]!].operation?.name == "w - s·(Aᵀ @ B)")
    let parts = try graph.planned([gradient], as: Float.self)[0]
    let (variables, storage) = graph.bound(as: Float.self)
    let compiled = try PlanCompiler<Float>(
      graph, [], [.init(variable: w, value: next)], variables, .one)
    #expect(compiled.tensorCopies.isEmpty)
    try Plan<Float>(
      graph, results: [], assignments: [.init(variable: w, value: next)], variables: variables
    ).run()
    let expected = parts.indices.map { Float(start[$0]) - 0.3 * parts[$0] }
    #expect(storage[w]!.elements == expected)
  }

  @Test("weights that their own gradient's product reads are not overwritten")
  func ownFactor() throws {
    var graph = Graph()
    let w = graph.variable(matrix([1, 2], [3, 4]))
    let product = graph.emit(.matrixProduct, w, w)
    let next = graph.emit(.subtract, w, graph.emit(.multiply, graph.constant(2), product))
    let (variables, storage) = graph.bound(as: Double.self)
    try Plan<Double>(
      graph, results: [], assignments: [.init(variable: w, value: next)], variables: variables
    ).run()
    let expected: [Double] = [-13, -18, -27, -40]
    #expect(storage[w]!.elements == expected)
  }

  @Test("the gradients of sigmoid and hyperbolic tangent have the bits of their parts")
  func slopes() throws {
    for (operation, name, slope) in [
      (Operation.sigmoid, "a·(y·(1 - y))", { y in y * (1 - y) }),
      (Operation.tanh, "a·(1 - y²)", { y in 1 - y * y }),
    ] as [(Operation, String, (Float) -> Float)] {
      var graph = Graph()
      let (x, weight) = (graph.variable(tensor([37], seed: 4)), tensor([37], seed: 5))
      let y = graph.emit(operation, x)
      let weighted = graph.emit(.multiply, y, graph.variable(weight))
      let gradient = graph.differentiate(graph.emit(.sum(), weighted), by: [x]).gradients[x]!
      let simple = try Simplification(graph, for: [gradient], regroupsNumbers: true)
      #expect(simple.graph[simple.places[gradient]!].operation?.name == name)
      let values = try graph.planned([y, gradient], as: Float.self)
      #expect(values[1] == values[0].indices.map { Float(weight[$0]) * slope(values[0][$0]) })
    }
  }

  @Test("a cross-entropy and its gradient, computed together, have the bits of each alone")
  func crossEntropy() throws {
    for (rows, classes) in [(1, 3), (9, 7), (32, 10), (3, 40)] {
      var graph = Graph()
      let x = graph.variable(tensor([rows, classes], seed: 7))
      let shares = tensor([rows, classes], seed: 8).elements.map { abs($0) }
      let y = graph.variable(Tensor(Shape([rows, classes]), shares))
      let costs = graph.emit(.softmaxCrossEntropy, y, x)
      let loss = graph.emit(.sum(), costs)
      let gradient = graph.differentiate(loss, by: [x]).gradients[x]!
      let alone = try [costs, gradient].map { try graph.planned([$0], as: Float.self)[0] }
      #expect(try graph.planned([costs, gradient], as: Float.self) == alone)
      #expect(try graph.planned([gradient, costs], as: Float.self) == alone.reversed())
      try graph.comparePlan([costs, gradient], "\(rows) rows of \(classes)")
      let simple = try Simplification(graph, for: [costs, gradient], regroupsNumbers: true)
      let order = PlanOrder(
        simple.graph, for: [costs, gradient].map { simple.places[$0]! }, assignments: [],
        isNumber: PlanOrder.numbers(in: simple.graph, variables: []))
      let joined = JointOperations.joined(order.entries, simple.graph)
      #expect(order.entries.count == joined.count + 1)
      #expect(order.entries.flatMap { $0.nodes }.count == joined.flatMap { $0.nodes }.count)
    }
  }
}
