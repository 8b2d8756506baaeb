/// The point from which a network learns its training samples by heart: validation loss rises while training loss falls.
public struct Overfitting: Sendable, Equatable {
  /// The epoch with the lowest validation loss, and that loss.
  public let bestEpoch: Int
  public let best: Double
  /// The validation loss now.
  public let present: Double

  /// How many epochs the rise has to last.
  static let patience = 3

  /// nil where the last epochs show nothing of the kind: in each of the last three the validation loss is more than a twentieth above its
  /// lowest, it is well above the training loss, and the
  /// training loss is lower now than it was there.
  public init?(_ history: [EpochResult]) {
    var best: (position: Int, loss: Double)?
    for (position, result) in history.enumerated() {
      guard let loss = result.validation?.loss else { return nil }
      if loss < best?.loss ?? .infinity { best = (position, loss) }
    }
    guard let best, let last = history.last, let present = last.validation?.loss,
      history.count - 1 - best.position >= Self.patience,
      history.suffix(Self.patience).allSatisfy({ $0.validation?.loss ?? 0 > best.loss * 1.05 }),
      present > last.training.loss * 1.5,
      last.training.loss < history[best.position].training.loss
    else { return nil }
    bestEpoch = history[best.position].epoch
    self.best = best.loss
    self.present = present
  }
}
