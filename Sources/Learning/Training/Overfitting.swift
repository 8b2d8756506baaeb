/// The point from which a network learns its training samples by heart: validation loss rises while training loss falls.
public struct Overfitting: Sendable, Equatable {
  /// The epoch with the lowest validation loss, and that loss.
  public let bestEpoch: Int
  public let best: Double
  /// The validation loss now.
  public let present: Double

  /// How many epochs the rise has to last.
  static let patience = 3

  /// nil unless in each of the last three epochs the validation loss is more than a twentieth above its lowest, it is well above the
  /// training loss, and the training loss is lower now than it was there. Both are losses of the outputs, without a penalty.
  public init?(_ history: [EpochResult]) {
    guard let best = history.best, let lowest = best.validation?.loss,
      let last = history.last, let present = last.validation?.loss,
      last.epoch - best.epoch >= Self.patience,
      history.suffix(Self.patience).allSatisfy({ $0.validation?.loss ?? 0 > lowest * 1.05 }),
      present > last.training.loss * 1.5, last.training.loss < best.training.loss
    else { return nil }
    bestEpoch = best.epoch
    self.best = lowest
    self.present = present
  }
}
