/// The point from which a network overfits: validation loss rises while training loss falls.
///
/// Losses fluctuate from epoch to epoch, so means are compared: of the epochs after the one with the lowest validation loss,
/// the first third with the last third. A rise counts if it is more than a twentieth and more than three standard errors.
package struct Overfitting: Sendable, Equatable {
  /// The epoch with the lowest validation loss, and its loss.
  package let bestEpoch: Int
  package let best: Double
  /// The validation loss of the last epoch.
  package let present: Double

  /// The smallest number of epochs in a mean.
  private static let fewest = 3
  private static let smallestRise = 0.05
  private static let standardErrors = 3.0

  /// `nil` if the epochs do not show overfitting, or if there is no validation part.
  package init?(_ history: [EpochResult]) {
    guard let lowest = history.best, let best = lowest.validation?.loss else { return nil }
    let since = history.drop { $0.epoch < lowest.epoch }
    let validation = since.compactMap { $0.validation?.loss }
    let training = since.map { $0.training.loss }
    let count = max(Self.fewest, validation.count / 3)
    guard validation.count >= 2 * count, let present = validation.last else { return nil }

    let before = Self.mean(validation.prefix(count))
    let now = Self.mean(validation.suffix(count))
    // The variance of one epoch's loss, ½ · mean (vᵢ₊₁ − vᵢ)², which a steady rise hardly enlarges; that of a difference of
    // means is 2 / count times as large.
    let jumps = zip(validation, validation.dropFirst()).map { ($1 - $0) * ($1 - $0) }
    let standardError = (Self.mean(jumps[...]) / Double(count)).squareRoot()
    guard now > before * (1 + Self.smallestRise),
      now - before > Self.standardErrors * standardError,
      Self.mean(training.suffix(count)) < Self.mean(training.prefix(count))
    else { return nil }
    bestEpoch = lowest.epoch
    self.best = best
    self.present = present
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
