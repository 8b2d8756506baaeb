import TestSupport
import Testing

@testable import Autodiff

/// The graph of E = (w·x − y)², the error of one linear neuron.
private struct Neuron {
  var graph = Graph()
  let w: NodeID
  let product: NodeID
  let difference: NodeID
  let error: NodeID

  init(w weight: Double, x: Double, y: Double) {
    w = graph.variable(Tensor(weight))
    product = graph.emit(.multiply, w, graph.constant(x))
    difference = graph.emit(.subtract, product, graph.constant(y))
    error = graph.emit(.square, difference)
  }
}

struct DifferentiationTests {
  @Test("every node between the target and the wanted one has its gradient")
  func interiorNodes() throws {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let pass = neuron.graph.differentiate(neuron.error, by: [neuron.w])
    let expected = [
      (neuron.error, 1.0), (neuron.difference, 1), (neuron.product, 1), (neuron.w, 3),
    ]
    #expect(pass.gradients.count == expected.count)
    for (node, gradient) in expected {
      let id = try #require(pass.gradients[node])
      #expect(try neuron.graph.value(of: id) == Tensor(gradient))
    }
    #expect(pass.shares.map { $0.node } == [neuron.error, neuron.difference, neuron.product])
  }

  @Test("an interior node may be wanted")
  func wantedInteriorNode() throws {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let pass = neuron.graph.differentiate(neuron.error, by: [neuron.product])
    #expect(pass.gradients[neuron.w] == nil)
    #expect(pass.gradients[neuron.product] != nil)
  }

  @Test("a node that the target does not depend on has no gradient")
  func unrelatedNode() {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let other = neuron.graph.variable(Tensor(1))
    let pass = neuron.graph.differentiate(neuron.error, by: [other])
    #expect(pass.gradients.isEmpty)
    #expect(pass.shares.isEmpty)
  }

  @Test("a node that is used twice in one operation receives both shares")
  func twiceInOneOperation() throws {
    var graph = Graph()
    let x = graph.variable(Tensor(3))
    let y = graph.emit(.multiply, x, x)
    let pass = graph.differentiate(y, by: [x])
    #expect(pass.shareCounts[x] == 2)
    #expect(try graph.value(of: #require(pass.gradients[x])) == Tensor(6))
  }

  @Test("the contributions of all ways are added")
  func meetingContributions() throws {
    // z = sin x · x² + x, dz/dx = cos x · x² + 2x · sin x + 1
    var graph = Graph()
    let x = graph.variable(Tensor(2))
    let wave = graph.emit(.multiply, graph.emit(.sin, x), graph.emit(.square, x))
    let z = graph.emit(.add, wave, x)
    let pass = graph.differentiate(z, by: [x])
    let shares = pass.shares.filter { $0.input == x }
    #expect(shares.count == 3)
    let total = try graph.value(of: #require(pass.gradients[x]))[0]
    let parts = try shares.map { try graph.value(of: $0.gradient)[0] }
    #expect(isClose(total, parts.reduce(0, +)))
    #expect(
      isClose(total, try graph.differences(of: z, by: x, at: [x: Tensor(2)])[0], within: 1e-8))
    for share in shares {
      #expect(graph[share.gradient].label == .share(of: z, by: x, through: share.node))
    }
    #expect(graph[pass.gradients[x]!].label == .derivative(of: z, by: x))
  }

  @Test("an operand that was repeated receives the sum over its copies")
  func repeatedOperand() throws {
    let (column, row) = (matrix([1], [2]), vector(3, 4, 5))
    #expect(try Operation.multiply.gradients(column, row) == [matrix([12], [12]), vector(3, 3, 3)])
    #expect(try Operation.add.gradients(Tensor(1), matrix([1, 2], [3, 4]))[0] == Tensor(4))
  }

  @Test("the walk reaches a node to stop at, and does not pass it")
  func stopping() {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let pass = neuron.graph.differentiate(
      neuron.error, by: [neuron.w], stoppingAt: [neuron.difference])
    #expect(pass.gradients[neuron.difference] != nil)
    #expect(pass.gradients[neuron.product] == nil)
    #expect(pass.gradients[neuron.w] == nil)
    #expect(pass.shares.map { $0.node } == [neuron.error])
  }

  @Test("a target that is to be stopped at is passed all the same")
  func stoppingAtTheTarget() {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let pass = neuron.graph.differentiate(neuron.error, by: [neuron.w], stoppingAt: [neuron.error])
    #expect(pass.gradients[neuron.w] != nil)
  }

  @Test("the seed replaces a gradient of 1")
  func seed() throws {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let seed = neuron.graph.constant(10)
    let pass = neuron.graph.differentiate(neuron.error, by: [neuron.w], seed: seed)
    #expect(pass.gradients[neuron.error] == seed)
    #expect(try neuron.graph.value(of: #require(pass.gradients[neuron.w])) == Tensor(30))
  }

  @Test("a pass that is seeded with the gradients of another continues it")
  func passInTwoHalves() throws {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let upper = neuron.graph.differentiate(neuron.error, by: [neuron.product])
    let lower = neuron.graph.differentiate(
      neuron.product, by: [neuron.w], seed: upper.gradients[neuron.product])
    #expect(try neuron.graph.value(of: #require(lower.gradients[neuron.w])) == Tensor(3))
  }

  @Test("a new node knows the forward node whose rule made it")
  func origins() {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    let before = neuron.graph.count
    let pass = neuron.graph.differentiate(neuron.error, by: [neuron.w])
    let forward = [neuron.error, neuron.difference, neuron.product]
    for index in before..<neuron.graph.count {
      let node = neuron.graph[neuron.graph.id(index)]
      if node.operation != nil { #expect(node.origin.map(forward.contains) == true) }
    }
    for share in pass.shares where share.gradient != pass.gradients[share.node] {
      #expect(neuron.graph[share.gradient].origin == share.node)
    }
    for index in 0..<before { #expect(neuron.graph[neuron.graph.id(index)].origin == nil) }
  }

  @Test("a gradient that passes a sum unchanged keeps its node unless it gets a new name")
  func passesThrough() {
    var graph = Graph()
    let w = graph.variable(Tensor(2))
    graph.setLabel(.name("w"), of: w)
    let product = graph.emit(.multiply, w, graph.constant(3))
    let sum = graph.emit(.add, product, graph.constant(1))
    let pass = graph.differentiate(graph.emit(.square, sum), by: [w])
    #expect(pass.gradients[product] == pass.gradients[sum])
    #expect(pass.gradients[w] != pass.gradients[product])
  }

  @Test("a gradient differentiates again, to any order")
  func higherDerivatives() throws {
    // x⁴ at 2: 32, 48, 48, 24
    var graph = Graph()
    let x = graph.variable(Tensor(2))
    var y = graph.emit(.power, x, graph.constant(4))
    for expected in [32.0, 48, 48, 24] {
      y = try #require(graph.differentiate(y, by: [x]).gradients[x])
      #expect(try graph.value(of: y) == Tensor(expected))
    }
  }

  @Test("the forward nodes keep their values and labels")
  func forwardNodes() throws {
    var neuron = Neuron(w: 0.5, x: 3, y: 1)
    neuron.graph.setLabel(.name("E"), of: neuron.error)
    _ = neuron.graph.differentiate(neuron.error, by: [neuron.w])
    #expect(neuron.graph[neuron.error].label == .name("E"))
    #expect(neuron.graph[neuron.w].label == nil)
    #expect(try neuron.graph.value(of: neuron.error) == Tensor(0.25))
  }
}
