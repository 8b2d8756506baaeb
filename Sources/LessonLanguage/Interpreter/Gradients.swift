import Autodiff
import Text

extension Session {
  // MARK: forward

  mutating func forward(_ expression: Expression, at place: Place) throws(Diagnostic) -> Step {
    let target = try node(expression)
    let workings = try recompute(target, at: place)
    let note = firstNotFinite(among: workspace.operations(behind: target).nodes)
    return Step(
      place: place, outcome: .forward(workings), value: workspace.value(target),
      notes: note.map { [$0] } ?? [])
  }

  /// Recomputes a node and everything it depends on, and shows each named value that depends on parameters.
  mutating func recompute(_ target: NodeID, at place: Place) throws(Diagnostic) -> [Working] {
    let schedule = workspace.operations(behind: target)
    try workspace.recompute(schedule, at: place)
    let changeable = nodesDependingOnParameters(among: schedule.nodes)
    var named: [(node: NodeID, name: String)] = []
    for id in schedule.nodes where changeable.contains(id) {
      guard case .name(let name) = workspace.graph[id].label else { continue }
      history.record(name, workspace.value(id))
      named.append((id, name))
    }
    let looked = Work.visitedNode * Double(target.index) + Work.record * Double(named.count)
    let walked = Work.scheduledNode * Double(schedule.nodes.count + parameterNodes.count)
    try spend(looked + walked, at: place)
    if isQuiet { return [] }
    return try explaining(at: place) { session, explainer in
      named.map { session.working($0.node, subject: .name($0.name), explainer) }
    }
  }

  /// The nodes that depend on parameters, among nodes in order of computation.
  private func nodesDependingOnParameters(among nodes: [NodeID]) -> Set<NodeID> {
    var reached = Set(parameters.map { $0.node })
    for id in nodes where workspace.graph[id].inputs.contains(where: reached.contains) {
      reached.insert(id)
    }
    return reached
  }

  // MARK: backprop

  mutating func backprop(_ expression: Expression, at place: Place) throws(Diagnostic) -> Step {
    let target = try scalar(expression, "backprop starts from a single number")
    let looked = Work.scheduledNode * Double(parameterNodes.count)
    try spend(looked, at: place)
    var recomputed: [Working] = []
    if workspace.isStale(target) { recomputed = try recompute(target, at: place) }
    let entry = try pass(from: target, onlyParameters: false, at: place)
    remember(entry.pass)
    let value = workspace.value(target)
    if isQuiet { return Step(place: place, outcome: .check, value: value) }
    let backward = try explaining(at: place) {
      $0.explanation(of: entry.pass, recomputed: recomputed, $1)
    }
    let gradients = explained(entry.pass).compactMap { entry.pass.gradients[$0] }.sorted()
    var notes = firstNotFinite(among: gradients).map { [$0] } ?? []
    if let note = notReached(parameters(behind: target), by: entry.pass) { notes.append(note) }
    return Step(place: place, outcome: .backward(backward), value: value, notes: notes)
  }

  /// A note on the parameters that have no gradient although the number depends on them, as through a condition.
  func notReached(_ parameters: [(node: NodeID, name: String)], by pass: BackwardPass) -> Note? {
    let names = parameters.filter { pass.gradients[$0.node] == nil }.map { $0.name }
    return names.isEmpty ? nil : .notReached(names)
  }

  mutating func remember(_ pass: BackwardPass) {
    lastPass = pass
    parametersOfPass = [:]
    for id in parameterNodes where pass.gradients[id] != nil {
      parametersOfPass[id] = workspace.value(id)
    }
  }

  /// Whether a parameter has changed since the last backward pass.
  var isPassStale: Bool {
    parametersOfPass.contains { workspace.value($0.key) != $0.value }
  }

  /// Returns the values at the time of a backward pass.
  func moment(of pass: BackwardPass, at place: Place) throws(Diagnostic) -> Workspace {
    guard isPassStale else { return workspace }
    var moment = workspace
    for (id, value) in parametersOfPass { moment.set(id, to: value) }
    try moment.recompute(moment.operations(behind: pass.target), at: place)
    let gradients = moment.graph.ancestors(of: Array(pass.gradients.values))
    try moment.recompute(moment.graph.schedule(gradients), at: place)
    return moment
  }

