import Autodiff

/// What one step of a training run sees: a batch as the network takes it, the factors of its dropout layers, the rate.
package struct StepInputs: Sendable {
  package let features: Tensor
  package let targets: Tensor
  package let masks: [Tensor]
  package let rate: Double
}
