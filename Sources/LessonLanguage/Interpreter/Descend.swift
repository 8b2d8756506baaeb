import Autodiff
import Learning
import Text

extension Session {
  /// The largest number of elements in the rows of a table; after that, the last row replaces the previous one.
  private static let mostNumbers = 1_000_000
  /// The number of steps after which a descent ends even if its loss has not settled.
  private static let mostSteps = 100_000

  /// Reads the statement, and computes loss and gradients at its start.
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
      target: target, plan: plan, named: named, columns: columns,
      note: notReached(behind, by: pass), limit: limit, place: place,
      descent: Descent(
        columns: titles(columns, loss: formula(expression)),
        elementsWithoutColumn: total - columns.count))
    try measureHere(&run)
    if limit.isNone { run.descent.end = .allSteps }
    return run
  }

  /// Runs up to `steps` steps, each with its row of the table. An error ends the run but keeps the rows before it.
  mutating func advance(_ run: inout DescentRun, steps: Int = 1) {
    guard run.isUnderWay else { return }
    take(run.next)
    run.plan.load(workspace)
    let values = run.named.compactMap { history.source(of: $0, in: workspace.graph, run.plan) }
    var rows = DescentRows(of: run, most: mostRows(of: run), steps: steps)
    let work = run.workOfStep
    for _ in 0..<steps where run.isUnderWay {
      do throws(Diagnostic) { try workspace.spend(work) } catch {
        run.failure = error.at(run.place)
        break
      }
      run.descent.steps += 1
      run.measure(&rows)
      history.record(values)
      workspace.progress[workspace.progress.count - 1].number = run.descent.steps
      run.descent.end = end(of: run)
    }
    rows.move(to: &run.descent.rows)
    run.next = run.plan.next
    take(run.failure == nil ? run.plan.present : run.next)
  }

  /// Recomputes loss and gradients after a parameter was altered.
  mutating func refresh(_ run: inout DescentRun) throws(Diagnostic) {
    run.descent.rows.removeLast()
    try measureHere(&run)
  }

  /// Computes the backward pass at the current parameters, so that `L` and every gradient belong to them.
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

  /// The parameters and the named values that the loss depends on.
  private func named(behind target: NodeID) -> [DescentRun.Named] {
    workspace.graph.ancestors(of: [target]).compactMap { id in
      let node = workspace.graph[id]
      guard case .name(let name) = node.label, node.operation != nil || node.isVariable else {
        return nil
      }
      return DescentRun.Named(node: id, name: name)
    }
  }

  /// Returns the step of a descent, compiled at the first call; without an optimizer, it updates nothing.
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

  /// Assigns values to parameters and optimizer states.
  private mutating func take(_ values: [(node: NodeID, value: Tensor)]) {
    for (node, value) in values { workspace.set(node, to: value) }
  }

  private func mostRows(of run: DescentRun) -> Int {
    isQuiet && !watchesLoops ? 1 : Self.mostNumbers / (2 * run.columns.count + 1)
  }

  /// Computes a step at the current parameters, and adds their row.
  private mutating func measureHere(_ run: inout DescentRun) throws(Diagnostic) {
    try spend(run.workOfStep, at: run.place)
    run.plan.load(workspace)
    var rows = DescentRows(of: run, most: mostRows(of: run), steps: 1)
    run.measure(&rows)
    rows.move(to: &run.descent.rows)
    run.next = run.plan.next
    for named in run.named {
      let value = run.plan.value(named.node, workspace.graph[named.node].shape)
      // The first row repeats the value recorded by the definition.
      if run.descent.steps == 0, history[named.name]?.last == value { continue }
      history.record(named.name, value)
    }
  }

  private func columns(_ parameters: [ReachedParameter]) -> [DescentRun.Column] {
    let all = parameters.flatMap { parameter in
      (0..<min(workspace.graph[parameter.node].shape.count, Working.fewElements)).map {
        DescentRun.Column(
          node: parameter.node, name: parameter.name, offset: $0, gradient: parameter.gradient)
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
