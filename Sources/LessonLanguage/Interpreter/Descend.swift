import Autodiff
import Learning

extension Session {
  /// The rows that a table keeps; of a longer run the last row takes the place of those between.
  private static let mostRows = 200_000
  /// The steps after which a loss that has not settled is left alone.
  private static let mostSteps = 100_000

  /// Reads the statement and measures loss and gradients where it starts.
  mutating func begin(
    _ expression: Expression, _ call: OptimizerCall, _ duration: Duration, at place: Place
  ) throws(Diagnostic) -> DescentRun {
    let target = try scalar(expression, "descend follows a single number")
    let optimizer = try optimizer(call)
    let reached = parameters(behind: target)
    guard !reached.isEmpty else {
      throw Diagnostic(
        expression.place, "no parameter is behind this; 'param w = …' makes one")
    }
    let limit = try self.limit(duration)
    let columns = columns(reached)
    let total = reached.reduce(0) { $0 + workspace.graph[$1.node].shape.count }
    var run = DescentRun(
      target: target, forward: workspace.operations(behind: target), optimizer: optimizer,
      parameters: reached, named: named(behind: target), columns: columns, limit: limit,
      place: place,
      descent: Descent(
        columns: titles(columns, loss: formula(expression)),
        elementsWithoutColumn: total - columns.count))
    try measure(&run)
    if case .steps(0) = limit { run.descent.end = .allSteps }
    return run
  }

  /// One step, then one row of the table.
  mutating func advance(_ run: inout DescentRun) throws(Diagnostic) {
    let entries = try updates(
      of: run.parameters, pass: run.pass!, by: run.optimizer, at: run.place)
    apply(entries)
    run.descent.steps += 1
    try measure(&run)
    run.descent.end = end(of: run)
  }

  /// Measures again after a parameter was given another value.
  mutating func refresh(_ run: inout DescentRun) throws(Diagnostic) {
    run.descent.rows.removeLast()
    try measure(&run)
  }

  /// The reverse pass at the parameters that the run has come to: `L` and every gradient belong to them.
  mutating func settle(_ run: DescentRun) throws(Diagnostic) {
    remember(try pass(from: run.target, onlyParameters: false, at: run.place).pass)
  }

  private mutating func limit(_ duration: Duration) throws(Diagnostic) -> DescentRun.Limit {
    switch duration {
    case .steps(let expression):
      let count = try wholeNumber(expression, "the number of steps")
      guard (0...workspace.limits.steps).contains(count) else {
        throw Diagnostic(
          expression.place, "descend takes 0 to \(workspace.limits.steps) steps, not \(count)")
      }
      return .steps(count)
    case .untilChange(let expression):
      let bound = try number(expression, "the bound")
      guard bound > 0, bound.isFinite else {
        throw Diagnostic(expression.place, "the bound is a small number above 0, not \(bound)")
      }
      return .change(below: bound)
    }
  }

  private func end(of run: DescentRun) -> Descent.End? {
    switch run.limit {
    case .steps(let count): return run.descent.steps == count ? .allSteps : nil
    case .change(let bound):
      if let before = run.lossBefore, abs(run.loss - before) < bound { return .settled }
      return run.loss.isFinite && run.descent.steps < Self.mostSteps ? nil : .notSettled
    }
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

  /// Computes loss and gradients at the present parameters and notes them as a row.
  private mutating func measure(_ run: inout DescentRun) throws(Diagnostic) {
    try workspace.recompute(run.forward, at: run.place)
    let pass = try pass(from: run.target, onlyParameters: true, at: run.place).pass
    let step = run.descent.steps
    run.pass = pass
    run.lossBefore = step == 0 ? nil : run.loss
    run.loss = workspace.value(run.target)[0]
    if !run.loss.isFinite, run.descent.firstNotFinite == nil { run.descent.firstNotFinite = step }
    remember(run)
    if run.descent.rows.count == Self.mostRows { run.descent.rows.removeLast() }
    let values = run.columns.map { workspace.value($0.node)[$0.offset] }
    let gradients = run.columns.map { column in
      pass.gradients[column.node].map { workspace.value($0)[column.offset] } ?? 0
    }
    run.descent.rows.append(Descent.Row(step: step, values: values + [run.loss] + gradients))
  }

  /// Keeps what each name is worth now, for plots. The first row repeats what its definition has recorded.
  private mutating func remember(_ run: DescentRun) {
    for (id, name) in run.named {
      let value = workspace.value(id)
      if run.descent.steps == 0, history.values[name]?.last == value { continue }
      history.record(name, value)
    }
  }

  private func columns(_ parameters: [(node: NodeID, name: String)]) -> [DescentRun.Column] {
    let all = parameters.flatMap { parameter in
      (0..<min(workspace.graph[parameter.node].shape.count, Working.fewElements)).map {
        DescentRun.Column(node: parameter.node, name: parameter.name, offset: $0)
      }
    }
    return Array(all.prefix(Working.fewElements))
  }

  /// The titles of the table: the parameters' numbers, the loss, and the gradients.
  private func titles(_ columns: [DescentRun.Column], loss: Formula) -> [Formula] {
    let names = columns.map { column -> Formula in
      let shape = workspace.graph[column.node].shape
      return shape.rank == 0
        ? .name(column.name) : .element(.name(column.name), shape.index(ofOffset: column.offset))
    }
    return names + [loss] + names.map { .derivative(of: loss, by: $0) }
  }
}

/// A `descend` on its way: backprop and step, repeated, with the rows that it has filled.
struct DescentRun: Sendable {
  enum Limit: Sendable {
    case steps(Int)
    case change(below: Double)
  }

  /// A parameter's number that has a column: as many as a table can hold.
  struct Column: Sendable {
    let node: NodeID
    let name: String
    let offset: Int
  }

  let target: NodeID
  let forward: Schedule
  let optimizer: Optimizer
  let parameters: [(node: NodeID, name: String)]
  /// The parameters and the values behind the loss that have names.
  let named: [(node: NodeID, name: String)]
  let columns: [Column]
  let limit: Limit
  let place: Place
  var pass: BackwardPass?
  var lossBefore: Double?
  var loss = Double.nan
  /// The table as far as it has come.
  var descent: Descent
}
