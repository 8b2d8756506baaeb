import Autodiff

/// What one step of a training run sees: a batch as the network takes it, the factors of its dropout layers, the rate.
public struct StepInputs: Sendable {
  public let features: Tensor
  public let targets: Tensor
  public let masks: [Tensor]
  public let rate: Double
}
