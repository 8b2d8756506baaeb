import Autodiff
import Learning
import Text

/// The optimizer state of each parameter, and the update rules that were built.
struct OptimizerMemory: Sendable {
  struct State: Sendable {
    let optimizer: Optimizer
    let nodes: [NodeID]
  }

  struct Key: Hashable, Sendable {
    let parameter: NodeID
    let gradient: NodeID
    let optimizer: String
    let numbers: [Double]
    let states: [NodeID]
  }

  struct Entry: Sendable {
    let update: ParameterUpdate
    let schedule: Schedule
  }

  var states: [NodeID: State] = [:]
  var updates: [Key: Entry] = [:]
}

extension Session {
  mutating func update(_ call: IngredientCall, at place: Place) throws(Diagnostic) -> Step {
    let optimizer = try choice(UpdateRule.self, call)
    guard let pass = lastPass else {
      throw Diagnostic(place, "there is no gradient to step along yet: backprop a loss first")
    }
    try spend(Work.update * Double(parameterNodes.count), at: place)
    let reached = self.reached(by: pass, among: parameters)
    guard !reached.isEmpty else {
      let behind = parameters(behind: pass.target).map { $0.name }
      throw Diagnostic(
        place,
        behind.isEmpty
          ? "the last backprop reached no parameter; 'param w = …' makes one"
          : Self.noGradient(reaches: behind))
    }
    let entries = try updates(of: reached, by: optimizer, at: place)
    let notes: [Note] = isPassStale ? [.staleGradient] : []
    var update = Update(parameters: [])
    if !isQuiet {
      nameQuantities(of: entries, by: optimizer, reached)
      update = try explaining(at: place) { $0.explanation(of: entries, reached, $1) }
    }
    lastStep = StepMemory(entries.map { $0.update }, along: pass, in: workspace)
    apply(entries)
    for parameter in reached { history.record(parameter.name, workspace.value(parameter.node)) }
    return Step(place: place, outcome: .update(update), notes: notes)
  }

  /// A parameter with its gradient in a backward pass.
  struct ReachedParameter {
    let node: NodeID
    let name: String
    let gradient: NodeID
  }

  /// Returns the parameters that have a gradient.
  func reached(
    by pass: BackwardPass, among parameters: [(node: NodeID, name: String)]
  ) -> [ReachedParameter] {
    parameters.compactMap { node, name in
      pass.gradients[node].map { ReachedParameter(node: node, name: name, gradient: $0) }
    }
  }

  static let noParameter = "this depends on no parameter; 'param w = …' makes one"

  /// The reason why there is no gradient, although the number depends on these parameters.
  static func noGradient(reaches names: [String]) -> String {
    let shown = names.prefix(6).map { "'\($0)'" } + (names.count > 6 ? ["…"] : [])
    return "no gradient reaches \(shown.joined(separator: ", ")): a comparison, a condition and "
      + "argmax pass none"
  }

  /// Returns the update nodes of each parameter, computed from the current gradients.
  mutating func updates(
    of parameters: [ReachedParameter], by optimizer: Optimizer, at place: Place
  ) throws(Diagnostic) -> [OptimizerMemory.Entry] {
    var entries: [OptimizerMemory.Entry] = []
    for parameter in parameters {
      entries.append(
        try update(
          of: parameter.node, gradient: parameter.gradient, by: optimizer, at: place))
    }
    return entries
  }

  /// Sets all parameters and states to their next values.
  mutating func apply(_ entries: [OptimizerMemory.Entry]) {
    let moves = entries.flatMap { entry in
      entry.update.states.map { ($0.state, workspace.value($0.next)) }
        + [(entry.update.parameter, workspace.value(entry.update.value))]
    }
    for (node, value) in moves { workspace.set(node, to: value) }
  }

  private mutating func update(
    of parameter: NodeID, gradient: NodeID, by optimizer: Optimizer, at place: Place
  ) throws(Diagnostic) -> OptimizerMemory.Entry {
    let states = try states(of: parameter, for: optimizer, at: place)
    let key = OptimizerMemory.Key(
      parameter: parameter, gradient: gradient, optimizer: optimizer.name,
      numbers: optimizer.values, states: states)
    if let entry = optimizers.updates[key] {
      try workspace.recompute(entry.schedule, at: place)
      return entry
    }
    let first = workspace.graph.count
    let update = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      optimizer.update(&graph, parameter: parameter, gradient: gradient, states: states)
    }
    let entry = OptimizerMemory.Entry(update: update, schedule: workspace.operations(from: first))
    optimizers.updates[key] = entry
    return entry
  }

  /// Returns the nodes of a parameter's optimizer state: the existing ones if the optimizer is the same, else new ones at 0.
  private mutating func states(
    of parameter: NodeID, for optimizer: Optimizer, at place: Place
  ) throws(Diagnostic) -> [NodeID] {
    if let known = optimizers.states[parameter], optimizer.continues(known.optimizer) {
      return known.nodes
    }
    let shape = workspace.graph[parameter].shape
    let nodes = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      optimizer.states.map {
        graph.variable(Tensor($0.isScalar ? .scalar : shape, repeating: 0))
      }
    }
    optimizers.states[parameter] = OptimizerMemory.State(optimizer: optimizer, nodes: nodes)
    return nodes
  }

  private func explanation(
    of entries: [OptimizerMemory.Entry], _ parameters: [ReachedParameter],
    _ explainer: Explainer
  ) -> Update {
    Update(
      parameters: zip(entries, parameters).map { entry, parameter in
        let states = Set(entry.update.states.map { $0.next })
        var workings = entry.update.intermediates.map { intermediate in
          let subject = explainer.symbol(intermediate.node)
          var working = working(intermediate.node, subject: subject, explainer)
          working.isAssignment = states.contains(intermediate.node)
          return working
        }
        var last = working(entry.update.value, subject: .name(parameter.name), explainer)
        last.isAssignment = true
        workings.append(last)
        return Update.Parameter(name: parameter.name, workings: workings)
      })
  }
}
