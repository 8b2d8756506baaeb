import Learning
import LessonLanguage

/// What a command line asks to be trained: the ingredients, and when to stop.
struct TrainRequest {
  let ingredients: Ingredients
  let decision: TargetDecision?
  let rule: StopRule
  let scaling: Scaling.Kind

  init(_ arguments: ParsedArguments) throws(CommandFailure) {
    let seed = UInt64(arguments[TrainOptions.seed])
    let name = arguments[TrainOptions.data] ?? "digits"
    let loaded = try DataSource(
      name: name, target: arguments[TrainOptions.target].map { .named($0) } ?? .last,
      kind: arguments[TrainOptions.kind].map { $0 == .classes ? .classes : .numbers } ?? .automatic,
      classes: arguments[TrainOptions.classes], seed: seed
    ).load()
    let data = loaded.data
    decision = loaded.decision
    scaling = arguments[TrainOptions.scaling]
    let model = try Self.typed("--model", arguments[TrainOptions.model]) {
      (text) throws(Diagnostic) in try TypedIngredients.model(text)
    }
    let loss = try Self.typed("--loss", arguments[TrainOptions.loss]) {
      (text) throws(Diagnostic) in try TypedIngredients.loss(text)
    }
    let rate = arguments[TrainOptions.rate]
    let optimizer = try Self.typed("--optimizer", arguments[TrainOptions.optimizer]) {
      (text) throws(Diagnostic) in try TypedIngredients.optimizer(text, rate: rate)
    }
    let schedule = try Self.typed("--schedule", arguments[TrainOptions.schedule]) {
      (text) throws(Diagnostic) in try TypedIngredients.schedule(text)
    }
    let split = try Self.failing(data.name) { () throws(DataError) in
      try Split(data, ratio: arguments[TrainOptions.split] ?? .standard, seed: seed)
    }
    let defaults = TrainDefaults(data)
    let batch = arguments[TrainOptions.batch] ?? min(TrainingSettings().batch, split.training.count)
    let settings = TrainingSettings(
      batch: batch, seed: seed, schedule: schedule ?? .constant, l2: arguments[TrainOptions.l2],
      clip: arguments[TrainOptions.clip], initializer: arguments[TrainOptions.initializer])
    do throws(TrainingError) {
      ingredients = try Ingredients(
        data: data, split: split, scaling: scaling, model: model ?? defaults.model, loss: loss,
        optimizer: optimizer ?? defaults.optimizer, settings: settings)
    } catch {
      throw CommandFailure(message: error.message.sentence, exitCode: .badData)
    }
    let patience = arguments[TrainOptions.patience]
    if patience != nil, split.validation.isEmpty {
      throw CommandFailure(
        message: "--patience watches the validation part, and this split has none",
        exitCode: .wrongCall)
    }
    if let bound = arguments[TrainOptions.untilChange] {
      guard arguments[TrainOptions.epochs] == nil else {
        throw CommandFailure(
          message: "--epochs and --until-change exclude each other", exitCode: .wrongCall)
      }
      rule = StopRule(.change(below: bound), patience: patience)
    } else {
      rule = StopRule(
        .epochs(arguments[TrainOptions.epochs] ?? defaults.epochs), patience: patience)
    }
  }

  /// An ingredient that is spelt in the language; an error shows where.
  private static func typed<T>(
    _ option: String, _ text: String?, _ read: (String) throws(Diagnostic) -> T
  ) throws(CommandFailure) -> T? {
    guard let text else { return nil }
    do throws(Diagnostic) {
      return try read(text)
    } catch {
      throw CommandFailure(
        message: "\(option) \(text.quoted): \(error.message)", exitCode: .wrongCall)
    }
  }

  private static func failing<T>(
    _ name: String, _ body: () throws(DataError) -> T
  ) throws(CommandFailure) -> T {
    do throws(DataError) {
      return try body()
    } catch {
      throw CommandFailure(message: "\(name.escaped): \(error.message)", exitCode: .badData)
    }
  }
}

/// What is used where the command line says nothing.
struct TrainDefaults {
  let model: ModelSpecification
  let epochs: Int
  let optimizer: Optimizer

  init(_ data: DataSet) {
    optimizer = .adam(rate: 0.001, beta1: 0.9, beta2: 0.999, eps: 1e-8)
    let output: LayerSpecification
    if case .classes(_, let names) = data.targets {
      output = .dense(units: names.count, .softmax)
    } else {
      output = .dense(units: max(data.targets.width, 1), .linear)
    }
    let width = data.isOfImages ? 64 : 32
    model = ModelSpecification(layers: [.dense(units: width, .relu), output])
    // About 3,000 steps: a small set is seen more often.
    epochs = min(max(3_000 * 32 / max(data.count, 1), 10), 300)
  }
}

extension String {
  /// With a capital at its start, as messages of the command have.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}
