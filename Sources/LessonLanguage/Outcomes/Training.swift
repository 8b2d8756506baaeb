import Autodiff
import Learning

/// A data set that a program has loaded, without its samples.
package struct DataReport: Sendable {
  package let name: String
  package let data: DataSummary
  /// How many samples each part has.
  package let training: Int
  package let validation: Int
  package let test: Int
  package let scaling: Scaling.Kind

  package init(name: String, data: DataSet, split: Split, scaling: Scaling.Kind) {
    self.name = name
    self.data = data.summary
    training = split.training.count
    validation = split.validation.count
    test = split.test.count
    self.scaling = scaling
  }
}

/// An ingredient that was chosen.
package enum IngredientReport: Sendable {
  case model(name: String, ModelSpecification)
  case loss(LossSpecification)
  case optimizer(Optimizer)
}

/// A training run, over or under way.
package struct Training: Sendable {
  /// A step: the loss of its batch before the weights moved.
  package struct Iteration: Sendable, Equatable {
    package let epoch: Int
    /// From 1.
    package let batch: Int
    package let loss: Double
  }

  package let data: String
  package let model: String
  package let layers: [Layer]
  package let sampleShape: Shape
  package let loss: LossSpecification
  package let optimizer: Optimizer
  package let settings: TrainingSettings
  /// How many steps an epoch takes.
  package let iterations: Int
  package internal(set) var epochs: [EpochResult] = []
  package internal(set) var latest: Iteration?
  /// Why the run is over; nothing while it is under way, or where it diverged.
  package internal(set) var end: StopRule.Reason?
  package internal(set) var divergence: Divergence?
  /// The epoch whose weights the run ends with; nothing while it is under way.
  package internal(set) var kept: EpochResult?
  /// How many samples the test part has, which no run looks at.
  package let testSamples: Int

  package var isUnderWay: Bool { end == nil && divergence == nil }

  /// Whether no more than one step was taken.
  package var isFirstStep: Bool { epochs.isEmpty && latest.map { $0.batch <= 1 } ?? true }
}

/// How well a trained network does on the test part of its data set.
package struct TestReport: Sendable {
  package let data: String
  package let model: String
  package let samples: Int
  package let evaluation: Evaluation
}
