import Autodiff
import Learning
import LessonLanguage
import Text

/// A training run of a lesson: its ingredients, its epochs and its end.
struct TrainingDocument {
  let isUnderWay: Bool
  /// The ingredients; for a running training, its last step.
  let summary: String
  /// All epochs so far; for a running training, the one that has just ended.
  let epochs: [EpochResult]
  /// The end of the run.
  let endings: [String]

  init(_ training: Training, _ style: Style) {
    isUnderWay = training.isUnderWay
    if training.isUnderWay {
      let format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
      let latest = training.latest
      summary =
        latest.map {
          "epoch \($0.epoch), batch \($0.batch) of \(training.iterations): loss "
            + format.print($0.loss).text
        } ?? ""
      epochs = latest?.batch == training.iterations ? training.epochs.suffix(1) : []
      endings = []
      return
    }
    summary =
      "\(training.layers.flatMap { $0.parameters }.sizes), batches of \(grouped(training.settings.batch)): "
      + "\(counted(training.iterations, "step")) an epoch; loss \(training.loss)\(Self.weights(training, style)), "
      + "optimizer \(training.optimizer.description)"
    epochs = training.epochs
    endings = Self.endings(training, style)
  }

  /// The formula of a loss with weights of the classes.
  private static func weights(_ training: Training, _ style: Style) -> String {
    training.weighedClasses.isEmpty
      ? "" : " (\(ClassWeightsText(training.weighedClasses, style).formula))"
  }

  private static func endings(_ training: Training, _ style: Style) -> [String] {
    var sentences: [String] = []
    if let divergence = training.divergence {
      sentences.append(DivergenceText(divergence, style).sentence)
    }
    if let end = training.end,
      let text = OutcomeText.ending(end, after: training.epochs.count)
    {
      sentences.append(text)
    }
    sentences += OutcomeText(training.epochs, kept: training.kept, style).sentences
    if training.testSamples > 0, training.divergence == nil {
      sentences.append(
        OutcomeText.untested(
          training.testSamples, command: "test \(training.model) on \(training.data)"))
    }
    return sentences
  }
}
