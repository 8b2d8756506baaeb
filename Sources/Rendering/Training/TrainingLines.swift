import Learning
import LessonLanguage

/// A training run as JSON lines: its start, an object an epoch, and its end.
public enum TrainingLines {
  public static func start(
    _ ingredients: Ingredients, _ report: DataReport, iterations: Int
  ) -> String {
    let settings = ingredients.settings
    return line(
      "start",
      JSON.details(report).filter { $0.0 != "name" } + [
        ("model", .string(ingredients.model.specification.description)),
        ("weights", .whole(ingredients.model.parameterCount)),
        ("loss", .string(ingredients.loss.description)),
        ("optimizer", .string(ingredients.optimizer.description)),
        ("schedule", .string(settings.schedule.description)), ("batch", .whole(settings.batch)),
        ("iterations", .whole(iterations)), ("l2", .number(settings.l2)),
        ("clip", settings.clip.map { .number($0) } ?? .null),
        ("seed", .string("\(settings.seed)")), ("shuffle", .bool(settings.shuffles)),
      ])
  }

  public static func epoch(_ result: EpochResult, seconds: Double) -> String {
    line("epoch", JSON.epoch(result) + [("seconds", .number(seconds))])
  }

  public static func result(
    _ history: [EpochResult], _ reason: StopRule.Reason, _ test: Evaluation?,
    overfitting: Overfitting?
  ) -> String {
    var members: [(String, JSON)] = [
      ("epochs", .whole(history.count)), ("stopped", .string(word(reason))),
    ]
    if case .patience(let best) = reason { members.append(("best_epoch", .whole(best))) }
    if let overfitting { members.append(("overfits_since", .whole(overfitting.bestEpoch))) }
    if let last = history.last {
      members += [("loss", .number(last.training.loss))]
      if let validation = last.validation {
        members.append(("validation_loss", .number(validation.loss)))
      }
    }
    return line("result", members + (test.map { JSON.test($0) } ?? []))
  }

  public static func evaluation(_ evaluation: Evaluation, samples: Int) -> String {
    line("evaluation", [("samples", .whole(samples))] + JSON.test(evaluation))
  }

  public static func diverged(_ divergence: Divergence) -> String {
    line("diverged", JSON.divergence(divergence))
  }

  private static func word(_ reason: StopRule.Reason) -> String {
    switch reason {
    case .allEpochs: "epochs"
    case .settled: "settled"
    case .notSettled: "not settled"
    case .patience: "patience"
    }
  }

  private static func line(_ event: String, _ members: [(String, JSON)]) -> String {
    JSON.object([("event", .string(event))] + members).text
  }
}
