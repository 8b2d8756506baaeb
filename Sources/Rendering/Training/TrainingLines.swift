import Learning
import LessonLanguage
import Text

/// A training run as JSON lines: its start, an object for each epoch, and its end.
package enum TrainingLines {
  package static func start(
    _ ingredients: Ingredients, _ report: DataReport, iterations: Int, splitSeed: UInt64,
    test: DataSet? = nil, folds: Int? = nil
  ) -> String {
    let settings = ingredients.settings
    var further: [JSON.Member] = []
    if let test {
      further += [("test_data", .string(test.name)), ("test_samples", .whole(test.count))]
    }
    if let folds { further.append(("folds", .whole(folds))) }
    if let start = ingredients.start {
      further.append(("kept_weights", .whole(start.parameters.reduce(0) { $0 + $1.count })))
    }
    var members = JSON.details(report).filter { $0.0 != "name" }
    let weights = ingredients.classWeights
    members += [
      ("model", .string(ingredients.model.specification.description)),
      ("weights", .whole(ingredients.model.parameters.weightCount)),
      ("running_statistics", .whole(ingredients.model.parameters.statisticCount)),
      ("loss", .string(ingredients.loss.description)),
      ("class_weights", weights.isEmpty ? .null : .numbers(weights)),
      ("optimizer", .string(ingredients.optimizer.description)),
      ("schedule", .string(settings.schedule.description)), ("batch", .whole(settings.batch)),
      ("iterations", .whole(iterations)), ("l2", .number(settings.l2)),
      ("clip", settings.clip.map { .number($0) } ?? .null),
      ("seed", .string("\(settings.seed)")), ("split_seed", .string("\(splitSeed)")),
      ("shuffle", .bool(settings.shuffles)),
    ]
    return line("start", members + further)
  }

  package static func epoch(_ result: EpochResult, seconds: Double) -> String {
    line("epoch", JSON.epoch(result) + [("seconds", .number(seconds))])
  }

  package static func result(
    _ history: [EpochResult], _ reason: StopRule.Reason, kept: EpochResult?,
    _ measured: (part: Split.Part, evaluation: Evaluation)?
  ) -> String {
    var members: [JSON.Member] = [
      ("epochs", .whole(history.count)), ("stopped", .string(word(reason))),
      ("best_epoch", history.best.map { .whole($0.epoch) } ?? .null),
      ("kept_epoch", kept.map { .whole($0.epoch) } ?? .null),
    ]
    if let overfitting = Overfitting(history) {
      members.append(("overfits_since", .whole(overfitting.bestEpoch)))
    }
    if let kept {
      members.append(("loss", .number(kept.training.loss)))
      if let penalty = kept.penalty { members.append(("penalty", .number(penalty))) }
      if let validation = kept.validation, measured?.part != .validation {
        members.append(("validation_loss", .number(validation.loss)))
        if let accuracy = validation.accuracy {
          members.append(("validation_accuracy", .number(accuracy)))
        }
      }
    }
    guard let (part, evaluation) = measured else { return line("result", members) }
    members.append(("part", .string(part.rawValue)))
    return line("result", members + JSON.figures(evaluation, part.rawValue + "_"))
  }

  /// - Parameters:
  ///   - part: `nil` for the whole file.
  ///   - trainedOn: the number of these samples that the model was trained on, if known.
  package static func evaluation(
    _ evaluation: Evaluation, part: Split.Part?, samples: Int, trainedOn: Int?
  ) -> String {
    line(
      "evaluation",
      [
        ("part", .string(part?.rawValue ?? "all")), ("samples", .whole(samples)),
        ("trained_on", trainedOn.map { .whole($0) } ?? .null),
      ] + JSON.figures(evaluation))
  }

  /// A fold of a cross-validation, numbered from 1.
  package static func fold(_ number: Int, _ fold: FoldResult) -> String {
    line(
      "fold",
      [
        ("fold", .whole(number)), ("training", .whole(fold.training)),
        ("validation", .whole(fold.validation)),
      ] + fold.measures.map { ($0.name, .number($0.value)) })
  }

  /// The mean and the sample standard deviation of each measure.
  package static func folds(_ folds: [FoldResult], test: Int) -> String {
    line(
      "folds",
      [("folds", .whole(folds.count)), ("test", .whole(test))]
        + MeanAndDeviation.of(folds).flatMap { name, summary -> [JSON.Member] in
          [
            (name, .number(summary.mean)), (name + "_deviation", .number(summary.deviation)),
          ]
        })
  }

  package static func diverged(_ divergence: Divergence) -> String {
    line("diverged", divergence.members)
  }

  private static func word(_ reason: StopRule.Reason) -> String {
    switch reason {
    case .allEpochs: "epochs"
    case .settled: "settled"
    case .notSettled: "not settled"
    case .patience: "patience"
    }
  }

  private static func line(_ event: String, _ members: [JSON.Member]) -> String {
    JSON.object([("event", .string(event))] + members).text
  }
}
