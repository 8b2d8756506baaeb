import TestSupport
import Testing

@testable import Autodiff

/// Every rewrite has an example here, under its name: a rewrite that is added is tested by adding one.
@Suite("Every rewrite of a plan")
struct RewriteTests {
  @Test("applies to its example and agrees with the evaluator", arguments: names)
  func rewrite(name: String) throws {
    let build = try #require(Self.examples[name], "'\(name)' has no example")
    var example = ExampleGraph()
    let results = build(&example)
    let others = Rewrite.all.filter { $0.name != name }
    let (with, without) = try (
      example.graph.computations(results, Rewrite.all), example.graph.computations(results, others)
    )
    #expect(with != without, "'\(name)' does not apply to \(without)")
    try example.graph.comparePlan(results, name)
  }

  @Test("has a unique name, and every example has a rewrite")
  func uniqueNames() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Set(Self.examples.keys) == Set(Self.names))
  }

  private static let names = Rewrite.all.map { $0.name }

  /// For each rewrite a graph to which it applies, and the results that are wanted of it.
  private static let examples: [String: @Sendable (inout ExampleGraph) -> [NodeID]] = {
    var examples: [String: @Sendable (inout ExampleGraph) -> [NodeID]] = [
      "x / n": { [$0.graph.emit(.divide, $0.tensor(), $0.number(3))] },
      "s·(t·x)": { [$0.times($0.times($0.tensor()))] },
      "(Aᵀ)ᵀ": {
        let transposed = $0.graph.emit(.transpose, $0.tensor())
        return [$0.graph.emit(.exp, $0.graph.emit(.transpose, transposed))]
      },
      "s·x + t·y²": {
        let square = $0.graph.emit(.square, $0.tensor())
        return [$0.graph.emit(.add, $0.times($0.tensor()), $0.times(square))]
      },
      "s·x + t·y": { [$0.graph.emit(.add, $0.times($0.tensor()), $0.times($0.tensor()))] },
      "a + s·x": { [$0.graph.emit(.add, $0.tensor(), $0.times($0.tensor()))] },
      "softmax(x)·Σy - y": {
        let (x, y) = ($0.tensor(), $0.tensor())
        let sums = $0.graph.emit(.sum(axis: -1), y)
        let mass = $0.graph.emit(.reshape(to: Shape([7, 1])), sums)
        let expected = $0.graph.emit(.multiply, $0.graph.emit(.softmax, x), mass)
        return [$0.graph.emit(.subtract, expected, y)]
      },
      "a - s·x": { [$0.graph.emit(.subtract, $0.tensor(), $0.times($0.tensor()))] },
      "a / (√y + c)": { [$0.quotientByRoot($0.tensor(), $0.tensor())] },
      "a - s·b / (√(t·y) + c)": {
        let quotient = $0.quotientByRoot($0.times($0.tensor()), $0.times($0.tensor()))
        let plain = $0.quotientByRoot($0.tensor(), $0.tensor())
        return [
          $0.graph.emit(.subtract, $0.tensor(), quotient),
          $0.graph.emit(.subtract, $0.tensor(), plain),
        ]
      },
      "a·(x > 0)": {
        let isPositive = $0.graph.emit(.greater, $0.signed(), $0.number(0))
        return [$0.graph.emit(.multiply, $0.tensor(), isPositive)]
      },
      "x > 0": {
        let x = $0.signed()
        return [$0.graph.emit(.relu, x), $0.graph.emit(.greater, x, $0.number(0))]
      },
      "a·(y·(1 - y))": {
        let y = $0.tensor()
        let slope = $0.graph.emit(.multiply, y, $0.graph.emit(.subtract, $0.number(1), y))
        return [$0.graph.emit(.multiply, $0.signed(), slope)]
      },
      "a·(1 - y²)": {
        let slope = $0.graph.emit(.subtract, $0.number(1), $0.graph.emit(.square, $0.signed()))
        return [$0.graph.emit(.multiply, $0.signed(), slope)]
      },
      "Adam's update": { example in
        let (w, m, v, g) = (example.tensor(), example.tensor(), example.tensor(), example.signed())
        let mean = example.graph.emit(.add, example.times(m), example.times(g))
        let square = example.graph.emit(
          .add, example.times(v), example.times(example.graph.emit(.square, g)))
        let step = example.quotientByRoot(example.times(mean), example.times(square))
        return [example.graph.emit(.subtract, w, step), mean, square]
      },
    ]
    for form in Orientation.allCases {
      examples[form.name] = { [$0.product(form)] }
      examples["(\(form.name))ᵀ"] = { [$0.graph.emit(.transpose, $0.product(form))] }
      examples["\(form.name) + b"] = { [$0.layer(form)] }
      examples["a - s·(\(form.name))"] = {
        let step = $0.times($0.product(form))
        return [$0.graph.emit(.subtract, $0.tensor([4, 3]), step)]
      }
      examples["relu(\(form.name) + b)"] = { [$0.graph.emit(.relu, $0.layer(form))] }
    }
    return examples
  }()
}

/// A graph of variables with random values and of constant numbers.
private struct ExampleGraph {
  var graph = Graph()
  private var random = SplitMix64(seed: 16)

  /// Positive elements.
  mutating func tensor(_ sizes: [Int] = [7, 5]) -> NodeID {
    let shape = Shape(sizes)
    return graph.variable(Tensor(shape, (0..<shape.count).map { _ in 0.1 + random.fraction() }))
  }

  /// Elements of both signs.
  mutating func signed() -> NodeID {
    let shape = Shape([7, 5])
    return graph.variable(Tensor(shape, (0..<shape.count).map { _ in random.fraction() - 0.5 }))
  }

  mutating func number(_ value: Double) -> NodeID { graph.constant(value) }

  /// A product with a constant.
  mutating func times(_ x: NodeID) -> NodeID {
    graph.emit(.multiply, graph.constant(0.1 + random.fraction()), x)
  }

  mutating func quotientByRoot(_ a: NodeID, _ b: NodeID) -> NodeID {
    let divisor = graph.emit(.add, graph.emit(.sqrt, b), graph.constant(1e-8))
    return graph.emit(.divide, a, divisor)
  }

  /// A product of a [4, 5] and a [5, 3] matrix, of which some are transposed ones.
  mutating func product(_ form: Orientation) -> NodeID {
    let left = form.transposesLeft ? graph.emit(.transpose, tensor([5, 4])) : tensor([4, 5])
    let right = form.transposesRight ? graph.emit(.transpose, tensor([3, 5])) : tensor([5, 3])
    return graph.emit(.matrixProduct, left, right)
  }

  mutating func layer(_ form: Orientation) -> NodeID {
    graph.emit(.add, product(form), graph.emit(.negate, tensor([3])))
  }
}

extension Graph {
  /// What a plan with some rewrites computes: the operations and their inputs, and how many loops the elementwise ones take.
  fileprivate func computations(_ results: [NodeID], _ rewrites: [Rewrite]) throws -> [String] {
    let simple = try Simplification(
      self, for: results, regroupsNumbers: true, rewrites: rewrites)
    let graph = simple.graph
    let nodes = graph.ancestors(of: results.map { simple.places[$0]! })
    let blocks = nodes.filter { graph[$0].operation != nil && graph[$0].shape.rank > 0 }
    return nodes.map { id in
      let inputs = graph[id].inputs.map { "\(nodes.firstIndex(of: $0)!)" }
      return (graph[id].operation?.name ?? "") + "(" + inputs.joined(separator: ", ") + ")"
    } + ["\(graph.loops(blocks, local: [], rewrites: rewrites).count) loops"]
  }
}