  /// The node of a loss: a tensor of one element.
  mutating func scalar(_ expression: Expression, _ rule: String) throws(Diagnostic) -> NodeID {
    let target = try node(expression)
    let shape = workspace.graph[target].shape
    guard shape.count == 1 else {
      throw Diagnostic(
        expression.place, "\(rule), and this has shape \(shape); a sum or a mean makes it one")
    }
    return target
  }

  /// Returns the backward pass from a node. It is built by the first call, and computed with current values by each.
  mutating func pass(
    from target: NodeID, onlyParameters: Bool, at place: Place
  ) throws(Diagnostic) -> PassCache.Entry {
    let key = PassCache.Key(target: target, onlyParameters: onlyParameters)
    if let entry = passes.entries[key] {
      try workspace.recompute(entry.schedule, at: place)
      return entry
    }
    let wanted = quantities(upstreamOf: target, onlyParameters: onlyParameters)
    let first = workspace.graph.count
    let pass = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.differentiate(target, by: wanted)
    }
    let entry = PassCache.Entry(pass: pass, schedule: workspace.operations(from: first))
    passes.entries[key] = entry
    return entry
  }

  /// The nodes whose gradients a backward pass computes: the parameters, and all other named values.
  private func quantities(upstreamOf target: NodeID, onlyParameters: Bool) -> Set<NodeID> {
    var wanted = Set(parameters(behind: target).map { $0.node })
    if onlyParameters { return wanted }
    for id in workspace.graph.ancestors(of: [target]) {
      if case .name = workspace.graph[id].label { wanted.insert(id) }
    }
    return wanted
  }

  private func explanation(
    of pass: BackwardPass, recomputed: [Working], _ explainer: Explainer
  ) -> Backward {
    let leads = explained(pass)
    func row(_ id: NodeID) -> Working {
      explainer.working(of: id, subject: explainer.symbol(id))
    }
    let counts = pass.shareCounts
    var entries: [Backward.Entry] = []
    var last: NodeID?
    var received: [NodeID: Int] = [:]
    // A gradient that passes unchanged is shown at the node that it comes from.
    var shown: [NodeID: NodeID] = [:]
    for share in pass.shares where leads.contains(share.input) {
      let node = shown[share.node] ?? share.node
      if share.gradient == pass.gradients[share.node] {
        shown[share.input] = node
        continue
      }
      if node != last {
        let name: Formula? = workspace.graph[node].label.map { _ in explainer.symbol(node) }
        entries.append(Backward.Entry(name: name, expression: explainer.expression(node), rows: []))
        last = node
      }
      var rows: [Working] = []
      if let local = share.local, local != share.gradient,
        workspace.graph[local].label == .derivative(of: share.node, by: share.input)
      {
        rows.append(row(local))
      }
      rows.append(row(share.gradient))
      received[share.input, default: 0] += 1
      if let count = counts[share.input], count > 1, received[share.input] == count,
        let total = pass.gradients[share.input]
      {
        rows.append(row(total))
      }
      entries[entries.count - 1].rows += rows
      if workspace.graph[share.input].operation == nil, entries[entries.count - 1].parameter == nil
      {
        let (name, shape) = (explainer.symbol(share.input), workspace.graph[share.input].shape)
        entries[entries.count - 1].parameter =
          shape.rank == 0 ? name : .element(name, shape.index(ofOffset: 0))
      }
    }
    return Backward(
      recomputed: recomputed, seed: row(pass.seed), canBeAsked: !isClosed, entries: entries)
  }

  /// The nodes whose gradients are shown: those that depend on a parameter, or all if there is none.
  func explained(_ pass: BackwardPass) -> Set<NodeID> {
    let reached = Set(pass.gradients.keys)
    let trainable = parameters.map { $0.node }.filter(reached.contains)
    if trainable.isEmpty { return reached }
    var leads = Set(trainable)
    for id in reached.sorted() where workspace.graph[id].inputs.contains(where: leads.contains) {
      leads.insert(id)
    }
    return leads
  }
}
