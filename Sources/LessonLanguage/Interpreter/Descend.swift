import Autodiff
import Learning
import Text

extension Session {
  /// The numbers that the rows of a table keep; of a longer run the last row takes the place of those between.
  private static let mostNumbers = 1_000_000
  /// The steps after which a loss that has not settled is left alone.
  private static let mostSteps = 100_000

  /// Reads the statement and measures loss and gradients where it starts.
  mutating func begin(
    _ expression: Expression, _ call: IngredientCall, _ duration: Duration, at place: Place
  ) throws(Diagnostic) -> DescentRun {
    let target = try scalar(expression, "descend follows a single number")
    let optimizer = try choice(UpdateRule.self, call)
    let behind = parameters(behind: target)
    guard !behind.isEmpty else { throw Diagnostic(expression.place, Self.noParameter) }
    let limit = try self.limit(duration)
    let pass = try pass(from: target, onlyParameters: true, at: place).pass
    let reached = self.reached(by: pass, among: behind)
    guard !reached.isEmpty else {
      throw Diagnostic(expression.place, Self.noGradient(reaches: behind.map { $0.name }))
    }
    let named = named(behind: target)
    let results = [target] + reached.map { $0.gradient } + named.map { $0.node }
    let plan = try plan(results, by: limit.isNone ? nil : optimizer, of: reached, at: place)
    let columns = columns(reached)
    let total = reached.reduce(0) { $0 + workspace.graph[$1.node].shape.count }
    workspace.progress.append(Progress(unit: .step))
    var run = DescentRun(
      target: target, plan: plan, firstNamed: 1 + reached.count, names: named.map { $0.name },
      columns: columns, note: notReached(behind, by: pass), limit: limit, place: place,
      descent: Descent(
        columns: titles(columns, loss: formula(expression)),
        elementsWithoutColumn: total - columns.count))
    try spendOnStep(of: run)
    measure(&run)
    if limit.isNone { run.descent.end = .allSteps }
    return run
  }

  /// One step, then one row of the table. An error ends the run, and the rows before it stand.
  mutating func advance(_ run: inout DescentRun) {
    for (node, value) in run.next { workspace.set(node, to: value) }
    do throws(Diagnostic) {
      try spendOnStep(of: run)
      run.descent.steps += 1
      measure(&run)
      workspace.progress[workspace.progress.count - 1].number = run.descent.steps
      run.descent.end = end(of: run)
    } catch {
      run.failure = error
    }
  }

  /// Measures again after a parameter was given another value.
  mutating func refresh(_ run: inout DescentRun) throws(Diagnostic) {
    run.descent.rows.removeLast()
    try spendOnStep(of: run)
    measure(&run)
  }

