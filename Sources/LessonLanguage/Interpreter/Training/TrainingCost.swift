import Autodiff
import Learning

/// The cost of a training, estimated from sizes alone: memory in numbers, time in units of work.
struct TrainingCost: Sendable {
  /// Multiplications of the matrix products and convolutions in a step.
  var productsOfStep = 0.0
  private let weights: Double
  /// The number of optimizer states per weight.
  private let states: Double
  private let batch: Double
  private let samples: Double
  private let validation: Double
  /// The number of outputs of all layers and of inputs of the first, for one sample.
  private let outputs: Double
  private let inputs: Double

  init(_ model: Model, _ optimizer: Optimizer, batch: Int, _ split: Split) {
    weights = Double(model.parameters.weightCount + model.parameters.statisticCount)
    states = Double(optimizer.states.count { !$0.isScalar })
    self.batch = Double(min(batch, split.training.count))
    samples = Double(split.training.count + split.validation.count + split.test.count)
    validation = Double(split.validation.count)
    outputs = model.allLayers.reduce(0) { $0 + Double($1.outputShape.count) }
    inputs = Double(model.sampleShape.count)
  }

  /// The number of elements: weights and optimizer state as they are now, at the start of the epoch, as kept by the run and
  /// at their best; gradients and initial values; and sums, outputs and gradients of a batch, in training and in evaluations.
  var numbers: Double {
    let kept = 4 * (1 + states) + 3
    return weights * kept + (4 * batch + 2 * min(samples, 256)) * (outputs + inputs)
  }

  var preparation: Double { 2e6 + 40 * weights + 10 * samples * inputs }

  var step: Double {
    5_000 + productsOfStep / 4 + batch * (inputs + 20 * outputs) + weights * (4 + 4 * states)
  }

  /// The cost at the end of an epoch, for the loss of the validation part.
  var epoch: Double {
    10_000 + validation * (productsOfStep / max(batch, 1) / 8 + inputs + 20 * outputs)
  }

  /// The cost of copying the state of the run.
  var copy: Double { 10_000 + 2 * weights * (1 + states) }
}
