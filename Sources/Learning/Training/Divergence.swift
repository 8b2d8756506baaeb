/// The first number of a training run that is not finite.
public struct Divergence: Error, Sendable, Equatable {
  public enum Place: String, Sendable {
    case loss, penalty, gradient, weights
  }

  /// The step, counted from 1, and its epoch.
  public let step: Int
  public let epoch: Int
  public let place: Place
  /// The layer, as the model's table numbers it; nil where only the loss itself is not finite.
  public let layer: Int?
  public let lastFiniteLoss: Double?

  public init(step: Int, epoch: Int, place: Place, layer: Int?, lastFiniteLoss: Double?) {
    self.step = step
    self.epoch = epoch
    self.place = place
    self.layer = layer
    self.lastFiniteLoss = lastFiniteLoss
  }
}