  /// The reverse pass at the parameters that the run has come to: `L` and every gradient belong to them.
  mutating func settle(_ run: DescentRun) throws(Diagnostic) {
    try workspace.recompute(workspace.operations(behind: run.target), at: run.place)
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

  /// The parameters and the values behind the loss that have names.
  private func named(behind target: NodeID) -> [(node: NodeID, name: String)] {
    workspace.graph.ancestors(of: [target]).compactMap { id in
      let node = workspace.graph[id]
      guard case .name(let name) = node.label, node.operation != nil || node.isVariable else {
        return nil
      }
      return (id, name)
    }
  }

  /// The step of a descent, compiled at the first call; without an optimizer nothing moves.
  private mutating func plan(
    _ results: [NodeID], by optimizer: Optimizer?, of parameters: [ReachedParameter],
    at place: Place
  ) throws(Diagnostic) -> DescentPlan {
    var updates: [ParameterUpdate] = []
    if let optimizer {
      updates = try self.updates(of: parameters, by: optimizer, at: place).map { $0.update }
    }
    let key = DescentPlan.Key(results: results, updates: updates.map { $0.value })
    if let known = descents[key] { return known }
    let behind = workspace.graph.ancestors(
      of: results + updates.flatMap { $0.states.map { $0.next } + [$0.value] })
    try workspace.spend(Work.compilation * Double(10 + behind.count))
    let plan = try DescentPlan(workspace.graph, results: results, updates: updates)
    descents.keep(plan, for: key)
    return plan
  }

  private mutating func spendOnStep(of run: DescentRun) throws(Diagnostic) {
    let records = Double(run.names.count + 2 * run.columns.count + 1)
    try spend(run.plan.work + Work.record * records, at: run.place)
  }

  /// Computes a step at the present parameters, and notes where it starts as a row.
  private mutating func measure(_ run: inout DescentRun) {
    run.plan.run(at: workspace)
    run.next = run.plan.next
    let step = run.descent.steps
    run.lossBefore = step == 0 ? nil : run.loss
    run.loss = run.plan.element(0, of: 0)
    if !run.loss.isFinite, run.descent.firstNotFinite == nil { run.descent.firstNotFinite = step }
    remember(run)
    let mostRows =
      isQuiet && !watchesLoops ? 1 : Self.mostNumbers / (2 * run.columns.count + 1)
    if run.descent.rows.count >= mostRows { run.descent.rows.removeLast() }
    var values: [Double] = []
    values.reserveCapacity(2 * run.columns.count + 1)
    for column in run.columns { values.append(workspace.value(column.node)[column.offset]) }
    values.append(run.loss)
    for column in run.columns {
      values.append(run.plan.element(column.offset, of: column.gradient))
    }
    run.descent.rows.append(Descent.Row(step: step, values: values))
  }

  /// Keeps what each name is worth now, for plots. The first row repeats what its definition has recorded.
  private mutating func remember(_ run: DescentRun) {
    for (position, name) in run.names.enumerated() {
      let value = run.plan.value(run.firstNamed + position)
      if run.descent.steps == 0, history.values[name]?.last == value { continue }
      history.record(name, value)
    }
  }

  private func columns(_ parameters: [ReachedParameter]) -> [DescentRun.Column] {
    let all = parameters.enumerated().flatMap { position, parameter in
      (0..<min(workspace.graph[parameter.node].shape.count, Working.fewElements)).map {
        DescentRun.Column(
          node: parameter.node, name: parameter.name, offset: $0, gradient: 1 + position)
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

    /// Whether no step is to be taken at all.
    var isNone: Bool {
      if case .steps(0) = self { return true }
      return false
    }
  }

  /// A parameter's number that has a column: as many as a table can hold.
  struct Column: Sendable {
    let node: NodeID
    let name: String
    let offset: Int
    /// The position of its gradient among the results of the plan.
    let gradient: Int
  }

  let target: NodeID
  /// Its results are the loss, the gradient of each parameter, and the values that have names.
  let plan: DescentPlan
  let firstNamed: Int
  let names: [String]
  let columns: [Column]
  /// What is to be said of parameters that do not move.
  let note: Note?
  let limit: Limit
  let place: Place
  /// What the step from here makes of parameters and optimizer states.
  var next: [(node: NodeID, value: Tensor)] = []
  var lossBefore: Double?
  var loss = Double.nan
  /// The table as far as it has come.
  var descent: Descent
  /// The error that stopped it early.
  var failure: Diagnostic?

  var isUnderWay: Bool { descent.end == nil && failure == nil }
}

/// The steps of descents that were compiled, so that a repeated `descend` compiles nothing. Large ones are not kept for long.
struct DescentCache: Sendable {
  private var plans: [DescentPlan.Key: DescentPlan] = [:]
  private var elements = 0
  private static let mostElements = 1 << 21

  subscript(key: DescentPlan.Key) -> DescentPlan? { plans[key] }

  mutating func keep(_ plan: DescentPlan, for key: DescentPlan.Key) {
    if elements + plan.elements > Self.mostElements {
      plans = [:]
      elements = 0
    }
    elements += plan.elements
    plans[key] = plan
  }
}
