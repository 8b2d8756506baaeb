import Learning
import Text

/// Runs a trainer step by step until its rule, a divergence or Ctrl-C ends it.
struct TrainingRun {
  private let trainer: Trainer<Float>
  private let request: TrainRequest
  private let files: TrainFiles
  private let report: TrainReport
  private let clock = ContinuousClock()
  private var lastKept: ContinuousClock.Instant?

  init(
    _ trainer: Trainer<Float>, _ request: TrainRequest, _ files: TrainFiles, _ report: TrainReport
  ) {
    self.trainer = trainer
    self.request = request
    self.files = files
    self.report = report
    trainer.keepsBest = request.keepsBest
  }

  mutating func run() throws(Diagnostic) -> ExitCode {
    Interruption.watch()
    defer { Interruption.stopWatching() }
    var reason = trainer.iteration == 0 ? request.rule.reason(trainer.history) : nil
    while reason == nil {
      if Interruption.isPending {
        let path = try files.checkpoint(trainer, request)
        try files.keep(trainer.history)
        report.interrupted(trainer, savedAs: path, savesModel: files.savesModel)
        return .interrupted
      }
      let epoch = trainer.epoch
      do throws(Divergence) {
        _ = try trainer.step()
      } catch {
        report.diverged(error)
        try files.keep(trainer.history)
        return .trainingDiverged
      }
      if trainer.epoch > epoch {
        report.epoch(trainer)
        keepHistory()
        reason = request.rule.reason(trainer.history)
      } else {
        report.step(trainer)
      }
      if let every = files.checkpointEvery, trainer.steps.isMultiple(of: every), reason == nil {
        _ = try files.checkpoint(trainer, request)
      }
    }
    trainer.returnToBest()
    let (paths, failure) = files.finish(trainer, request)
    defer { report.saved(paths) }
    try report.end(trainer, reason ?? .allEpochs)
    if let failure { throw failure }
    return .success
  }

  /// Writes the epochs so far, at most once a second. A failure is reported at the end of the run.
  private mutating func keepHistory() {
    let now = clock.now
    if let lastKept, now - lastKept < .seconds(1) { return }
    lastKept = now
    try? files.keep(trainer.history)
  }
}
