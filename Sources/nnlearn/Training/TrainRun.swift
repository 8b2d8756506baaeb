import Learning

/// Runs a trainer epoch by epoch until its rule, a divergence or Ctrl-C ends it.
struct TrainRun {
  let trainer: Trainer<Float>
  let rule: StopRule
  let report: TrainReport

  init(_ trainer: Trainer<Float>, _ rule: StopRule, _ report: TrainReport) {
    self.trainer = trainer
    self.rule = rule
    self.report = report
    trainer.keepsBest = rule.patience != nil
  }

  func run() -> ExitCode {
    Interruption.watch()
    defer { Interruption.stopWatching() }
    var reason: StopRule.Reason?
    do throws(Divergence) {
      while reason == nil {
        if Interruption.isPending {
          report.interrupted(trainer)
          return .interrupted
        }
        let epoch = trainer.epoch
        _ = try trainer.step()
        if trainer.epoch > epoch {
          report.epoch(trainer)
          reason = rule.reason(trainer.history)
        } else {
          report.step(trainer)
        }
      }
    } catch {
      report.diverged(error)
      return .trainingDiverged
    }
    trainer.returnToBest()
    report.end(trainer, reason ?? .allEpochs)
    return .success
  }
}
