import Learning
import LessonLanguage
import Text

/// Writes the runs of an experiment, and its table.
package struct ExperimentText {
  private let tried: [String]
  private let style: Style

  package init(_ experiment: Experiment, _ style: Style) {
    tried = experiment.tried
    self.style = style
  }

  /// `run 4 of 12: rate = 0.1, seed 0: validation loss 0.0593, accuracy 96.2 %`
  package func line(_ run: ExperimentRun, number: Int, of count: Int) -> String {
    let result =
      switch run.outcome {
      case .diverged(let divergence): DivergenceText(divergence, style).sentence
      case .finished(let result): figures(result)
      }
    return "run \(number) of \(count): \(settings(run.settings)), seed \(run.seed): \(result)"
  }

  /// `rate = 0.1, model = dense 3 softmax`
  package func settings(_ values: [String]) -> String {
    zip(tried, values).map { "\($0) = \($1)" }.joined(separator: ", ").escaped
  }

  private func figures(_ result: ExperimentRun.Result) -> String {
    var parts = ["validation loss " + number(result.validation.loss)]
    if let accuracy = result.validation.accuracy {
      parts.append("accuracy " + percentage(accuracy))
    }
    if let mse = result.mse { parts.append("MSE " + number(mse)) }
    return parts.joined(separator: ", ")
  }

  /// The progress of an experiment: a bar, the runs that are done, and the time left.
  /// - Parameter share: the finished share of the runs under way, in runs.
  package func progress(done: Int, of count: Int, share: Double, before: Int, seconds: Double)
    -> String
  {
    let finished = min(Double(done) + share, Double(count))
    let here = finished - Double(before)
    var line = "\(done) of \(counted(count, "run"))"
    if here > 0.02 {
      let left = seconds * (Double(count) - finished) / here
      line += ", \(ProgressLine.duration(left)) left"
    }
    let room = min(30, style.width - TextColumns.width(line) - 3)
    guard room >= 8 else { return line }
    return ProgressLine.bar(finished / Double(max(count, 1)), room, style) + "  " + line
  }

  private func number(_ value: Double) -> String {
    NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).column(value)
  }
}
