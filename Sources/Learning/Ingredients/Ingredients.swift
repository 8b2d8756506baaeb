import Autodiff
import Text

/// The four ingredients of a training run (data set, model, loss, optimizer), with split and scaling.
package struct Ingredients: Sendable {
  package let data: DataSet
  package let split: Split
  /// Fitted on the training part.
  package let featureScaling: Scaling
  /// The scaling of numeric targets, fitted on the training part; losses are measured on this scale.
  package let targetScaling: Scaling?
  package let model: Model
  package let loss: LossSpecification
  package let optimizer: Optimizer
  package let settings: TrainingSettings

  package var encoding: Targets.Encoding { loss.encoding(model: model, targets: data.targets) }

  /// Checks that the ingredients fit each other, before any training.
  package init(
    data: DataSet, split: Split, scaling: Scaling.Kind, model: ModelSpecification,
    loss: LossSpecification?, optimizer: Optimizer, settings: TrainingSettings
  ) throws(Diagnostic) {
    try data.checkForTraining()
    featureScaling = try Scaling(scaling, features: data, rows: split.training)
    targetScaling = try Scaling(scaling, targets: data, rows: split.training)
    _ = try Batches(rows: split.training, size: settings.batch, seed: settings.seed)
    self.model = try Model(model, sampleShape: data.sampleShape)
    self.loss = loss ?? .standard(for: data.targets, model: self.model)
    try self.loss.check(model: self.model, targets: data.targets)
    self.data = data
    self.split = split
    self.optimizer = optimizer
    self.settings = settings
  }
}

/// The settings of a training run besides its ingredients.
package struct TrainingSettings: Sendable, Equatable {
  /// The number of samples of a step; the last step of an epoch may have fewer.
  package var batch: Int
  package var seed: UInt64
  /// Whether each epoch shuffles the training part, by the seed, instead of keeping the order of the data.
  package var shuffles: Bool
  package var schedule: RateSchedule
  /// λ of the L2 penalty λ · Σ w², over all weights except biases, which is added to the loss.
  package var l2: Double
  /// The largest norm ‖g‖ of all gradients together; a longer gradient is scaled down to it.
  package var clip: Double?
  /// The initializer of the weights; `nil` for each layer's default.
  package var initializer: Initializer?

  package init(
    batch: Int = 32, seed: UInt64 = 0, shuffles: Bool = true, schedule: RateSchedule = .constant,
    l2: Double = 0, clip: Double? = nil, initializer: Initializer? = nil
  ) {
    self.batch = batch
    self.seed = seed
    self.shuffles = shuffles
    self.schedule = schedule
    self.l2 = l2
    self.clip = clip
    self.initializer = initializer
  }
}
