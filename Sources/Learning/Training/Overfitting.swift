/// The point from which a network learns its training samples by heart: validation loss rises while training loss falls.
public struct Overfitting: Sendable, Equatable {
  /// The epoch with the lowest validation loss, and that loss.
  public let bestEpoch: Int
  public let best: Double
  /// The validation loss now.
  public let present: Double

  /// How many epochs the rise has to last.
  static let patience = 3

  /// nil where the last epochs show nothing of the kind: for at least three the validation loss has been above its lowest, and the
  /// training loss is lower now than it was there.
  public init?(_ history: [EpochResult]) {
    var best: (position: Int, loss: Double)?
    for (position, result) in history.enumerated() {
      guard let loss = result.validation?.loss else { return nil }
      if loss < best?.loss ?? .infinity { best = (position, loss) }
    }
    guard let best, let last = history.last, let present = last.validation?.loss,
      history.count - 1 - best.position >= Self.patience, present > best.loss * 1.01,
      last.training.loss < history[best.position].training.loss
    else { return nil }
    bestEpoch = history[best.position].epoch
    self.best = best.loss
    self.present = present
  }
}
