import Autodiff
import Learning

/// A data set that a program has loaded, without its samples.
package struct DataReport: Sendable {
  package let name: String
  package let data: DataSummary
  /// The number of samples in each part.
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
  case loss(LossSpecification, ClassWeighting?)
  case optimizer(Optimizer)
}

/// A training run, finished or running.
package struct Training: Sendable {
  /// A step: the loss of its batch before the update.
  package struct Iteration: Sendable, Equatable {
    package let epoch: Int
    /// The batch's number, from 1.
    package let batch: Int
    package let loss: Double
  }

  package let data: String
  package let model: String
  package let layers: [Layer]
  package let sampleShape: Shape
  package let loss: LossSpecification
  /// The classes with their weights in the loss; empty if all samples count the same.
  package let weighedClasses: [ClassWeighting.Named]
  package let optimizer: Optimizer
  package let settings: TrainingSettings
  /// The number of steps in an epoch.
  package let iterations: Int
  package internal(set) var epochs: [EpochResult] = []
  package internal(set) var latest: Iteration?
  /// The reason why the run ended; `nil` while it is running or if it diverged.
  package internal(set) var end: StopRule.Reason?
  package internal(set) var divergence: Divergence?
  /// The epoch whose weights the run keeps; `nil` while it is running.
  package internal(set) var kept: EpochResult?
  /// The number of samples in the test part, which training does not use.
  package let testSamples: Int

  package var isUnderWay: Bool { end == nil && divergence == nil }

  /// Whether at most one step was taken.
  package var isFirstStep: Bool { epochs.isEmpty && latest.map { $0.batch <= 1 } ?? true }
}

/// A step of a training run as statements of the language, each with its result.
package struct ExplainedIteration: Sendable {
  package let model: String
  /// The number of the step in the run, from 1.
  package let step: Int
  package let epoch: Int
  /// The batch's number in the epoch, from 1, and the number of batches.
  package let batch: Int
  package let iterations: Int
  package let statements: [Step]
}

/// The evaluation of a trained network on the test part of its data set.
package struct TestReport: Sendable {
  package let data: String
  package let model: String
  package let samples: Int
  package let classNames: [String]
  package let evaluation: Evaluation
}
