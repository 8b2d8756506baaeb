import Autodiff
import Learning

extension Session {
  /// The rows that a table keeps; of a longer run the last row takes the place of those between.
  private static let mostRows = 200_000

  /// backprop and step, repeated; ends with a reverse pass at the final parameters.
  mutating func descend(
    _ expression: Expression, _ call: OptimizerCall, _ duration: Duration, at place: Place
  ) throws(Diagnostic) -> Step {
    let target = try scalar(expression, "descend follows a single number")
    let optimizer = try optimizer(call)
    let reached = parameters(behind: target)
    guard !reached.isEmpty else {
      throw Diagnostic(
        expression.place, "no parameter is behind this; 'param w = …' makes one")
    }
    var run = Run(
      target: target, forward: workspace.operations(behind: target), optimizer: optimizer,
      parameters: reached, named: named(behind: target), place: place)
    try measure(&run)
    let end = try go(&run, duration)
    let pass = try pass(from: target, onlyParameters: false, at: place).pass
    remember(pass)
    return Step(
      place: place, outcome: .descent(table(of: run, expression, end)),
      value: workspace.value(target))
  }

  private func named(behind target: NodeID) -> [(node: NodeID, name: String)] {
    workspace.graph.ancestors(of: [target]).compactMap { id in
      let node = workspace.graph[id]
      guard case .name(let name) = node.label, node.operation != nil || node.isVariable else {
        return nil
      }
      return (id, name)
    }
  }

  /// One run of `descend`, with the rows that it has filled.
  private struct Run {
    let target: NodeID
    let forward: Schedule
    let optimizer: Optimizer
    let parameters: [(node: NodeID, name: String)]
    /// The parameters and the values behind the loss that have names.
    let named: [(node: NodeID, name: String)]
    let place: Place
    var pass: BackwardPass?
    var rows: [Descent.Row] = []
    var steps = 0
    var firstNotFinite: Int?
    var lossBefore: Double?
    var loss = Double.nan

    /// The parameters' numbers that have columns: as many as a table can hold.
    var columns: [(node: NodeID, name: String, offset: Int)] = []
  }

  private mutating func go(_ run: inout Run, _ duration: Duration) throws(Diagnostic) -> Descent.End
  {
    switch duration {
    case .steps(let expression):
      let count = try wholeNumber(expression, "the number of steps")
      guard (0...workspace.limits.steps).contains(count) else {
        throw Diagnostic(
          expression.place, "descend takes 0 to \(workspace.limits.steps) steps, not \(count)")
      }
      for _ in 0..<count { try advance(&run) }
      return .allSteps
    case .untilChange(let expression):
      let bound = try number(expression, "the bound")
      guard bound > 0, bound.isFinite else {
        throw Diagnostic(expression.place, "the bound is a small number above 0, not \(bound)")
      }
      for _ in 0..<100_000 {
        try advance(&run)
        if let before = run.lossBefore, abs(run.loss - before) < bound { return .settled }
        if !run.loss.isFinite { return .notSettled }
      }
      return .notSettled
    }
  }

  /// One step, then one row of the table.
  private mutating func advance(_ run: inout Run) throws(Diagnostic) {
    let entries = try updates(
      of: run.parameters, pass: run.pass!, by: run.optimizer, at: run.place)
    apply(entries)
    run.steps += 1
    try measure(&run)
  }

  /// Computes loss and gradients at the present parameters and notes them as a row.
  private mutating func measure(_ run: inout Run) throws(Diagnostic) {
    try workspace.recompute(run.forward, at: run.place)
    let pass = try pass(from: run.target, onlyParameters: true, at: run.place).pass
    run.pass = pass
    run.lossBefore = run.steps == 0 ? nil : run.loss
    run.loss = workspace.value(run.target)[0]
    if !run.loss.isFinite, run.firstNotFinite == nil { run.firstNotFinite = run.steps }
    remember(run)
    if run.columns.isEmpty { run.columns = columns(run.parameters) }
    if run.rows.count == Self.mostRows { run.rows.removeLast() }
    let values = run.columns.map { workspace.value($0.node)[$0.offset] }
    let gradients = run.columns.map { column in
      pass.gradients[column.node].map { workspace.value($0)[column.offset] } ?? 0
    }
    run.rows.append(Descent.Row(step: run.steps, values: values + [run.loss] + gradients))
  }

  private func columns(
    _ parameters: [(node: NodeID, name: String)]
  ) -> [(node: NodeID, name: String, offset: Int)] {
    let all = parameters.flatMap { parameter in
      (0..<min(workspace.graph[parameter.node].shape.count, Working.fewElements)).map {
        (node: parameter.node, name: parameter.name, offset: $0)
      }
    }
    return Array(all.prefix(Working.fewElements))
  }

  /// Keeps what each name is worth now, for plots. The first row repeats what its definition has recorded.
  private mutating func remember(_ run: Run) {
    for (id, name) in run.named {
      let value = workspace.value(id)
      if run.steps == 0, history.values[name]?.last == value { continue }
      history.record(name, value)
    }
  }

  private func table(of run: Run, _ expression: Expression, _ end: Descent.End) -> Descent {
    let loss = formula(expression)
    let names = run.columns.map { column -> Formula in
      let shape = workspace.graph[column.node].shape
      return shape.rank == 0
        ? .name(column.name) : .element(.name(column.name), shape.index(ofOffset: column.offset))
    }
    let total = run.parameters.reduce(0) { $0 + workspace.graph[$1.node].shape.count }
    return Descent(
      columns: names + [loss] + names.map { .derivative(of: loss, by: $0) }, rows: run.rows,
      steps: run.steps, end: end, elementsWithoutColumn: total - run.columns.count,
      firstNotFinite: run.firstNotFinite)
  }
}
