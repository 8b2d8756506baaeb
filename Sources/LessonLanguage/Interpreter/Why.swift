import Autodiff
import Text

extension Session {
  private static let mostPaths = 12

  /// `why w`: the chain rule for one number, along every path from it to the last `backprop`'s loss.
  mutating func why(_ expression: Expression, at place: Place) throws(Diagnostic) -> Step {
    let (node, offset) = try element(expression)
    guard let pass = lastPass else {
      throw Diagnostic(place, "there is no gradient to explain yet: backprop a loss first")
    }
    guard let gradient = pass.gradients[node] else {
      throw Diagnostic(expression.place, "the last backprop did not reach this value")
    }
    try spend(workspace.workOfCopy, at: place)
    let moment = try moment(of: pass, at: place)
    let total = moment.value(gradient)[offset]
    var search = PathSearch(moment, from: node, to: pass.target, keeping: Self.mostPaths)
    let found = try search.run(endingAt: offset, place)
    workspace.countWork(of: search.workspace)
    let effort = Explainer.Effort()
    let names = Explainer(graph: moment.graph, evaluator: moment.evaluator, effort: effort)
    func symbol(_ stop: PathSearch.Stop) -> Formula {
      let shape = workspace.graph[stop.node].shape
      let name = names.symbol(stop.node)
      return shape.rank == 0 ? name : .element(name, shape.index(ofOffset: stop.offset))
    }
    let spellings = spellings(upstreamOf: pass.target, moment)
    let paths = found.paths.map { path in
      let stops = path.stops.map(symbol)
      let factors = zip(stops, stops.dropFirst()).map { Formula.derivative(of: $0, by: $1) }
      return ChainRule.Path(
        nodes: stops.dropLast().reversed(), symbols: product(factors),
        numbers: product(path.factors.map { .number($0, spelling: spellings[$0.bitPattern]) }),
        value: path.value)
    }
    let rule = ChainRule(
      parameter: symbol(.init(node: node, offset: offset)), target: names.symbol(pass.target),
      gradient: .derivative(
        of: names.symbol(pass.target), by: symbol(.init(node: node, offset: offset))),
      paths: paths, pathCount: found.count, rest: total - paths.reduce(0) { $0 + $1.value },
      total: total)
    try spend(effort.work, at: place)
    return Step(
      place: place, outcome: .why(rule), value: Tensor(total),
      notes: isPassStale ? [.staleGradient] : [])
  }

  /// The spellings of the numbers that a node depends on, by their bits, so that a derivative that equals one of them, often a
  /// weight, is written the same way.
  private func spellings(upstreamOf target: NodeID, _ moment: Workspace) -> [UInt64: String] {
    var spellings: [UInt64: String] = [:]
    for id in moment.graph.ancestors(of: [target]) {
      guard let written = moment.graph[id].spelling else { continue }
      for case (let text?, let value) in zip(written, moment.value(id).elements)
      where Double(text) == value {
        spellings[value.bitPattern] = text
      }
    }
    return spellings
  }

  private func product(_ factors: [Formula]) -> Formula {
    factors.dropFirst().reduce(factors.first ?? .number(1)) { $0 * $1 }
  }

  /// Returns the node and the offset of `w` or `W[0, 1]`.
  mutating func element(
    _ expression: Expression
  ) throws(Diagnostic) -> (node: NodeID, offset: Int) {
    var base = expression
    var positions: [Expression] = []
    while case .index(let inner, let indices) = base.kind {
      positions = indices + positions
      base = inner
    }
    guard case .name(let name) = base.kind else {
      throw Diagnostic(expression.place, "'why' takes a name or an element, as in why W[0, 1]")
    }
    let node = try node(base)
    let shape = workspace.graph[node].shape
    var index: [Int] = []
    for (axis, position) in positions.enumerated() {
      let value = try wholeNumber(position, "an index")
      guard axis < shape.rank, (0..<shape.sizes[axis]).contains(value) else {
        throw Diagnostic(position.place, "this is out of range: the shape of '\(name)' is \(shape)")
      }
      index.append(value)
    }
    guard index.count == shape.rank || shape.count == 1 else {
      let example = shape.sizes.map { _ in "0" }.joined(separator: ", ")
      throw Diagnostic(
        expression.place,
        "'\(name)' has shape \(shape): ask for one number, as in why \(name)[\(example)]")
    }
    return (node, index.count == shape.rank ? shape.offset(of: index) : 0)
  }
}
