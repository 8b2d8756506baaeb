import Autodiff
import Text

/// The four ingredients of a training run (data set, model, loss, optimizer), with split and scaling.
package struct Ingredients: Sendable {
  package let data: DataSet
  package let split: Split
  /// Fitted on the training part.
  package let featureScaling: Scaling
  /// The scaling of numeric targets, fitted on the training part; losses are measured on this scale. That of the features, if
  /// samples are their own targets.
  package let targetScaling: Scaling?
  package let model: Model
  package let loss: LossSpecification
  /// How the loss weighs the classes, and the weight of each; empty if all samples count the same.
  package let classWeighting: ClassWeighting?
  package let classWeights: [Double]
  package let optimizer: Optimizer
  package let settings: TrainingSettings
  /// The trained model with which the run begins, if not with weights drawn from the seed.
  package let start: StartingPoint?

  package var encoding: Targets.Encoding { loss.encoding(model: model, targets: data.targets) }

  /// Checks that the ingredients fit each other, before any training.
  package init(
    data: DataSet, split: Split, scaling: Scaling.Kind, model: ModelSpecification,
    loss: LossSpecification?, classWeighting: ClassWeighting? = nil, optimizer: Optimizer,
    settings: TrainingSettings, start: StartingPoint? = nil
  ) throws(Diagnostic) {
    try data.checkForTraining()
    if let start {
      (featureScaling, targetScaling) = (start.featureScaling, start.targetScaling)
    } else {
      featureScaling = try Scaling(scaling, features: data, rows: split.training)
      targetScaling =
        data.reproduces
        ? featureScaling : try Scaling(scaling, targets: data, rows: split.training)
    }
    _ = try Batches(rows: split.training, size: settings.batch, seed: settings.seed)
    self.model = try Model(model, sampleShape: data.sampleShape)
    self.loss = loss ?? .standard(for: data.targets, model: self.model)
    try self.loss.check(model: self.model, targets: data.targets)
    try self.model.checkBatches(of: settings.batch, samples: split.training.count)
    classWeights =
      try classWeighting.map { (weighting) throws(Diagnostic) in
        try weighting.weights(data.targets, training: split.training)
      } ?? []
    guard classWeights.isEmpty || self.loss.kind.activation != nil else {
      throw Diagnostic(
        "class weights are for a loss that compares classes, such as \(Loss.crossEntropy.name), not '\(self.loss.name)'"
      )
    }
    self.classWeighting = classWeighting
    self.start = start
    self.data = data
    self.split = split
    self.optimizer = optimizer
    self.settings = settings
  }
}

extension Ingredients {
  /// The classes with their weights in the loss; empty if all samples count the same.
  package var weighedClasses: [ClassWeighting.Named] {
    zip(data.classNames, classWeights).map { ClassWeighting.Named($0, $1) }
  }

  /// Returns the same ingredients for another split, on whose training part scaling and class weights are fitted. A batch has
  /// at most all samples of that part.
  package func with(_ split: Split) throws(Diagnostic) -> Ingredients {
    var settings = settings
    settings.batch = min(settings.batch, split.training.count)
    return try Ingredients(
      data: data, split: split, scaling: featureScaling.kind, model: model.specification,
      loss: loss, classWeighting: classWeighting, optimizer: optimizer, settings: settings,
      start: start)
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

  /// ⌈n / batch⌉, the number of steps in an epoch of n samples.
  package func iterations(of samples: Int) -> Int { Self.iterations(of: samples, batch: batch) }

  static func iterations(of samples: Int, batch: Int) -> Int { (samples + batch - 1) / batch }
}
