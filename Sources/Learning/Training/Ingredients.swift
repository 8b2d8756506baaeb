import Autodiff

/// The four ingredients of a training run (data set, model, loss, optimizer), and how they are used.
public struct Ingredients: Sendable {
  public let data: DataSet
  public let split: Split
  /// Fitted on the training part.
  public let featureScaling: Scaling
  /// Of numeric targets, fitted on the training part; losses are measured on this scale.
  public let targetScaling: Scaling?
  public let model: Model
  public let loss: LossSpecification
  public let optimizer: Optimizer
  public let settings: TrainingSettings

  /// How the targets are handed to the loss.
  public var encoding: Targets.Encoding { loss.encoding(model: model, targets: data.targets) }

  /// Checks that the ingredients fit each other, before any training.
  public init(
    data: DataSet, split: Split, scaling: Scaling.Kind, model: ModelSpecification,
    loss: LossSpecification?, optimizer: Optimizer, settings: TrainingSettings
  ) throws(TrainingError) {
    do throws(DataError) {
      try data.checkForTraining()
      featureScaling = try Scaling(scaling, features: data, rows: split.training)
      targetScaling = try Scaling(scaling, targets: data, rows: split.training)
      _ = try Batches(rows: split.training, size: settings.batch, seed: settings.seed)
    } catch {
      throw .data(error)
    }
    do throws(ModelError) {
      self.model = try Model(model, sampleShape: data.sampleShape)
      self.loss = loss ?? .standard(for: data.targets, model: self.model)
      try self.loss.check(model: self.model, targets: data.targets)
    } catch {
      throw .model(error)
    }
    self.data = data
    self.split = split
    self.optimizer = optimizer
    self.settings = settings
  }
}

/// What a training run needs to know besides its ingredients.
public struct TrainingSettings: Sendable, Equatable {
  /// How many samples a step sees, but for the last of an epoch.
  public var batch: Int
  public var seed: UInt64
  /// Whether each epoch walks over the training part in an order of its own, drawn from the seed, instead of that of the data.
  public var shuffles: Bool
  public var schedule: RateSchedule
  /// λ of the regularisation: λ · Σ w² over all weights, biases left out, is added to the loss.
  public var l2: Double
  /// The greatest length ‖g‖ of all gradients together; a longer one is shortened to it.
  public var clip: Double?
  /// How the weights start; nil for each layer's own way.
  public var initializer: Initializer?

  public init(
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

/// Ingredients that do not fit each other.
public enum TrainingError: Error, Sendable, Equatable {
  case data(DataError)
  case model(ModelError)

  public var message: String {
    switch self {
    case .data(let error): error.message
    case .model(let error): error.message
    }
  }
}
