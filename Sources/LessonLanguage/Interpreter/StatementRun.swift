import Autodiff
import Kernels
import Learning
import Text

/// A running statement. Most statements have a single stage; `descend` has one for each training step, and `repeat` those of
/// the statements inside it.
///
/// It is a value, like the session in which it runs: a copy of both can be continued independently.
package struct StatementRun: Sendable {
  enum Progress: Sendable {
    case waiting
    case descent(DescentRun)
    case loop(LoopRun)
    case training(TrainRun)
    case done(Step)
  }

  package let statement: Statement
  var progress = Progress.waiting
  /// The number of decimals in its working.
  var digits = 4

  package init(_ statement: Statement) { self.statement = statement }

  package var isDone: Bool {
    if case .done = progress { return true }
    return false
  }

  /// Whether it is a running descent.
  package var isDescentUnderWay: Bool {
    if case .descent = progress { return true }
    return false
  }

  /// The number of steps that a descent has taken, including one that failed.
  package var descentSteps: Int {
    switch progress {
    case .descent(let run): run.descent.steps
    case .done(let step):
      if case .descent(let descent) = step.outcome {
        descent.steps + (step.failure == nil ? 0 : 1)
      } else {
        0
      }
    case .waiting, .loop, .training: 0
    }
  }

  /// The step of the whole statement, once it is done.
  package var step: Step? {
    if case .done(let step) = progress { return step }
    return nil
  }

  /// The result of the last stage; `nil` before the first.
  package var stage: Stage? {
    switch progress {
    case .waiting: return nil
    case .done(let step): return Stage(rounds: [], step: step)
    case .descent(let run):
      var step = Step(place: statement.place, outcome: .descent(run.descent))
      step.source = statement.source
      step.digits = digits
      step.detail = statement.detail
      return Stage(rounds: [], step: step, isDone: false)
    case .training(let run):
      var step = Step(place: statement.place, outcome: .training(run.training))
      step.source = statement.source
      step.digits = digits
      step.detail = statement.detail
      return Stage(rounds: [], step: step, isDone: false)
    case .loop(let run):
      guard let inner = run.latest?.stage else { return nil }
      let round = Stage.Round(
        loop: statement.source, count: run.count, number: run.round, isFirst: run.isRoundNew)
      return Stage(rounds: [round] + inner.rounds, step: inner.step, isDone: inner.isDone)
    }
  }
}

package struct Stage: Sendable {
  /// A round of a loop that a stage belongs to.
  package struct Round: Sendable {
    /// The source of the loop's statement.
    package let loop: String
    package let count: Int
    /// The round's number, from 1.
    package let number: Int
    /// Whether the stage is the first of the round.
    package let isFirst: Bool
  }

  /// The rounds that contain it, outermost first.
  package let rounds: [Round]
  /// The step of the statement that was run; a descent's is partial until it is done.
  package let step: Step
  package let isDone: Bool

  package init(rounds: [Round], step: Step, isDone: Bool = true) {
    self.rounds = rounds
    self.step = step
    self.isDone = isDone
  }
}

extension Session {
  /// Runs the next stage of a statement, or several steps of a descent if nobody is watching. After an error, session and run
  /// are invalid; an error without a place gets the statement's.
  package mutating func advance(
    _ run: inout StatementRun, descentSteps: Int = 1
  ) throws(Diagnostic) {
    do throws(Diagnostic) {
      try runStage(of: &run, descentSteps: descentSteps)
    } catch {
      throw error.at(run.statement.place)
    }
  }

  private mutating func runStage(of run: inout StatementRun, descentSteps: Int) throws(Diagnostic) {
    let statement = run.statement
    let progress = run.progress
    run.progress = .waiting
    run.digits = digits
    // The progress is uniquely referenced, so that it can grow in place.
    switch consume progress {
    case .waiting: run.progress = try start(statement)
    case .descent(var descent):
      advance(&descent, steps: descentSteps)
      run.progress = try progressed(descent, statement)
    case .loop(var loop):
      if loop.endsWithQuestion {
        run.progress = try done(loop, statement)
      } else {
        try advance(&loop, descentSteps: descentSteps)
        run.progress = try progressed(loop, statement)
      }
    case .training(var training):
      try advance(&training)
      run.progress = try progressed(training, statement)
    case .done(let step): run.progress = .done(step)
    }
  }

