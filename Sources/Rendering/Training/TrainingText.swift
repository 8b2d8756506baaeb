import Learning
import LessonLanguage

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

  /// The whole run.
  var parts: [[String]] {
    [layers, epochs] + (ending.isEmpty ? [] : [ending])
  }

  /// The last step of a run that is under way; with the epoch that it ended.
  var latest: [String] {
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
    switch training.end {
    case .settled: lines.append("settled after \(counted(training.epochs.count, "epoch"))")
    case .notSettled: lines.append("not settled after \(counted(training.epochs.count, "epoch"))")
    case .patience(let best):
      lines += sentence(
        "stopped: the validation loss has not fallen since epoch \(best), whose weights are kept")
    case .allEpochs, nil: break
    }
    if let overfitting = Overfitting(training.epochs) {
      lines += sentence(OverfittingText(overfitting, style).sentence)
    }
    if let test = training.test {
      lines += EvaluationText(test, classNames: [], style).headline("test")
    }
    return lines
  }

  private func sentence(_ text: String) -> [String] {
    Wrapping.prose(text, width: style.width, first: "", indent: "")
  }
}

/// Says where a run lost its way.
public struct DivergenceText {
  private let divergence: Divergence
  private let style: Style

  public init(_ divergence: Divergence, _ style: Style) {
    self.divergence = divergence
    self.style = style
  }

  public var sentence: String {
    let layer = divergence.layer.map { " of layer \($0)" } ?? ""
    let what =
      switch divergence.place {
      case .loss: divergence.layer == nil ? "the loss is" : "the output\(layer) is"
      case .gradient: "the gradient\(layer) is"
      case .weights: "a weight\(layer) is"
      }
    let format = NumberFormat(decimals: 4, unicode: style.unicode)
    let last = divergence.lastFiniteLoss.map {
      "; the last finite loss was \(format.print($0).text)"
    }
    return
      "diverged at step \(divergence.step), in epoch \(divergence.epoch): \(what) no longer a finite "
      + "number\(last ?? "")"
  }
}

/// Says that a network learns by heart.
public struct OverfittingText {
  private let overfitting: Overfitting
  private let style: Style

  public init(_ overfitting: Overfitting, _ style: Style) {
    self.overfitting = overfitting
    self.style = style
  }

  public var sentence: String {
    let format = NumberFormat(decimals: 4, unicode: style.unicode)
    return
      "validation loss rises while training loss falls, since epoch \(overfitting.bestEpoch): from "
      + "\(format.print(overfitting.best).text) to \(format.print(overfitting.present).text); the network "
      + "learns its training samples by heart"
  }
}
