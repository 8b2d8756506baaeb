import TestSupport
import Testing

@testable import Autodiff

@Suite("A plan agrees with the evaluator")
struct PlanTests {
  @Test(arguments: Example.all) func everyOperation(example: Example) throws {
    var graph = Graph()
    var random = SplitMix64(seed: 11)
    let inputs = example.smoothInputs(&random).map { graph.variable($0) }
    let result = try graph.apply(example.operation, inputs)
    try graph.comparePlan([result], example.testDescription)
  }

  @Test(arguments: Example.all) func everyGradient(example: Example) throws {
    var graph = Graph()
    var random = SplitMix64(seed: 5)
    let inputs = example.smoothInputs(&random).map { graph.variable($0) }
    let result = try graph.apply(example.operation, inputs)
    let weights = graph.variable(
      Tensor(graph[result].shape, (0..<graph[result].shape.count).map { 0.5 + Double($0) / 4 }))
    let total = try graph.apply(.sum(), [try graph.apply(.multiply, [result, weights])])
    let pass = graph.differentiate(total, by: Set(inputs))
    try graph.comparePlan(
      inputs.compactMap { pass.gradients[$0] } + [total], example.testDescription)
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func randomGraphs(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var graph = Graph()
    func tensor(_ sizes: [Int]) -> Tensor {
      let shape = Shape(sizes)
      return Tensor(shape, (0..<shape.count).map { _ in random.fraction() - 0.5 })
    }
    let shapes = [[], [3], [4, 3], [4, 1], [1, 3], [700, 3], [3, 4]]
    var nodes = shapes.map { graph.variable(tensor($0)) } + [graph.constant(0.75)]
    let operations: [Autodiff.Operation] = [
      .add, .multiply, .subtract, .tanh, .sigmoid, .relu, .matrixProduct, .transpose, .sum(axis: 0),
      .mean(), .softmax, .square, .maximum, .sum(axis: -1), .identity,
    ]
    let pairs: [Autodiff.Operation] = [.add, .multiply, .subtract, .matrixProduct, .maximum]
    func pick() -> NodeID { nodes[Int(random.next() % UInt64(nodes.count))] }
    while nodes.count < 40 {
      let operation = operations[Int(random.next() % UInt64(operations.count))]
      let arity = pairs.contains { $0 === operation }
      if let node = try? graph.apply(operation, arity ? [pick(), pick()] : [pick()]),
        graph[node].shape.count < 10_000
      {
        nodes.append(node)
      }
    }
    let roots = nodes.suffix(6)
    let totals = try roots.map { try graph.apply(.sum(), [$0]) }
    let loss = try totals.dropFirst().reduce(totals[0]) { try graph.apply(.add, [$0, $1]) }
    let wanted = nodes.prefix(shapes.count)
    let pass = graph.differentiate(loss, by: Set(wanted))
    try graph.comparePlan([loss] + wanted.compactMap { pass.gradients[$0] } + roots, "seed \(seed)")
  }

  @Test func assignmentsHappenAllAtOnce() throws {
    var graph = Graph()
    let a = graph.variable(vector(1, 2, 3))
    let b = graph.variable(vector(10, 20, 30))
    let sum = graph.emit(.add, a, b)
    let (variables, storage) = graph.bound(as: Float.self)
    let plan = try Plan<Float>(
      graph, results: [sum],
      assignments: [.init(variable: a, value: b), .init(variable: b, value: sum)],
      variables: variables)
    plan.run()
    #expect(storage[a]!.elements == [10, 20, 30])
    #expect(storage[b]!.elements == [11, 22, 33])
    plan.run()
    #expect(storage[a]!.elements == [11, 22, 33])
    #expect(storage[b]!.elements == [21, 42, 63])
  }

  @Test func aValueThatIsReadLaterIsNotOverwritten() throws {
    var graph = Graph()
    let w = graph.variable(matrix([1, 2], [3, 4]))
    let next = graph.emit(.matrixProduct, w, w)
    let old = graph.emit(.sum(axis: 0), w)
    let later = graph.emit(.add, graph.emit(.sum(axis: 0), next), old)
    let (variables, storage) = graph.bound(as: Double.self)
    let plan = try Plan<Double>(
      graph, results: [later], assignments: [.init(variable: w, value: next)], variables: variables)
    plan.run()
    #expect(storage[w]!.elements == [7, 10, 15, 22])
    #expect((0..<2).map { plan[later][$0] } == [22 + 4, 32 + 6])
  }

  @Test func numbersOfNumbersStayDouble() throws {
    var graph = Graph()
    let t = graph.variable(Tensor(0))
    let x = graph.variable(vector(1, 1))
    let next = graph.emit(.add, t, graph.constant(1))
    let left = graph.emit(
      .subtract, graph.constant(1), graph.emit(.power, graph.constant(0.999), next))
    let result = graph.emit(.multiply, x, left)
    var variables = Variables<Float>()
    let (count, values) = (Storage<Double>(.scalar), Storage<Float>(vector(1, 1)))
    variables.bind(t, toNumber: count)
    variables.bind(x, to: values)
    let plan = try Plan<Float>(
      graph, results: [result], assignments: [.init(variable: t, value: next)],
      variables: variables)
    plan.run()
    #expect(plan[result][0] == Float(1 - 0.999))
    #expect(count.elements == [1])
    plan.run()
    #expect(count.elements == [2])
    #expect(plan[result][1] == Float(1 - 0.999 * 0.999))
  }

  @Test func aTransposedMatrixIsMultipliedAsItLies() throws {
    var graph = Graph()
    let x = graph.variable(matrix([1, 2, 3], [4, 5, 6]))
    let w = graph.variable(matrix([1, 0, 2], [3, 1, 0]))
    let y = graph.emit(.matrixProduct, x, graph.emit(.transpose, w))
    let pass = graph.differentiate(graph.emit(.sum(), graph.emit(.square, y)), by: [w, x])
    let results = [y, pass.gradients[w]!, pass.gradients[x]!]
    let simple = try Simplification(graph, for: results, regroupsNumbers: false)
    let needed = simple.graph.ancestors(of: results.map { simple.places[$0]! })
    #expect(!needed.contains { simple.graph[$0].operation === Autodiff.Operation.transpose })
    try graph.comparePlan(results, "products")
  }

  /// What a plan computes in Float, which is the same in any number of parts.
  private func inParts(_ graph: Graph, _ results: [NodeID]) throws -> [[Float]] {
    func values(_ count: Int) throws -> [[Float]] {
      let division = Division()
      let plan = try Plan<Float>(
        graph, results: results, variables: graph.bound(as: Float.self).variables,
        workers: .backwards(count, division))
      plan.run()
      #expect(division.parts == count, "nothing is divided")
      return results.map { id in (0..<graph[id].shape.count).map { plan[id][$0] } }
    }
    let whole = try values(1)
    for count in [2, 3, 5, 64] { #expect(try values(count) == whole, "\(count) parts") }
    return whole
  }

  @Test("a large step gives the same bits in any number of parts, whatever their order")
  func parts() throws {
    var random = SplitMix64(seed: 9)
    func tensor(_ sizes: [Int]) -> Tensor {
      let shape = Shape(sizes)
      return Tensor(shape, (0..<shape.count).map { _ in random.fraction() - 0.5 })
    }
    var graph = Graph()
    let x = graph.variable(tensor([37, 210]))
    let w = graph.variable(tensor([190, 210]))
    let image = graph.variable(tensor([19, 3, 24, 24]))
    let kernel = graph.variable(tensor([12, 3, 5, 5]))
    let y = graph.emit(.matrixProduct, x, graph.emit(.transpose, w))
    let map = try graph.apply(.convolution(stride: 1, padding: 2), [image, kernel])
    let total = graph.emit(.add, graph.emit(.sum(), y), graph.emit(.sum(), map))
    let pass = graph.differentiate(total, by: [x, w, image, kernel])
    let results = [y, map] + [x, w, image, kernel].map { pass.gradients[$0]! }
    _ = try inParts(graph, results)
  }

  @Test("large sums give the same bits in any number of parts, and the evaluator's")
  func sumsInParts() throws {
    var random = SplitMix64(seed: 3)
    var graph = Graph()
    func sum(_ sizes: [Int], _ operation: Autodiff.Operation) -> NodeID {
      let shape = Shape(sizes)
      let x = graph.variable(Tensor(shape, (0..<shape.count).map { _ in random.fraction() }))
      return graph.emit(operation, x)
    }
    let results = [
      sum([300, 170], .sum(to: Shape([170]))), sum([7, 12, 24, 24], .sum(to: Shape([12, 1, 1]))),
      sum([40, 50, 60], .sum(axis: 1)), sum([40, 50, 60], .mean(axis: -1)),
    ]
    let whole = try inParts(graph, results)
    for (sums, id) in zip(whole, results) {
      for (a, b) in zip(sums, try graph.value(of: id).elements) {
        #expect(abs(Double(a) - b) <= 1e-5 * abs(b))
      }
    }
  }

  /// A product and a convolution whose results exist only in strips, each followed by its uses.
  private func strips(_ shape: (rows: Int, columns: Int) = (190, 230)) throws -> (
    graph: Graph, results: [NodeID], moves: [(NodeID, NodeID)]
  ) {
    var random = SplitMix64(seed: 4)
    func tensor(_ sizes: [Int]) -> Tensor {
      let shape = Shape(sizes)
      return Tensor(shape, (0..<shape.count).map { _ in random.fraction() - 0.5 })
    }
    var graph = Graph()
    let x = graph.variable(tensor([24, shape.columns]))
    let w = graph.variable(tensor([shape.rows, shape.columns]))
    let memory = graph.variable(tensor([shape.rows, shape.columns]))
    let y = graph.emit(.matrixProduct, x, graph.emit(.transpose, w))
    let loss = graph.emit(.sum(), graph.emit(.square, y))
    let gradient = graph.differentiate(loss, by: [w]).gradients[w]!
    let average = graph.emit(
      .add, graph.emit(.multiply, graph.constant(0.9), memory), gradient)
    let next = graph.emit(.subtract, w, graph.emit(.multiply, graph.constant(0.01), average))
    let image = graph.variable(tensor([7, 3, 24, 24]))
    let kernel = graph.variable(tensor([12, 3, 5, 5]))
    let bias = graph.variable(tensor([1, 12, 1, 1]))
    let map = try graph.apply(.convolution(stride: 1, padding: 2), [image, kernel])
    let activation = graph.emit(.relu, graph.emit(.add, map, bias))
    let energy = graph.emit(.sum(), graph.emit(.square, activation))
    let slope = graph.differentiate(energy, by: [kernel]).gradients[kernel]!
    let moved = graph.emit(.subtract, kernel, graph.emit(.multiply, graph.constant(1e-5), slope))
    return (
      graph, [loss, activation], [(w, next), (memory, average), (kernel, moved)]
    )
  }

  @Test(
    "computing strip by strip agrees with the evaluator", arguments: [1, 3],
    [(190, 230), (20, 2051)])
  func stripsAndEvaluator(threads: Int, shape: (Int, Int)) throws {
    let (graph, results, moves) = try strips(shape)
    func check<S: PlanScalar>(_: S.Type, within tolerance: Double) throws {
      let (variables, storage) = graph.bound(as: S.self)
      let plan = try Plan<S>(
        graph, results: results, assignments: moves.map { .init(variable: $0.0, value: $0.1) },
        variables: variables, workers: .backwards(threads))
      plan.run()
      for (variable, value) in moves {
        let expected = try graph.value(of: value).elements
        let isRight = zip(storage[variable]!.elements, expected).allSatisfy {
          isClose(Double($0), $1, within: tolerance)
        }
        #expect(isRight, "an update in \(S.self)")
      }
      for result in results {
        let expected = try graph.value(of: result).elements
        let isRight = expected.indices.allSatisfy {
          isClose(Double(plan[result][$0]), expected[$0], within: tolerance)
        }
        #expect(isRight, "a result in \(S.self)")
      }
    }
    try check(Double.self, within: 1e-11)
    try check(Float.self, within: 1e-3)
  }

  @Test("strips give the same bits in any number of parts", arguments: [(190, 230), (20, 2051)])
  func stripsInParts(shape: (Int, Int)) throws {
    let (graph, results, moves) = try strips(shape)
    func values(_ count: Int) throws -> [[Float]] {
      let (variables, storage) = graph.bound(as: Float.self)
      let division = Division()
      let plan = try Plan<Float>(
        graph, results: results, assignments: moves.map { .init(variable: $0.0, value: $0.1) },
        variables: variables, workers: .backwards(count, division))
      plan.run()
      plan.run()
      #expect(count == 1 || division.parts > 1, "nothing is divided")
      return moves.map { storage[$0.0]!.elements }
        + results.map { id in (0..<graph[id].shape.count).map { plan[id][$0] } }
    }
    let whole = try values(1)
    for count in [2, 3, 7, 64] { #expect(try values(count) == whole, "\(count) parts") }
  }

  @Test("a gradient and its update, and a layer whose kernel is updated later, are strips")
  func stripsInMemory() throws {
    let (original, _, originals) = try strips()
    let simple = try Simplification(
      original, for: originals.flatMap { [$0.0, $0.1] }, regroupsNumbers: false)
    let graph = simple.graph
    let moves = originals.map { (simple.places[$0.0]!, simple.places[$0.1]!) }
    var order = PlanOrder(
      graph, for: moves.map { $0.1 },
      assignments: moves.map { .init(variable: $0.0, value: $0.1) },
      isNumber: PlanOrder.numbers(in: graph, variables: []))
    let kernels = PlanCompiler<Float>.kernels(order.entries, graph)
    order.entries = Strips.joined(
      order.entries, graph, kernels: kernels,
      assigned: Dictionary(uniqueKeysWithValues: moves))
    let fused = order.entries.filter { if case .strips = $0 { true } else { false } }
    #expect(fused.count == 2)
  }
}
