import Autodiff
import Kernels
import Text

/// All that a training run has come to, as a value: going on from a copy gives the same bits as going on.
package struct TrainingState<S: PlanScalar>: Sendable, Equatable {
  /// The weights and biases, in the model's order.
  package var parameters: [[S]]
  /// What the optimizer keeps for each parameter, as its velocity or moments.
  package var memory: [[[S]]]
  /// The numbers that it keeps, as the count of steps.
  package var counts: [Double]
  /// How many epochs are done, and how many batches of the present one.
  package var epoch = 0
  package var iteration = 0
  /// What the batches of the present epoch came to.
  package var running = RunningScore()
  package var history: [EpochResult] = []
  package var best: Best?

  /// The epoch with the lowest validation loss, and its weights.
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

/// The mean loss and the accuracy over samples that are seen batch by batch.
package struct RunningScore: Sendable, Equatable {
  package var samples = 0
  package var correct = 0
  /// Σ loss · samples over the batches.
  package var loss = 0.0
  /// Σ penalty · samples.
  package var penalty = 0.0

  package init() {}

  package mutating func add(
    loss batchLoss: Double, penalty batchPenalty: Double = 0, correct batchCorrect: Int,
    samples count: Int
  ) {
    loss += batchLoss * Double(count)
    penalty += batchPenalty * Double(count)
    correct += batchCorrect
    samples += count
  }

  package var meanPenalty: Double { penalty / Double(max(samples, 1)) }

  package func score(countsCorrect: Bool) -> Score {
    let count = Double(max(samples, 1))
    return Score(loss: loss / count, accuracy: countsCorrect ? Double(correct) / count : nil)
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
