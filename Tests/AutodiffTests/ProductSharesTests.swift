import TestSupport
import Testing

@testable import Autodiff

@Suite("The threads of a matrix product")
struct ProductSharesTests {
  /// Layers with many outputs, with few for many samples, and with a number of outputs that is no multiple of a register.
  @Test(
    "each computes a share, with the same bits",
    arguments: [(64, 100, 200), (1000, 100, 10), (96, 700, 40)])
  func shares(rows: Int, inner: Int, columns: Int) throws {
    for orientation in Orientation.allCases {
      let (graph, product) = product(orientation, rows, inner, columns)
      let whole = try values(of: product, in: graph, .one)
      for count in [2, 3] {
        let shares = try (0..<count).map { share in
          try values(
            of: product, in: graph,
            Workers(count: count) { parts, body in
              if share < parts { body(share) }
            })
        }
        let name = "\(orientation.name) in \(count) parts"
        let isComplete = whole.indices.allSatisfy { i in
          shares.map { $0[i] }.filter { $0 != 0 } == [whole[i]]
        }
        #expect(isComplete, "\(name): every element is computed by one thread")
        for share in shares {
          let computed = share.count { $0 != 0 }
          #expect(computed * count * 2 > whole.count, "\(name): no share is much smaller")
        }
        if !orientation.transposesLeft, columns >= 16 * count {
          #expect(shares[0][columns - 1] == 0, "\(name): the columns are divided")
        }
      }
    }
  }

  @Test("the halves of long sums are added to the same bits by any number of threads")
  func halves() throws {
    for orientation in [Orientation.neither, .right] {
      for rectifies in [false, true] {
        var (graph, product) = product(orientation, 24, 530, 70)
        let bias = graph.variable(Tensor(Shape([70]), (0..<70).map { Double($0) * 10 - 900 }))
        var layer = graph.emit(.add, product, bias)
        if rectifies { layer = graph.emit(.relu, layer) }
        let expected = try graph.value(of: layer).elements
        #expect(expected.contains { $0 <= 0 } && expected.contains { $0 > 0 })
        let whole = try values(of: layer, in: graph, .one)
        #expect(zip(whole, expected).allSatisfy { isClose(Double($0), $1, within: 1e-3) })
        for count in 2...6 {
          let same = try values(of: layer, in: graph, .backwards(count)) == whole
          #expect(same, "\(orientation.name) in \(count) parts")
        }
      }
    }
  }

  /// The product of two matrices of positive numbers.
  private func product(
    _ orientation: Orientation, _ rows: Int, _ inner: Int, _ columns: Int
  ) -> (Graph, NodeID) {
    var random = SplitMix64(seed: 3)
    var graph = Graph()
    func matrix(_ rows: Int, _ columns: Int, _ isTransposed: Bool) -> NodeID {
      let shape = Shape(isTransposed ? [columns, rows] : [rows, columns])
      let x = graph.variable(
        Tensor(shape, (0..<shape.count).map { _ in random.fraction() + 0.5 }))
      return isTransposed ? graph.emit(.transpose, x) : x
    }
    let left = matrix(rows, inner, orientation.transposesLeft)
    let right = matrix(inner, columns, orientation.transposesRight)
    let product = graph.emit(.matrixProduct, left, right)
    return (graph, product)
  }

  private func values(of node: NodeID, in graph: Graph, _ workers: Workers) throws -> [Float] {
    let (variables, _) = graph.bound(as: Float.self)
    let plan = try Plan<Float>(graph, results: [node], variables: variables, workers: workers)
    plan.run()
    return (0..<graph[node].shape.count).map { plan[node][$0] }
  }
}
