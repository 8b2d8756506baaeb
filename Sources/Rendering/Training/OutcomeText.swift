import Learning
import Text

/// Writes the outcome of a run, besides its losses: the weights that are kept, the penalty, and overfitting.
package struct OutcomeText {
  private let history: [EpochResult]
  private let kept: EpochResult?
  private let style: Style

  package init(_ history: [EpochResult], kept: EpochResult?, _ style: Style) {
    self.history = history
    self.kept = kept
    self.style = style
  }

  /// Sentences without capital or period.
  package var sentences: [String] {
    var sentences: [String] = []
    if let kept, let loss = kept.validation?.loss, let last = history.last, kept.epoch < last.epoch
    {
      sentences.append(
        "the weights of epoch \(kept.epoch) are kept, with the lowest validation loss, "
          + number(loss))
    }
    if let kept, let penalty = kept.penalty {
      sentences.append(
        "in epoch \(kept.epoch) the penalty on the weights was \(number(penalty)); the losses are "
          + "without it")
    }
    if let overfitting = Overfitting(history) {
      sentences.append(
        "validation loss rises while training loss falls, since epoch \(overfitting.bestEpoch): from "
          + "\(number(overfitting.best)) to \(number(overfitting.present)); the network learns its "
          + "training samples by heart")
    }
    return sentences
  }

  /// The reason why a run ended; `nil` if it finished all epochs.
  package static func ending(_ reason: StopRule.Reason, after epochs: Int) -> String? {
    switch reason {
    case .allEpochs: nil
    case .settled: "the loss has settled after \(counted(epochs, "epoch"))"
    case .notSettled: "the loss has not settled after \(counted(epochs, "epoch"))"
    case .patience(let best): "stopped: no epoch after \(best) had a lower validation loss"
    }
  }

  /// A note that the run did not evaluate the test part, with the command that does.
  package static func untested(_ samples: Int, command: String) -> String {
    "test part (\(counted(samples, "sample"))) not looked at: \(command)"
  }

  private func number(_ value: Double) -> String {
    NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).print(value).text
  }
}

/// Writes where a run diverged.
package struct DivergenceText {
  private let divergence: Divergence
  private let style: Style

  package init(_ divergence: Divergence, _ style: Style) {
    self.divergence = divergence
    self.style = style
  }

  package var sentence: String {
    let layer = divergence.layer.map { " of layer \($0)" } ?? ""
    let what =
      switch divergence.place {
      case .penalty: "the penalty on the weights is"
      case .loss: divergence.layer == nil ? "the loss is" : "the output\(layer) is"
      case .gradient: "the gradient\(layer) is"
      case .weights: "a weight\(layer) is"
      }
    let format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
    let last = divergence.lastFiniteLoss.map {
      "; the last finite loss was \(format.print($0).text)"
    }
    return
      "diverged at step \(divergence.step), in epoch \(divergence.epoch): \(what) no longer a finite "
      + "number\(last ?? "")"
  }
}

/// An integer with thousands separators: 1,797.
package func grouped(_ number: Int) -> String {
  let digits = Array("\(number.magnitude)")
  var text = number < 0 ? "-" : ""
  for (position, digit) in digits.enumerated() {
    if position > 0 && (digits.count - position) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// The number with its noun: 1 image, 2,000 images.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// A fraction as a percentage with one decimal: 97.0 %; NaN as such.
func percentage(_ share: Double) -> String { percentagePoints(share) + " %" }

/// `1.2` for a share of 0.012.
func percentagePoints(_ share: Double) -> String {
  guard share.isFinite else { return "nan" }
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
