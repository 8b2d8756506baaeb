import Autodiff
import Kernels

/// All that a training run has come to, as a value: going on from a copy gives the same bits as going on.
public struct TrainingState<S: PlanScalar>: Sendable, Equatable {
  /// The weights and biases, in the model's order.
  public var parameters: [[S]]
  /// What the optimizer keeps for each parameter, as its velocity or moments.
  public var memory: [[[S]]]
  /// The numbers that it keeps, as the count of steps.
  public var counts: [Double]
  /// How many epochs are done, and how many batches of the present one.
  public var epoch = 0
  public var iteration = 0
  /// What the batches of the present epoch came to.
  public var running = RunningScore()
  public var history: [EpochResult] = []
  public var best: Best?

  /// The epoch with the lowest validation loss, and its weights.
  public struct Best: Sendable, Equatable {
    public let epoch: Int
    public let loss: Double
    public let parameters: [[S]]

    public init(epoch: Int, loss: Double, parameters: [[S]]) {
      self.epoch = epoch
      self.loss = loss
      self.parameters = parameters
    }
  }

  /// Whether every weight is a finite number.
  public var isFinite: Bool { parameters.allSatisfy { $0.allSatisfy { $0.isFinite } } }

  public init(parameters: [[S]], memory: [[[S]]], counts: [Double]) {
    self.parameters = parameters
    self.memory = memory
    self.counts = counts
  }
}

/// The mean loss and the accuracy over samples that are seen batch by batch.
public struct RunningScore: Sendable, Equatable {
  public var samples = 0
  public var correct = 0
  /// Σ loss · samples over the batches.
  public var loss = 0.0
  /// Σ penalty · samples.
  public var penalty = 0.0

  public init() {}

  public mutating func add(
    loss batchLoss: Double, penalty batchPenalty: Double = 0, correct batchCorrect: Int,
    samples count: Int
  ) {
    loss += batchLoss * Double(count)
    penalty += batchPenalty * Double(count)
    correct += batchCorrect
    samples += count
  }

  public var meanPenalty: Double { penalty / Double(max(samples, 1)) }

  public func score(countsCorrect: Bool) -> Score {
    let count = Double(max(samples, 1))
    return Score(loss: loss / count, accuracy: countsCorrect ? Double(correct) / count : nil)
  }
}
