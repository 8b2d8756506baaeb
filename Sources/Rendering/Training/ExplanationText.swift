import Text

/// Introduces a step of a training run.
package enum ExplanationText {
  package static func title(step: Int, epoch: Int, batch: Int, of iterations: Int) -> String {
    "Step \(step): epoch \(epoch), batch \(batch) of \(iterations). X are its samples, scaled; Y their targets."
  }
}
