import Learning
import LessonLanguage
import Text

/// Writes a training run of a lesson: its ingredients, its epochs, its end.
struct TrainingText {
  private let training: Training
  private let style: Style

  init(_ training: Training, _ style: Style) {
    self.training = training
    var narrow = style
    narrow.width -= 4
    self.style = narrow
  }

  /// What was trained, and how; then the epochs and how the run ended. Of a run that is under way, its last step.
  var parts: [[String]] { training.isUnderWay ? [latest] : [layers, epochs + ending] }

  /// The last step of a run that is under way; with the epoch that it ended.
  private var latest: [String] {
    guard let latest = training.latest else { return [] }
    let format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
    var lines = [
      "epoch \(latest.epoch), batch \(latest.batch) of \(training.iterations): loss "
        + format.print(latest.loss).text
    ]
    if latest.batch == training.iterations, let epoch = training.epochs.last {
      lines.append(EpochsText(style, limit: nil).line(epoch))
    }
    return lines
  }

  private var layers: [String] {
    let count = training.layers.reduce(0) { $0 + $1.parameterCount }
    let size = training.settings.batch
    return Wrapping.prose(
      "\(counted(count, "weight")), batches of \(grouped(size)): "
        + "\(counted(training.iterations, "step")) an epoch; loss \(training.loss), "
        + "optimizer \(training.optimizer.description)",
      width: style.width, first: "", indent: "")
  }

  private var epochs: [String] { EpochsText(style, limit: nil).lines(training.epochs) }

  private var ending: [String] {
    var lines: [String] = []
    if let divergence = training.divergence {
      lines += sentence(DivergenceText(divergence, style).sentence)
    }
    if let end = training.end,
      let text = OutcomeText.ending(end, after: training.epochs.count)
    {
      lines += sentence(text)
    }
    let outcome = OutcomeText(training.epochs, kept: training.kept, style)
    for text in outcome.sentences { lines += sentence(text) }
    if training.testSamples > 0, training.divergence == nil {
      lines += sentence(
        OutcomeText.untested(
          training.testSamples, command: "test \(training.model) on \(training.data)"))
    }
    return lines
  }

  private func sentence(_ text: String) -> [String] {
    Wrapping.prose(text, width: style.width, first: "", indent: "")
  }
}

/// Writes how well a network does on the test part.
struct TestText {
  let lines: [String]

  init(_ report: TestReport, _ style: Style) {
    lines = EvaluationText(report.evaluation, classNames: [], style).headline("test")
  }
}
