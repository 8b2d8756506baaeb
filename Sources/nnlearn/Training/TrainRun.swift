import Learning

/// Runs a trainer step by step until its rule, a divergence or Ctrl-C ends it.
struct TrainRun {
  private let trainer: Trainer<Float>
  private let request: TrainRequest
  private let files: TrainFiles
  private let report: TrainReport

  init(
    _ trainer: Trainer<Float>, _ request: TrainRequest, _ files: TrainFiles, _ report: TrainReport
  ) {
    self.trainer = trainer
    self.request = request
    self.files = files
    self.report = report
    trainer.keepsBest = request.rule.patience != nil
  }

  func run() throws(CommandFailure) -> ExitCode {
    Interruption.watch()
    defer { Interruption.stopWatching() }
    var reason = trainer.iteration == 0 ? request.rule.reason(trainer.history) : nil
    while reason == nil {
      if Interruption.isPending {
        report.interrupted(trainer, savedAs: try files.checkpoint(trainer, request))
        return .interrupted
      }
      let epoch = trainer.epoch
      do throws(Divergence) {
        _ = try trainer.step()
      } catch {
        report.diverged(error)
        return .trainingDiverged
      }
      if trainer.epoch > epoch {
        report.epoch(trainer)
        reason = request.rule.reason(trainer.history)
      } else {
        report.step(trainer)
      }
      if let every = files.checkpointEvery, trainer.steps.isMultiple(of: every), reason == nil {
        _ = try files.checkpoint(trainer, request)
      }
    }
    trainer.returnToBest()
    report.end(trainer, reason ?? .allEpochs)
    report.saved(try files.finish(trainer, request))
    return .success
  }
}
