import Text

/// The difference between the numbers of an explained step, in Double, and those of the run, in Float.
package struct StepDifference: Sendable, Equatable {
  package let shownLoss: Double
  package let runLoss: Double
  /// The largest difference of a new weight, relative to the largest weight of its layer.
  ///
  /// Not of its tensor: the gradient of a bias before a batch_norm is 0 but for rounding, and so is a bias that starts at 0.
  package let weights: Double

  package init(shownLoss: Double, runLoss: Double, weights: Double) {
    self.shownLoss = shownLoss
    self.runLoss = runLoss
    self.weights = weights
  }

  package var sentence: String {
    let format = NumberFormat(decimals: 2, unicode: true)
    let loss = format.print(abs(shownLoss - runLoss)).text
    return
      "These numbers are computed in Double. The run computes in Float: its loss differs from the one above by "
      + "\(loss), and its new weights by at most \(format.print(weights).text) of the largest weight beside them."
  }

  package var line: String {
    JSON.object([
      ("kind", .string("difference")), ("loss", .number(shownLoss)), ("run_loss", .number(runLoss)),
      ("weights", .number(weights)),
    ]).text
  }
}
