import Autodiff
import Kernels
import Text

/// The state of a training run, as a value: continuing from a copy gives the same bits.
package struct TrainingState<S: PlanScalar>: Sendable, Equatable {
  /// The weights, biases and running statistics, in the model's order.
  package var parameters: [[S]]
  /// The optimizer's state for each parameter, such as velocity or moments; empty for a running statistic.
  package var memory: [[[S]]]
  /// The numbers that it keeps, such as the step count.
  package var counts: [Double]
  /// The number of finished epochs, and of finished batches in the current one.
  package var epoch = 0
  package var iteration = 0
  /// The totals over the batches of the current epoch.
  package var running = RunningScore()
  package var history: [EpochResult] = []
  package var best: Best?

  /// The epoch with the lowest validation loss, and its weights and running statistics.
  package struct Best: Sendable, Equatable {
    package let epoch: Int
    package let loss: Double
    package let parameters: [[S]]

    package init(epoch: Int, loss: Double, parameters: [[S]]) {
      self.epoch = epoch
      self.loss = loss
      self.parameters = parameters
    }
  }

  /// Whether every weight is a finite number.
  package var isFinite: Bool { parameters.allSatisfy { $0.allSatisfy { $0.isFinite } } }

  package init(parameters: [[S]], memory: [[[S]]], counts: [Double]) {
    self.parameters = parameters
    self.memory = memory
    self.counts = counts
  }
}

/// Accumulates the mean loss and the accuracy over batches.
package struct RunningScore: Sendable, Equatable {
  package var samples = 0
  /// The total weight of the samples in the loss: their number, unless classes have weights.
  package var weight = 0.0
  package var correct = 0
  /// Σ loss · weight over the batches.
  package var loss = 0.0
  /// Σ penalty · samples.
  package var penalty = 0.0

  package init() {}

  package mutating func add(
    loss batchLoss: Double, penalty batchPenalty: Double = 0, correct batchCorrect: Int,
    samples count: Int, weight batchWeight: Double
  ) {
    loss += batchLoss * batchWeight
    weight += batchWeight
    penalty += batchPenalty * Double(count)
    correct += batchCorrect
    samples += count
  }

  package var meanPenalty: Double { penalty / Double(max(samples, 1)) }

  package func score(countsCorrect: Bool) -> Score {
    Score(
      loss: samples == 0 ? 0 : loss / weight,
      accuracy: countsCorrect ? Double(correct) / Double(max(samples, 1)) : nil)
  }
}

/// The first number of a training run that is not finite.
package struct Divergence: Error, Sendable, Equatable {
  package enum Place: String, Sendable {
    case loss, penalty, gradient, weights
  }

  /// The step, counted from 1, and its epoch.
  package let step: Int
  package let epoch: Int
  package let place: Place
  /// The layer's number in the model's table; `nil` if only the loss itself is not finite.
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