  private mutating func start(_ statement: Statement) throws(Diagnostic) -> StatementRun.Progress {
    let length = Double(statement.source.utf8.count)
    try spend(Work.statement + Work.byte * length, at: statement.place)
    switch statement.kind {
    case .descend(let loss, let call, let duration):
      return try progressed(begin(loss, call, duration, at: statement.place), statement)
    case .repeat(let count, let body):
      var loop = try begin(count, body, at: statement.place)
      try advance(&loop)
      return try progressed(loop, statement)
    case .train(let call):
      var training = try begin(call, at: statement.place)
      workspace.progress.append(Progress(unit: .epoch))
      try advance(&training)
      return try progressed(training, statement)
    default: return .done(try finished(perform(statement), statement))
    }
  }

  private mutating func progressed(
    _ run: DescentRun, _ statement: Statement
  ) throws(Diagnostic) -> StatementRun.Progress {
    if run.isUnderWay { return .descent(run) }
    if let failure = run.failure {
      let step = Step(place: statement.place, outcome: .descent(run.descent), failure: failure)
      return .done(try finished(step, statement))
    }
    try settle(run)
    workspace.progress.removeLast()
    let step = Step(
      place: statement.place, outcome: .descent(run.descent), value: workspace.value(run.target),
      notes: run.note.map { [$0] } ?? [])
    return .done(try finished(step, statement))
  }

  private mutating func progressed(
    _ run: TrainRun, _ statement: Statement
  ) throws(Diagnostic) -> StatementRun.Progress {
    guard run.isOver else { return .training(run) }
    var run = run
    try settle(&run)
    workspace.progress.removeLast()
    let step = Step(
      place: statement.place, outcome: .training(run.training),
      value: run.training.kept.map { Tensor($0.training.loss) })
    return .done(try finished(step, statement))
  }

  private mutating func progressed(
    _ run: LoopRun, _ statement: Statement
  ) throws(Diagnostic) -> StatementRun.Progress {
    // A question at the end of a loop has a separate stage, in which it can wait for its answer.
    guard run.isDone, !run.endsWithQuestion else { return .loop(run) }
    return try done(run, statement)
  }

  private mutating func done(
    _ run: LoopRun, _ statement: Statement
  ) throws(Diagnostic) -> StatementRun.Progress {
    end(run)
    let step = Step(
      place: statement.place, outcome: .loop(run.loop), value: run.value, checks: run.checks,
      failure: run.failure)
    return .done(try finished(step, statement))
  }

  // MARK: Between two stages

  /// Prepares the session for a reader between two stages: `L` and all gradients are computed for the current parameters.
  package mutating func settle(_ run: StatementRun) throws(Diagnostic) {
    if let descent = run.descent { try settle(descent) }
    if var training = run.training { try settle(&training) }
  }

  /// Continues a descent from altered parameters.
  package mutating func refresh(_ run: inout StatementRun) throws(Diagnostic) {
    switch run.progress {
    case .waiting, .done, .training: break
    case .descent(var descent):
      try refresh(&descent)
      run.progress = .descent(descent)
    case .loop(var loop):
      guard var inner = loop.latest else { return }
      try refresh(&inner)
      loop.latest = inner
      run.progress = .loop(loop)
    }
  }
}

extension LoopRun {
  /// Whether it is done and ended with a question.
  fileprivate var endsWithQuestion: Bool { isDone && latest?.step?.isQuestion ?? false }
}

extension StatementRun {
  /// The running descent, in this statement or inside it.
  fileprivate var descent: DescentRun? {
    switch progress {
    case .waiting, .done, .training: nil
    case .descent(let run): run
    case .loop(let run): run.latest?.descent
    }
  }

  /// The running training, in this statement or inside it.
  fileprivate var training: TrainRun? {
    switch progress {
    case .waiting, .done, .descent: nil
    case .training(let run): run
    case .loop(let run): run.latest?.training
    }
  }
}
