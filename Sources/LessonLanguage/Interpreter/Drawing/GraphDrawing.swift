import Autodiff
import Text

extension Session {
  /// `plot graph of L`: the quantities that a value is computed from.
  mutating func plotGraph(_ expression: Expression, at place: Place) throws(Diagnostic) -> Step {
    let target = try node(expression)
    let walked = Work.visitedNode * Double(target.index) + 10 * Work.scheduledNode
    try spend(walked, at: place)
    let pass = lastPass.flatMap { $0.target == target ? $0 : nil }
    let choice = try explaining(at: place) { session, explainer in
      NodeChoice(target, in: session.workspace.graph) { id in
        if case .sum = explainer.expression(id) { true } else { false }
      }
    }
    try spend(Work.scheduledNode * Double(choice.work), at: place)
    let graph = try explaining(at: place) { session, explainer in
      session.graph(of: choice, pass, explainer)
    }
    let elements = graph.nodes.reduce(0) { $0 + $1.value.value.count }
    var step = try drawn(.graph(graph), elements: elements, at: place)
    if workspace.isStale(target) { step.notes.append(.stale) }
    if pass != nil, isPassStale { step.notes.append(.staleGradient) }
    return step
  }

  private func graph(
    of choice: NodeChoice, _ pass: BackwardPass?, _ explainer: Explainer
  ) -> OperationGraph {
    let reached = pass.map { explained($0) } ?? []
    let contributions = pass.map { self.contributions($0, choice) } ?? [:]
    let users = choice.links.reduce(into: [NodeID: Int]()) { counts, link in
      for input in link.value { counts[input, default: 0] += 1 }
    }
    let positions = Dictionary(
      uniqueKeysWithValues: choice.shown.enumerated().map { ($1, $0) })
    let nodes = choice.shown.map { id in
      let node = workspace.graph[id]
      let inputs = choice.links[id] ?? []
      let links = inputs.compactMap { input in
        positions[input].map {
          OperationGraph.Link(
            input: $0,
            gradient: contributions[Contribution(user: id, input: input)].map {
              Working(
                subject: .share(
                  of: explainer.symbol(choice.target), by: explainer.symbol(input),
                  through: explainer.symbol(id)),
                symbols: [], arithmetic: [], result: Formula(numbersOf: $0), value: $0)
            })
        }
      }
      let gradient: Working? =
        reached.contains(id)
        ? pass?.gradients[id].map {
          working(
            of: $0, .derivative(of: explainer.symbol(choice.target), by: explainer.symbol(id)),
            explainer)
        } : nil
      return OperationGraph.Node(
        kind: node.isVariable ? .parameter : inputs.isEmpty ? .input : .operation,
        value: working(of: id, explainer.symbol(id), explainer), gradient: gradient, links: links,
        product: product(in: id, choice, users, positions, explainer),
        isCut: links.count < inputs.count)
    }
    return OperationGraph(nodes: nodes, omitted: choice.omitted)
  }

  private func working(of id: NodeID, _ subject: Formula, _ explainer: Explainer) -> Working {
    var working = explainer.working(of: id, subject: subject)
    working.isImage = false
    // The name of a node without one is its formula.
    if workspace.graph[id].label == nil { working.symbols = [] }
    return working
  }

  private struct Contribution: Hashable {
    let user: NodeID
    let input: NodeID
  }

  /// The gradient that each shown node receives from each of its users: the sum of what comes back through the operations of
  /// that user.
  private func contributions(
    _ pass: BackwardPass, _ choice: NodeChoice
  ) -> [Contribution: Tensor] {
    var sums: [Contribution: Tensor] = [:]
    let reached = explained(pass)
    for share in pass.shares where reached.contains(share.input) && choice.isNode(share.input) {
      guard let user = choice.owner(of: share.node) else { continue }
      let key = Contribution(user: user, input: share.input)
      let value = workspace.value(share.gradient)
      guard let earlier = sums[key] else {
        sums[key] = value
        continue
      }
      sums[key] = Tensor(value.shape, zip(earlier.elements, value.elements).map { $0 + $1 })
    }
    return sums
  }

  /// The only product W @ v among the operations of a node, if W is a matrix that serves nothing else.
  private func product(
    in id: NodeID, _ choice: NodeChoice, _ users: [NodeID: Int], _ positions: [NodeID: Int],
    _ explainer: Explainer
  ) -> OperationGraph.Product? {
    let graph = workspace.graph
    var found: [OperationGraph.Product] = []
    for operation in choice.operations(of: id) {
      guard case .matrixProduct = explainer.expression(operation) else { continue }
      let inputs = graph[operation].inputs
      guard let matrix = positions[inputs[0]], let vector = positions[inputs[1]],
        graph[inputs[0]].operation == nil, graph[inputs[0]].shape.rank == 2,
        graph[inputs[1]].shape.rank == 1, graph[id].shape.rank == 1, users[inputs[0]] == 1
      else { return nil }
      found.append(OperationGraph.Product(matrix: matrix, vector: vector))
    }
    return found.count == 1 ? found[0] : nil
  }
}

extension Formula {
  /// The elements of a number, a vector or a matrix if there are few, else a summary.
  fileprivate init(numbersOf tensor: Tensor) {
    let numbers = tensor.elements.map { Formula.number($0) }
    guard tensor.count <= Working.fewElements, tensor.count > 0, tensor.shape.rank <= 2 else {
      self = .summary(TensorSummary(tensor))
      return
    }
    switch tensor.shape.rank {
    case 0: self = numbers[0]
    case 1: self = .list(numbers)
    default:
      let columns = tensor.shape.sizes[1]
      self = .list(
        (0..<tensor.shape.sizes[0]).map { row in
          .list(Array(numbers[row * columns..<(row + 1) * columns]))
        })
    }
  }
}
