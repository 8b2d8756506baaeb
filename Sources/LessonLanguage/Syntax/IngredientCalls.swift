import Learning

// The statements of the four ingredients and of the training run, as they are written.

/// `data iris = load "iris" split 70/15/15 seed 7`
public struct DataCall: Sendable {
  public let name: String
  public let path: String
  /// Where the path is written.
  public let pathPlace: Place
  /// What suits the data where none is written.
  public var ratio: SplitRatio?
  public var seed: Expression?
  public var scaling = Scaling.Kind.standard
  /// The column to predict; the last one where none is named.
  public var target: String?
  /// A file that names the classes.
  public var classes: String?
}

/// `model net = dense 8 tanh, dense 3 softmax`
public struct ModelCall: Sendable {
  public let name: String
  public let specification: ModelSpecification
  /// Where the layers are written.
  public let place: Place
}

/// `loss cross_entropy`, `loss huber(delta = 2)`
public struct LossCall: Sendable {
  public let name: String
  public let arguments: [Argument]
  public let place: Place
}

/// `train net on iris for 30 epochs batch 32`
public struct TrainCall: Sendable {
  public let model: String
  public let modelPlace: Place
  public let data: String
  public let dataPlace: Place
  public let duration: Duration
  public var batch: Expression?
  public var seed: Expression?
  public var schedule: ScheduleCall?
  public var l2: Expression?
  public var clip: Expression?
  public var patience: Expression?
  public var initializer: Initializer?
}

/// `test net on iris`
public struct TestCall: Sendable {
  public let model: String
  public let modelPlace: Place
  public let data: String
  public let dataPlace: Place
}

/// `cosine(steps = 100, warm_up = 10)`
public struct ScheduleCall: Sendable {
  public let name: String
  public let arguments: [Argument]
  public let place: Place
}
