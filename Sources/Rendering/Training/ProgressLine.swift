import Learning
import Text

/// The progress line of a training run: position, losses and remaining time.
package struct ProgressLine {
  /// A fold of a cross-validation, by its number from 1.
  package struct Fold {
    package let number: Int
    package let count: Int

    package init(_ number: Int, of count: Int) { (self.number, self.count) = (number, count) }
  }

  /// `nil` outside of a cross-validation.
  package let fold: Fold?
  package let epoch: Int
  /// The number of epochs, if known.
  package let epochs: Int?
  /// The finished share of the current epoch, from 0 to 1.
  package let share: Double
  package let last: EpochResult?
  /// The time since the start in seconds, and the number of epochs finished before the start.
  package let seconds: Double
  package let epochsBefore: Double

  package init(
    fold: Fold? = nil, epoch: Int, epochs: Int?, share: Double, last: EpochResult?, seconds: Double,
    epochsBefore: Double
  ) {
    self.epochsBefore = epochsBefore
    self.fold = fold
    self.epoch = epoch
    self.epochs = epochs
    self.share = share
    self.last = last
    self.seconds = seconds
  }

  /// The text that fits; the least important parts are omitted first.
  package func text(_ style: Style) -> String {
    let head = position
    var parts: [String] = []
    if let last {
      let format = NumberFormat(decimals: 3, unicode: style.unicode)
      parts.append("loss " + format.column(last.training.loss))
      if let validation = last.validation {
        parts.append("validation " + format.column(validation.loss))
        if let accuracy = validation.accuracy { parts.append(percentage(accuracy)) }
      }
    }
    if let left = secondsLeft { parts.append(Self.duration(left) + " left") }
    var line = head
    for part in parts where TextColumns.width(line) + 2 + TextColumns.width(part) < style.width {
      line += "  " + part
    }
    let room = min(30, style.width - TextColumns.width(line) - 3)
    guard let done, room >= 8 else { return line }
    return head + "  " + Self.bar(done, room, style) + line.dropFirst(head.count)
  }

  /// `epoch 7/30`, or `fold 2 of 5, epoch 7 of 30`
  private var position: String {
    guard let fold else { return "epoch " + (epochs.map { "\(epoch)/\($0)" } ?? "\(epoch)") }
    return "fold \(fold.number) of \(fold.count), epoch "
      + (epochs.map { "\(epoch) of \($0)" } ?? "\(epoch)")
  }

  /// The finished share of the run, or of all folds.
  private var done: Double? {
    epochs.map { epochs in
      let here = min(1, (Double(epoch - 1) + share) / Double(max(epochs, 1)))
      return fold.map { (Double($0.number - 1) + here) / Double($0.count) } ?? here
    }
  }

  private var secondsLeft: Double? {
    guard let done, let epochs else { return nil }
    let here = done - epochsBefore / Double(max(epochs, 1))
    return here > 0.02 ? seconds * (1 - done) / here : nil
  }

  static func bar(_ share: Double, _ width: Int, _ style: Style) -> String {
    let full = Int(share * Double(width))
    return String(repeating: style.unicode ? "█" : "#", count: full)
      + String(repeating: style.unicode ? "░" : "-", count: width - full)
  }

  /// 4 s, 2 min, 1 h 05 min
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    if minutes < 60 { return "\(minutes) min" }
    return "\(minutes / 60) h " + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60) min"
  }
}
