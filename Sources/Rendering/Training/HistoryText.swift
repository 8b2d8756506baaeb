import Learning
import Text

/// The history of a training run in machine-readable form.
package enum HistoryText {
  /// Comma-separated values with a header; missing values are empty fields.
  package static func csv(_ history: [EpochResult]) -> String {
    let header = "epoch,steps,rate,loss,accuracy,penalty,validation_loss,validation_accuracy"
    let lines = history.map { result in
      [
        "\(result.epoch)", "\(result.steps)", "\(result.rate)", "\(result.training.loss)",
        number(result.training.accuracy), number(result.penalty),
        number(result.validation?.loss), number(result.validation?.accuracy),
      ].joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  /// One JSON object per epoch.
  package static func lines(_ history: [EpochResult]) -> String {
    history.map { JSON.object(JSON.epoch($0)).text + "\n" }.joined()
  }

  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
