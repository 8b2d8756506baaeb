import Kernels
import TestSupport
import Testing

@testable import Autodiff

/// Adam's update in one walk over memory against its operations one after the other.
@Suite("Adam's update as a plan computes it")
struct AdamStepTests {
  /// w, m and v with their next values, as the optimizer writes them.
  struct Update {
    var graph: Graph
    let variables: [NodeID]
    let next: [NodeID]
    let start: [Tensor]

    init(_ count: Int) {
      var graph = Graph()
      var random = SplitMix64(seed: UInt64(count))
      func tensor(_ range: ClosedRange<Double>) -> Tensor {
        let width = range.upperBound - range.lowerBound
        return Tensor(
          Shape([count]),
          (0..<count).map { _ in Double(Float(range.lowerBound + random.fraction() * width)) })
      }
      start = [tensor(-1...1), tensor(-1...1), tensor(0...1), tensor(-2...2)]
      let inputs = start.map { graph.variable($0) }
      let (w, m, v, g) = (inputs[0], inputs[1], inputs[2], inputs[3])
      func times(_ number: Double, _ tensor: NodeID) -> NodeID {
        graph.emit(.multiply, graph.constant(number), tensor)
      }
      let mean = graph.emit(.add, times(0.9, m), times(0.1, g))
      let square = graph.emit(.add, times(0.99, v), times(0.01, graph.emit(.square, g)))
      let root = graph.emit(.sqrt, times(1.25, square))
      let divisor = graph.emit(.add, root, graph.constant(1e-8))
      let step = graph.emit(.divide, times(0.05, mean), divisor)
      next = [graph.emit(.subtract, w, step), mean, square]
      (self.graph, variables) = (graph, inputs)
    }

    func expected(_ i: Int) -> [Float] {
      let (w, m, v, g) = (
        Float(start[0][i]), Float(start[1][i]), Float(start[2][i]), Float(start[3][i])
      )
      let (mean, square): (Float, Float) = (0.9 * m + 0.1 * g, 0.99 * v + 0.01 * (g * g))
      return [w - 0.05 * mean / ((square * 1.25).squareRoot() + 1e-8), mean, square]
    }

    /// What the variables are after one run, and other results.
    func run(wanting results: [NodeID] = []) throws -> [[Float]] {
      let storages = start.map { Storage<Float>($0) }
      var bound = Variables<Float>()
      for (variable, storage) in zip(variables, storages) { bound.bind(variable, to: storage) }
      let plan = try Plan<Float>(
        graph, results: results,
        assignments: zip(variables, next).map { .init(variable: $0, value: $1) }, variables: bound)
      plan.run()
      return storages.prefix(3).map { $0.elements }
        + results.map { id in start[0].elements.indices.map { plan[id][$0] } }
    }

    /// How many loops compute the update and some other results.
    func loops(wanting results: [NodeID] = []) throws -> Int {
      let simple = try Simplification(graph, for: next + results, regroupsNumbers: true)
      let targets = (next + results).map { simple.places[$0]! }
      let ids = simple.graph.ancestors(of: targets)
        .filter { simple.graph[$0].operation != nil && simple.graph[$0].shape.rank > 0 }
      return simple.graph.loops(ids, local: []).count
    }
  }

  @Test("one loop gives the bits of the operations, in place", arguments: [1, 15, 16, 700, 1061])
  func bits(count: Int) throws {
    let update = Update(count)
    #expect(try update.loops() == 1)
    let after = try update.run()
    for i in 0..<count { #expect(after.map { $0[i] } == update.expected(i)) }
  }

  @Test("the means can be results, and other users of them prevent the fusion")
  func readers() throws {
    var update = Update(40)
    #expect(try update.run(wanting: update.next)[3...].map { $0[7] } == update.expected(7))
    let twice = update.graph.emit(.multiply, update.graph.constant(2), update.next[1])
    #expect(try update.loops(wanting: [twice]) == 4)
    let after = try update.run(wanting: [twice])
    for i in 0..<40 {
      #expect(after.map { $0[i] } == update.expected(i) + [2 * update.expected(i)[1]])
    }
  }

  @Test("Double gives the same, to the rounding of Float")
  func double() throws {
    let update = Update(33)
    let storages = update.start.map { Storage<Double>($0) }
    var bound = Variables<Double>()
    for (variable, storage) in zip(update.variables, storages) { bound.bind(variable, to: storage) }
    let plan = try Plan<Double>(
      update.graph, results: [],
      assignments: zip(update.variables, update.next).map { .init(variable: $0, value: $1) },
      variables: bound)
    plan.run()
    for i in 0..<33 {
      for (storage, expected) in zip(storages, update.expected(i)) {
        #expect(abs(storage.elements[i] - Double(expected)) < 1e-5)
      }
    }
  }
}
