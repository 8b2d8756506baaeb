import Text

/// The first number of a training run that is not finite.
package struct Divergence: Error, Sendable, Equatable {
  package enum Place: String, Sendable {
    case loss, penalty, gradient, weights
  }

  /// The step, counted from 1, and its epoch.
  package let step: Int
  package let epoch: Int
  package let place: Place
  /// The layer, as the model's table numbers it; nil where only the loss itself is not finite.
  package let layer: Int?
  package let lastFiniteLoss: Double?

  package init(step: Int, epoch: Int, place: Place, layer: Int?, lastFiniteLoss: Double?) {
    self.step = step
    self.epoch = epoch
    self.place = place
    self.layer = layer
    self.lastFiniteLoss = lastFiniteLoss
  }
}
