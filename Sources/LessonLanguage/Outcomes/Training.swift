import Autodiff
import Learning

/// A data set that a program has loaded, without its samples.
public struct DataReport: Sendable {
  public let name: String
  public let data: DataSummary
  /// How many samples each part has.
  public let training: Int
  public let validation: Int
  public let test: Int
  public let scaling: Scaling.Kind

  public init(name: String, data: DataSet, split: Split, scaling: Scaling.Kind) {
    self.name = name
    self.data = data.summary
    training = split.training.count
    validation = split.validation.count
    test = split.test.count
    self.scaling = scaling
  }
}

/// An ingredient that was chosen.
public enum IngredientReport: Sendable {
  case model(name: String, ModelSpecification)
  case loss(LossSpecification)
  case optimizer(Optimizer)
}

/// A training run, over or under way.
public struct Training: Sendable {
  /// A step: the loss of its batch before the weights moved.
  public struct Iteration: Sendable, Equatable {
    public let epoch: Int
    /// From 1.
    public let batch: Int
    public let loss: Double
  }

  public let data: String
  public let model: String
  public let layers: [Layer]
  public let sampleShape: Shape
  public let loss: LossSpecification
  public let optimizer: Optimizer
  public let settings: TrainingSettings
  /// How many steps an epoch takes.
  public let iterations: Int
  public internal(set) var epochs: [EpochResult] = []
  public internal(set) var latest: Iteration?
  /// Why the run is over; nothing while it is under way, or where it diverged.
  public internal(set) var end: StopRule.Reason?
  public internal(set) var divergence: Divergence?
  /// The epoch whose weights the run ends with; nothing while it is under way.
  public internal(set) var kept: EpochResult?
  /// How many samples the test part has, which no run looks at.
  public let testSamples: Int

  public var isUnderWay: Bool { end == nil && divergence == nil }

  /// Whether no more than one step was taken.
  public var isFirstStep: Bool { epochs.isEmpty && latest.map { $0.batch <= 1 } ?? true }
}

/// How well a trained network does on the test part of its data set.
public struct TestReport: Sendable {
  public let data: String
  public let model: String
  public let samples: Int
  public let evaluation: Evaluation
}
