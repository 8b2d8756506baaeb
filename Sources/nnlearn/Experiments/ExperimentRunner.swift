import Autodiff
import Learning
import Synchronization
import Text

/// Trains runs, several at the same time, each in a thread of its own.
final class ExperimentRunner: Sendable {
  private let plan: ExperimentPlan
  private let store: DataStore
  private let runs: [ExperimentPlan.Run]
  private let next = Atomic(0)
  private let threadsAtWork = Atomic(0)
  private let isStopped = Atomic(false)
  private let state = Mutex(State())

  private struct State {
    /// The results that are not handed over yet.
    var results: [(ExperimentPlan.Run, ExperimentRun)] = []
    var failure: Diagnostic?
    /// The finished share of each run under way, from 0 to 1.
    var shares: [Int: Double] = [:]
  }

  init(_ plan: ExperimentPlan, _ runs: [ExperimentPlan.Run], from store: DataStore) {
    self.plan = plan
    self.runs = runs
    self.store = store
  }

  /// Trains all runs unless Ctrl-C ends them; one that is interrupted has no result.
  /// - Parameters:
  ///   - keep: receives each result as soon as it is there, in the order in which they end.
  ///   - wait: called several times a second with the finished shares of the runs under way.
  func run(
    threads: Int, keep: (ExperimentPlan.Run, ExperimentRun) throws(Diagnostic) -> Void,
    wait: (Double) -> Void
  ) throws(Diagnostic) {
    let count = min(threads, runs.count)
    for _ in 0..<count {
      threadsAtWork.add(1, ordering: .sequentiallyConsistent)
      let hasStarted = startThread(stack: 1 << 23) { [self] in
        work()
        threadsAtWork.subtract(1, ordering: .sequentiallyConsistent)
      }
      if !hasStarted {
        threadsAtWork.subtract(1, ordering: .sequentiallyConsistent)
        break
      }
    }
    // A system that refuses threads leaves the work to this one.
    if threadsAtWork.load(ordering: .sequentiallyConsistent) == 0 { work() }
    do throws(Diagnostic) {
      while threadsAtWork.load(ordering: .sequentiallyConsistent) > 0 {
        try handOver(to: keep)
        wait(state.withLock { $0.shares.values.reduce(0, +) })
        usleep(20_000)
      }
      try handOver(to: keep)
    } catch {
      isStopped.store(true, ordering: .sequentiallyConsistent)
      while threadsAtWork.load(ordering: .sequentiallyConsistent) > 0 { usleep(1000) }
      throw error
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func handOver(
    to keep: (ExperimentPlan.Run, ExperimentRun) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let results = state.withLock { state in
      defer { state.results = [] }
      return state.results
    }
    for (run, result) in results { try keep(run, result) }
  }

  private var mustStop: Bool {
    Interruption.isPending || isStopped.load(ordering: .relaxed)
  }

  /// Takes run after run until there are no more.
  private func work() {
    while !mustStop {
      let position = next.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
      guard position < runs.count else { return }
      let run = runs[position]
      do throws(Diagnostic) {
        let result = try SubnormalNumbers.ignored { () throws(Diagnostic) in try train(run) }
        state.withLock { state in
          state.shares[run.number] = nil
          if let result { state.results.append((run, result)) }
        }
      } catch {
        let failure = Diagnostic(
          error.kind, "\(plan.description(of: run)), seed \(run.seed): \(error.message)")
        state.withLock { $0.failure = $0.failure ?? failure }
        isStopped.store(true, ordering: .sequentiallyConsistent)
      }
    }
  }

  /// Trains one run as `nnlearn train` does; `nil` if it is interrupted.
  private func train(_ run: ExperimentPlan.Run) throws(Diagnostic) -> ExperimentRun? {
    let clock = ContinuousClock()
    let start = clock.now
    let request = try TrainRequest(plan.call(run), from: store)
    let trainer = try Trainer<Float>(request.ingredients)
    trainer.keepsBest = request.keepsBest
    var outcome: ExperimentRun.Outcome?
    do throws(Divergence) {
      while outcome == nil, request.rule.reason(trainer.history) == nil {
        let epoch = trainer.epoch
        while trainer.epoch == epoch {
          if mustStop { return nil }
          _ = try trainer.step()
        }
        if let share = request.rule.share(trainer.history) {
          state.withLock { $0.shares[run.number] = share }
        }
      }
    } catch {
      outcome = .diverged(error)
    }
    if outcome == nil {
      outcome = try trainer.outcome()
    }
    return outcome.map {
      ExperimentRun(
        settings: run.values, seed: UInt64(run.seed), outcome: $0,
        seconds: (clock.now - start).seconds)
    }
  }
}

extension StopRule {
  /// The share of the epochs that have ended; `nil` if their number is not known.
  fileprivate func share(_ history: [EpochResult]) -> Double? {
    guard case .epochs(let count) = limit else { return nil }
    return Double(history.count) / Double(max(count, 1))
  }
}

extension Trainer where S == Float {
  /// The result of a run that has ended, with the weights that it keeps.
  fileprivate func outcome() throws(Diagnostic) -> ExperimentRun.Outcome {
    returnToBest()
    guard let kept, let last = history.last else { throw Diagnostic("the run has no epoch") }
    let evaluation: Evaluation?
    do throws(Diagnostic) {
      evaluation = try self.evaluation(ingredients.split.validation)
    } catch {
      evaluation = nil
    }
    guard let evaluation, evaluation.score.loss.isFinite else {
      return .diverged(
        Divergence(
          step: last.steps, epoch: last.epoch, place: .loss, layer: nil,
          lastFiniteLoss: last.training.loss))
    }
    var mse: Double?
    if case .numbers(let metrics) = evaluation.detail { mse = metrics.mse }
    let scaling = ingredients.targetScaling.map { ", targets scaled: \($0.kind.rawValue)" } ?? ""
    let weights = ingredients.classWeighting.map { ", classes weighted: \($0)" } ?? ""
    return .finished(
      ExperimentRun.Result(
        epochs: history.count, keptEpoch: kept.epoch, trainingLoss: kept.training.loss,
        validation: evaluation.score, mse: mse,
        scale: ingredients.loss.description + scaling + weights))
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
