import TestSupport
import Testing

@testable import Autodiff

/// What a plan computes as one operation against the several that a graph has.
@Suite("Operations that a plan combines")
struct CombinedOperationTests {
  /// The operations left of a graph in which one node is wanted.
  private func operations(_ graph: Graph, _ target: NodeID, regroups: Bool = false) throws
    -> [String]
  {
    let simple = try Simplification(graph, for: [target], regroupsNumbers: regroups)
    return simple.graph.ancestors(of: [simple.places[target]!])
      .compactMap { simple.graph[$0].operation?.name }
  }

  private func values(_ graph: Graph, _ targets: [NodeID]) throws -> [[Float]] {
    try graph.planned(targets, as: Float.self)
  }

  private func tensor(_ sizes: [Int], seed: UInt64) -> Tensor {
    var random = SplitMix64(seed: seed)
    let shape = Shape(sizes)
    return Tensor(
      shape, (0..<shape.count).map { _ in Double(Float(random.fraction() * 4 - 2)) })
  }

  @Test("multiples that are added or subtracted give the bits of product and sum")
  func multiples() throws {
    var graph = Graph()
    let (a, b) = (tensor([37, 3], seed: 1), tensor([37, 3], seed: 2))
    let (x, y) = (graph.variable(a), graph.variable(b))
    let (s, t) = (graph.constant(0.3), graph.constant(-1.7))
    let sx = graph.emit(.multiply, s, x)
    let yt = graph.emit(.multiply, y, t)
    let cases: [(NodeID, String, (Float, Float) -> Float)] = [
      (graph.emit(.add, sx, y), "a + s·x", { $1 + 0.3 * $0 }),
      (graph.emit(.add, x, yt), "a + s·x", { $0 + -1.7 * $1 }),
      (graph.emit(.subtract, x, yt), "a - s·x", { $0 - -1.7 * $1 }),
      (graph.emit(.add, sx, yt), "s·x + t·y", { 0.3 * $0 + -1.7 * $1 }),
    ]
    for (node, name, f) in cases {
      #expect(try operations(graph, node) == [name])
      #expect(
        try values(graph, [node])[0] == zip(a.elements, b.elements).map { f(Float($0), Float($1)) })
    }
  }

  @Test("a quotient by a root gives the bits of root, sum and quotient")
  func quotientByRoot() throws {
    var graph = Graph()
    let (a, b) = (tensor([50], seed: 3), Tensor(Shape([50]), (0..<50).map { Double($0) / 7 }))
    let (x, y) = (graph.variable(a), graph.variable(b))
    let divisor = graph.emit(.add, graph.emit(.sqrt, y), graph.constant(1e-8))
    let quotient = graph.emit(.divide, x, divisor)
    #expect(try operations(graph, quotient) == ["a / (√b + c)"])
    let expected = zip(a.elements, b.elements).map { Float($0) / (Float($1).squareRoot() + 1e-8) }
    #expect(try values(graph, [quotient])[0] == expected)
  }

  @Test("a step by a quotient by a root gives the bits of its parts", arguments: [false, true])
  func differenceFromQuotientByRoot(isCorrected: Bool) throws {
    var graph = Graph()
    let (w, m) = (tensor([50], seed: 7), tensor([50], seed: 8))
    let v = Tensor(Shape([50]), (0..<50).map { Double($0) / 7 })
    let (x, y, z) = (graph.variable(w), graph.variable(m), graph.variable(v))
    let (s, t) = (graph.constant(0.3), graph.constant(1.7))
    let above = isCorrected ? graph.emit(.multiply, s, y) : y
    let below = isCorrected ? graph.emit(.multiply, z, t) : z
    let divisor = graph.emit(.add, graph.emit(.sqrt, below), graph.constant(1e-8))
    let difference = graph.emit(.subtract, x, graph.emit(.divide, above, divisor))
    #expect(try operations(graph, difference) == ["w - s·m / (√(t·v) + c)"])
    let expected = (0..<50).map { i -> Float in
      let (w, m, v) = (Float(w[i]), Float(m[i]), Float(v[i]))
      return isCorrected
        ? w - 0.3 * m / ((v * 1.7).squareRoot() + 1e-8) : w - m / (v.squareRoot() + 1e-8)
    }
    #expect(try values(graph, [difference])[0] == expected)
  }

  @Test("a multiple of a square that is added gives the bits of square, product and sum")
  func weightedSumWithSquare() throws {
    var graph = Graph()
    let (a, b) = (tensor([50], seed: 9), tensor([50], seed: 10))
    let (x, y) = (graph.variable(a), graph.variable(b))
    let square = graph.emit(.multiply, graph.constant(0.1), graph.emit(.square, y))
    let sum = graph.emit(.add, graph.emit(.multiply, graph.constant(0.9), x), square)
    #expect(try operations(graph, sum) == ["s·x + t·y²"])
    let expected = zip(a.elements, b.elements).map {
      0.9 * Float($0) + 0.1 * (Float($1) * Float($1))
    }
    #expect(try values(graph, [sum])[0] == expected)
  }

  @Test(
    "a dense layer gives the bits of product and sum", arguments: [1, 3, 32], [2, 10, 64, 200])
  func denseLayer(batch: Int, width: Int) throws {
    var graph = Graph()
    let x = graph.variable(tensor([batch, 70], seed: 4))
    let w = graph.variable(tensor([width, 70], seed: 5))
    let bias = tensor([width], seed: 6)
    let product = graph.emit(.matrixProduct, x, graph.emit(.transpose, w))
    let layer = graph.emit(.add, product, graph.variable(bias))
    #expect(try operations(graph, layer) == ["A @ Bᵀ + b"])
    let alone = try values(graph, [product])[0]
    let expected = alone.indices.map { alone[$0] + Float(bias[$0 % width]) }
    #expect(try values(graph, [layer])[0] == expected)
  }

  @Test(
    "a dense layer with its rectifier gives the bits of layer and maximum", arguments: [1, 3, 32])
  func rectifiedLayer(batch: Int) throws {
    var graph = Graph()
    let x = graph.variable(tensor([batch, 40], seed: 4))
    let w = graph.variable(tensor([30, 40], seed: 5))
    let bias = graph.variable(tensor([30], seed: 6))
    let sums = graph.emit(
      .add, graph.emit(.matrixProduct, x, graph.emit(.transpose, w)), bias)
    let layer = graph.emit(.relu, sums)
    #expect(try operations(graph, layer) == ["relu(A @ Bᵀ + b)"])
    let before = try values(graph, [sums])[0]
    let after = try values(graph, [layer])[0]
    #expect(after == before.map { max(0, $0) })
    #expect(before.contains { $0 < 0 } && before.contains { $0 > 0 })
    // What is read before the rectifier stays.
    let both = try values(graph, [sums, layer])
    #expect(both == [before, after])
    let total = graph.emit(.sum(), graph.emit(.multiply, sums, layer))
    #expect(try operations(graph, total).contains("relu"))
    let squares = graph.emit(.sum(), graph.emit(.square, layer))
    let pass = graph.differentiate(squares, by: [w])
    #expect(!(try operations(graph, pass.gradients[w]!).contains("A @ Bᵀ + b")))
  }

  @Test("the gradient of a cross-entropy's logits is softmax, product and difference, to rounding")
  func softmaxDifference() throws {
    var graph = Graph()
    let x = graph.variable(tensor([9, 7], seed: 7))
    let y = graph.variable(
      Tensor(Shape([9, 7]), tensor([9, 7], seed: 8).elements.map { abs($0) }))
    let loss = graph.emit(.mean(), graph.emit(.softmaxCrossEntropy, y, x))
    let gradient = graph.differentiate(loss, by: [x]).gradients[x]!
    #expect(try operations(graph, gradient) == ["softmax(x)·Σy - y", "*"])
    let softmax = graph.emit(.softmax, x)
    let mass = graph.emit(.sum(axis: -1), y)
    let parts = try values(graph, [softmax, mass, gradient])
    let target = graph.variableElements(y)
    let expected = parts[0].indices.map {
      (parts[0][$0] * parts[1][$0 / 7] - target[$0]) * Float(1.0 / 9)
    }
    #expect(zip(parts[2], expected).allSatisfy { abs($0 - $1) <= 1e-7 })
  }

  @Test("a rectifier's gradient is computed from its output, with the bits of the comparison")
  func rectifier() throws {
    var graph = Graph()
    let (a, b) = (tensor([90], seed: 12), tensor([90], seed: 13))
    let x = graph.variable(a)
    let weighted = graph.emit(.multiply, graph.emit(.relu, x), graph.variable(b))
    let gradient = graph.differentiate(graph.emit(.sum(), weighted), by: [x]).gradients[x]!
    #expect(try operations(graph, gradient).last == "a·(x > 0)")
    let expected = zip(a.elements, b.elements).map { Float($1) * ($0 > 0 ? 1 : 0) }
    let values = try values(graph, [weighted, gradient])
    #expect(values[1].map { $0.bitPattern } == expected.map { $0.bitPattern })
  }

  @Test("a sum over another axis, or of another tensor, is not taken for the mass of the target")
  func otherSums() throws {
    var graph = Graph()
    let x = graph.variable(tensor([4, 4], seed: 9))
    let y = graph.variable(tensor([4, 4], seed: 10))
    let softmax = graph.emit(.softmax, x)
    let column = try graph.apply(.reshape(to: Shape([4, 1])), [graph.emit(.sum(axis: 0), y)])
    let other = try graph.apply(.reshape(to: Shape([4, 1])), [graph.emit(.sum(axis: -1), x)])
    for mass in [column, other] {
      let difference = graph.emit(.subtract, graph.emit(.multiply, softmax, mass), y)
      #expect(try !operations(graph, difference).contains("softmax(x)·Σy - y"))
      let expected = try graph.value(of: difference).elements
      let got = try values(graph, [difference])[0]
      #expect(zip(got, expected).allSatisfy { isClose(Double($0), $1, within: 1e-5) })
    }
  }

  @Test("numbers are multiplied with one another first, in Float")
  func numbers() throws {
    var graph = Graph()
    let x = graph.variable(tensor([20], seed: 11))
    let twice = graph.emit(
      .multiply, graph.constant(0.1), graph.emit(.multiply, x, graph.constant(3)))
    #expect(try operations(graph, twice, regroups: true) == ["*"])
    #expect(try operations(graph, twice).count == 2)
    let expected = graph.variableElements(x).map { Float(0.1 * 3) * $0 }
    #expect(try values(graph, [twice])[0] == expected)
  }
}

extension Graph {
  fileprivate func variableElements(_ id: NodeID) -> [Float] {
    guard case .variable(let initial, _) = self[id].source else { return [] }
    return initial.elements.map { Float($0) }
  }
}
