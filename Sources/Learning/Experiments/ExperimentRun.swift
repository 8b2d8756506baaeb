import Text

/// A training run of an experiment: its settings, its seed and its result.
package struct ExperimentRun: Sendable, Equatable {
  /// A value for each setting that the experiment tries, as on the command line.
  package let settings: [String]
  package let seed: UInt64
  package let outcome: Outcome
  package let seconds: Double

  package enum Outcome: Sendable, Equatable {
    case finished(Result)
    case diverged(Divergence)
  }

  /// The result of a run that came to its end.
  package struct Result: Sendable, Equatable {
    /// The epochs of the run, and the one whose weights are kept.
    package let epochs: Int
    package let keptEpoch: Int
    /// The training loss of the epoch that is kept.
    package let trainingLoss: Double
    /// The validation part's score with the weights that are kept.
    package let validation: Score
    /// The validation part's mean squared error in the target's own units, if the targets are numbers.
    package let mse: Double?
    /// What the loss measures: the loss with its settings, the scaling of numeric targets, the weights of classes.
    package let scale: String

    package init(
      epochs: Int, keptEpoch: Int, trainingLoss: Double, validation: Score, mse: Double?,
      scale: String
    ) {
      self.epochs = epochs
      self.keptEpoch = keptEpoch
      self.trainingLoss = trainingLoss
      self.validation = validation
      self.mse = mse
      self.scale = scale
    }
  }

  package init(settings: [String], seed: UInt64, outcome: Outcome, seconds: Double) {
    self.settings = settings
    self.seed = seed
    self.outcome = outcome
    self.seconds = seconds
  }

  package var result: Result? {
    if case .finished(let result) = outcome { result } else { nil }
  }

  /// What tells the run from all others of its experiment: its seed and its settings.
  package var identity: [String] { ["\(seed)"] + settings }
}

/// What the runs of an experiment have in common.
package struct Experiment: Sendable {
  /// The program and its version.
  package let program: String
  /// The name of the data set, and its digest.
  package let data: String
  package let digest: String
  /// The words of the options that are the same in all runs.
  package let fixed: [String]
  /// The names of the settings that are tried.
  package let tried: [String]
  /// The number of samples that are kept for the test.
  package let testSamples: Int
  /// The number of runs that were asked for when the file was begun; the same experiment may go on with more.
  package let runs: Int

  package init(
    program: String, data: String, digest: String, fixed: [String], tried: [String],
    testSamples: Int, runs: Int
  ) {
    self.runs = runs
    self.program = program
    self.data = data
    self.digest = digest
    self.fixed = fixed
    self.tried = tried
    self.testSamples = testSamples
  }

  /// The reason why a run of another experiment is none of this one; `nil` if it is.
  package func mismatch(_ other: Experiment) -> String? {
    if program != other.program {
      return "is of \(program.escaped), and this is \(other.program.escaped)"
    }
    if digest != other.digest {
      return data == other.data
        ? "is of other data: \(data.quoted) has changed since"
        : "is of other data: \(data.quoted), not \(other.data.quoted)"
    }
    if tried != other.tried {
      return "tries \(tried.joined(separator: ", ").escaped), and not "
        + "\(other.tried.joined(separator: ", ").escaped)"
    }
    if fixed != other.fixed {
      return "is of another call, with '\(fixed.joined(separator: " ").escaped)' and not "
        + "'\(other.fixed.joined(separator: " ").escaped)'"
    }
    return nil
  }
}

/// The figure by which runs are ordered.
package enum ExperimentMeasure: String, Sendable {
  /// The validation loss.
  case loss = "validation_loss"
  /// The validation part's accuracy, if runs measure different losses.
  case accuracy = "validation_accuracy"
  /// The validation part's mean squared error in the target's own units, if runs measure different losses.
  case mse = "validation_mse"

  /// Returns the loss if it is the same for all results, so that it can be compared, or else what does not depend on it.
  package init(_ results: [ExperimentRun.Result]) {
    guard let first = results.first, results.contains(where: { $0.scale != first.scale }) else {
      self = .loss
      return
    }
    self = first.mse == nil ? .accuracy : .mse
  }

  package func value(of result: ExperimentRun.Result) -> Double {
    switch self {
    case .loss: result.validation.loss
    case .accuracy: result.validation.accuracy ?? 0
    case .mse: result.mse ?? 0
    }
  }

  package var isBetterIfLower: Bool { self != .accuracy }

  /// How much worse one value is than another.
  package func loss(of value: Double, against other: Double) -> Double {
    isBetterIfLower ? value - other : other - value
  }
}
