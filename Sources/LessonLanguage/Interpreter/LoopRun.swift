import Autodiff
import Text

/// A running `repeat`: its position, and the steps of its rounds.
struct LoopRun: Sendable {
  let count: Int
  let body: [Statement]
  let place: Place
  /// Whether the loop is in a round that is not explained.
  let wasQuiet: Bool
  /// Whether the finished loop can show its rounds.
  let isSeen: Bool
  /// The number of running loops around it.
  let depth: Int
  /// The current round, from 1.
  var round = 1
  /// The index in the body of the running or next statement.
  var index = 0
  /// Whether the last stage was the first of its round.
  var isRoundNew = false
  /// Whether the last stage was the last of its round.
  var isRoundOver = false
  /// The statement of the last stage. It is in an array because a struct cannot contain itself.
  private var inner: [StatementRun] = []
  var steps: [Step] = []
  var loop: Loop
  var checks: [Check] = []
  var value: Tensor?
  var failure: Diagnostic?

  init(count: Int, body: [Statement], place: Place, wasQuiet: Bool, isSeen: Bool, depth: Int) {
    self.count = count
    self.body = body
    self.place = place
    self.wasQuiet = wasQuiet
    self.isSeen = isSeen
    self.depth = depth
    loop = Loop(count: count, shown: [])
  }

  var isDone: Bool { failure != nil || count == 0 || (isRoundOver && round == count) }

  var latest: StatementRun? {
    get { inner.last }
    set { inner = newValue.map { [$0] } ?? [] }
  }
}

extension Session {
  mutating func begin(
    _ count: Expression, _ body: [Statement], at place: Place
  ) throws(Diagnostic) -> LoopRun {
    let total = try wholeNumber(count, "the number of repetitions")
    guard (0...workspace.limits.steps).contains(total) else {
      throw Diagnostic(
        count.place, "a loop runs 0 to \(workspace.limits.steps) times, not \(total)")
    }
    let run = LoopRun(
      count: total, body: body, place: place, wasQuiet: isQuiet, isSeen: watchesLoops || !isQuiet,
      depth: loopDepth)
    loopDepth += 1
    workspace.progress.append(Progress(unit: .round))
    return run
  }

  /// Runs the next stage of the loop's body, or several steps of a descent in it; an error ends the loop but keeps the steps
  /// before it.
  mutating func advance(_ run: inout LoopRun, descentSteps: Int = 1) throws(Diagnostic) {
    if run.isDone { return }
    if run.latest?.step != nil { run.latest = nil }
    if run.isRoundOver {
      run.round += 1
      run.index = 0
      run.steps = []
    }
    run.isRoundNew = run.index == 0 && run.latest == nil
    isQuiet = !(isShown(run) || (watchesLoops && isWatched))
    if run.isRoundNew {
      workspace.progress[run.depth].number = run.round
      try spend(Work.statement, at: run.place)
    }
    if !run.body.isEmpty { try runStatement(of: &run, descentSteps) }
    run.isRoundOver = run.index == run.body.count || run.failure != nil
    if run.isRoundOver, isShown(run) { run.loop.shown.append((run.round, run.steps)) }
  }

  private mutating func runStatement(
    of run: inout LoopRun, _ descentSteps: Int
  ) throws(Diagnostic) {
    var statement = run.latest ?? StatementRun(run.body[run.index])
    run.latest = nil
    do throws(Diagnostic) {
      try advance(&statement, descentSteps: descentSteps)
      if let step = statement.step { try collect(step, in: &run) }
    } catch {
      run.failure = error
    }
    run.latest = statement
  }

  private mutating func collect(_ step: Step, in run: inout LoopRun) throws(Diagnostic) {
    run.index += 1
    run.value = step.value ?? run.value
    run.failure = step.failure
    let isShown = isShown(run)
    if isShown, showsAll { try spend(Work.keptStep, at: step.place) }
    for var check in step.checks where isShown || !check.holds {
      if check.round == nil { check.round = run.round }
      if !check.holds { try spend(Work.failedCheck, at: check.place) }
      run.checks.append(check)
    }
    if isShown { run.steps.append(step) }
  }

  /// Whether the finished loop shows the current round.
  private func isShown(_ run: LoopRun) -> Bool {
    let isAtAnEnd = run.count <= 4 || run.round <= 2 || run.round == run.count
    return run.isSeen && (showsAll || isAtAnEnd)
  }

  mutating func end(_ run: LoopRun) {
    loopDepth -= 1
    workspace.progress.removeSubrange(run.depth...)
    isQuiet = run.wasQuiet
  }
}
