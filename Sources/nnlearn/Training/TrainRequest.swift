import Learning
import LessonLanguage
import Text

/// What is to be trained, and until when: the ingredients as the command line spells them, and what they come to.
struct TrainRequest {
  /// The files that the data are read from, and what messages call them.
  var inputs: [(path: String, what: String)] {
    [(spelt.data, "the data")] + (spelt.classes.map { [($0, "the file of --classes")] } ?? [])
  }

  /// What was asked for, by the name of its option.
  private let spelt: Spelling
  let ingredients: Ingredients
  let decision: TargetDecision?
  let rule: StopRule

  var scaling: Scaling.Kind { spelt.scaling }
  /// The data set as it was named.
  /// The command that evaluates the test part with a saved model.
  func evaluation(of model: String) -> String {
    var words = ["nnlearn", "evaluate", model, spelt.data, "--part", "test"]
    if let classes = spelt.classes { words += ["--classes", classes] }
    if spelt.encoding != .utf8 { words += ["--encoding", spelt.encoding.rawValue] }
    return words.map { $0.forShell }.joined(separator: " ")
  }
  /// The shares of the split as they are written.
  let ratio: SplitRatio

  /// What was asked for.
  struct Spelling {
    var data = "digits"
    var target: String?
    var kind: TrainOptions.TargetChoice?
    var classes: String?
    var encoding = TextEncoding.utf8
    var hasHeader = true
    var scaling = Scaling.Kind.standard
    /// What suits the data where there is none.
    var split: SplitRatio?
    var model: ModelSpecification?
    var loss: LossSpecification?
    var optimizer = TrainDefaults.optimizer
    var schedule = RateSchedule.constant
    var batch: Int?
    var seed = 0
    var shuffles = true
    var l2 = 0.0
    var clip: Double?
    var initializer: Initializer?
  }

  init(_ arguments: ParsedArguments) throws(CommandFailure) {
    var spelt = Spelling()
    spelt.data = arguments[TrainOptions.data] ?? spelt.data
    spelt.target = arguments[TrainOptions.target]
    spelt.kind = arguments[TrainOptions.kind]
    spelt.classes = arguments[TrainOptions.classes]
    spelt.encoding = arguments[TrainOptions.encoding]
    spelt.hasHeader = !arguments[TrainOptions.noHeader]
    spelt.scaling = arguments[TrainOptions.scaling]
    spelt.split = try TrainOptions.ratio(arguments)
    spelt.model = try Self.read("--model", arguments[TrainOptions.model]) {
      (text) throws(Diagnostic) in try TypedIngredients.model(text)
    }
    spelt.loss = try Self.read("--loss", arguments[TrainOptions.loss]) {
      (text) throws(Diagnostic) in try TypedIngredients.read(Loss.self, text)
    }
    let rate = arguments[TrainOptions.rate]
    let usual = spelt.optimizer.at(rate: rate ?? spelt.optimizer.rate)
    spelt.optimizer = try Self.optimizer(arguments[TrainOptions.optimizer], rate: rate) ?? usual
    spelt.schedule = try Self.schedule(arguments[TrainOptions.schedule]) ?? spelt.schedule
    spelt.batch = arguments[TrainOptions.batch]
    spelt.seed = arguments[TrainOptions.seed]
    spelt.shuffles = !arguments[TrainOptions.noShuffle]
    spelt.l2 = arguments[TrainOptions.l2]
    spelt.clip = arguments[TrainOptions.clip]
    spelt.initializer = arguments[TrainOptions.initializer]
    try self.init(spelt, rule: try TrainOptions.rule(arguments))
  }

  private init(_ spelt: Spelling, rule: StopRule?) throws(CommandFailure) {
    let seed = UInt64(spelt.seed)
    let loaded = try DataSource(
      name: spelt.data,
      reading: TableReading(
        target: spelt.target.map { .named($0) } ?? .last, kind: .chosen(spelt.kind),
        encoding: spelt.encoding, hasHeader: spelt.hasHeader),
      classes: spelt.classes, seed: seed
    ).load()
    let data = loaded.data
    let defaults = TrainDefaults(data)
    let ratio = spelt.split ?? data.usualSplit
    let split = try DataFailure.placed(data.name.escaped) { () throws(Diagnostic) in
      try data.checkForTraining()
      return try Split(data, ratio: ratio, seed: seed)
    }
    self.ratio = ratio
    let settings = TrainingSettings(
      batch: spelt.batch ?? min(TrainingSettings().batch, max(split.training.count, 1)), seed: seed,
      shuffles: spelt.shuffles, schedule: spelt.schedule, l2: spelt.l2, clip: spelt.clip,
      initializer: spelt.initializer)
    do throws(Diagnostic) {
      ingredients = try Ingredients(
        data: data, split: split, scaling: spelt.scaling, model: spelt.model ?? defaults.model,
        loss: spelt.loss, optimizer: spelt.optimizer, settings: settings)
    } catch {
      throw CommandFailure(message: error.message.sentence, exitCode: .badData)
    }
    self.rule = rule ?? StopRule(.epochs(defaults.epochs))
    if self.rule.patience != nil, split.validation.isEmpty {
      throw CommandFailure(
        message: "--patience watches the validation part, and this split has none",
        exitCode: .wrongCall)
    }
    decision = loaded.decision
    self.spelt = spelt
  }

  private static func optimizer(
    _ text: String?, rate: Double? = nil
  ) throws(CommandFailure) -> Optimizer? {
    try read("--optimizer", text) { (text) throws(Diagnostic) in
      try TypedIngredients.optimizer(text, rate: rate)
    }
  }

  private static func schedule(_ text: String?) throws(CommandFailure) -> RateSchedule? {
    try read("--schedule", text) { (text) throws(Diagnostic) in
      try TypedIngredients.read(RateRule.self, text)
    }
  }

  /// An ingredient that is spelt in the language.
  private static func read<T>(
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
}

/// What is used where the command line says nothing.
struct TrainDefaults {
  let model: ModelSpecification
  let epochs: Int

  /// Chosen by the validation parts of the built-in data sets, as the layers are.
  static let optimizer = Optimizer(.adam, ["rate": 0.003])

  init(_ data: DataSet) {
    let output: LayerSpecification
    if case .classes(_, let names) = data.targets {
      output = .dense(units: names.count, .softmax)
    } else {
      output = .dense(units: max(data.targets.width, 1), .linear)
    }
    let hidden: LayerSpecification =
      data.isOfImages ? .dense(units: 64, .relu) : .dense(units: 32, .tanh)
    model = ModelSpecification(layers: [hidden, output])
    // About 3,000 steps: a small set is seen more often.
    epochs = min(max(3_000 * 32 / max(data.count, 1), 10), 300)
  }
}

extension TargetKind {
  /// The kind that is asked for.
  static func chosen(_ choice: TrainOptions.TargetChoice?) -> TargetKind {
    switch choice {
    case .classes: .classes
    case .numbers: .numbers
    case nil: .automatic
    }
  }
}

extension String {
  /// With a capital at its start, as messages of the command have.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}

// MARK: - As a file's texts

extension TrainRequest {
  /// The entry that is `no` where the table had no header; whoever uses the model needs to know.
  static let header = "data_header"

  /// What it takes to ask for the same again.
  var entries: [Safetensors.Entry] {
    let settings = ingredients.settings
    var entries: [Safetensors.Entry] = [
      .init("data", spelt.data), .init("scaling_kind", spelt.scaling.rawValue),
      .init("optimizer", ingredients.optimizer.description),
      .init("schedule", settings.schedule.description), .init("batch", "\(settings.batch)"),
      .init("l2", "\(settings.l2)"),
    ]
    entries += TrainingRecord(ingredients.data, ratio: ratio, seed: settings.seed).entries
    func add(_ name: String, _ text: String?) {
      if let text { entries.append(.init(name, text)) }
    }
    add("data_target", spelt.target)
    add("data_as", spelt.kind?.rawValue)
    add("data_classes", spelt.classes)
    add("data_encoding", spelt.encoding == .utf8 ? nil : spelt.encoding.rawValue)
    add(Self.header, spelt.hasHeader ? nil : "no")
    add("shuffle", settings.shuffles ? nil : "no")
    add("clip", settings.clip.map { "\($0)" })
    add("initializer", settings.initializer?.name)
    add("patience", rule.patience.map { "\($0)" })
    switch rule.limit {
    case .epochs(let count): add("epochs", "\(count)")
    case .change(let bound): add("until_change", "\(bound)")
    }
    return entries
  }

  /// The request that `entries` stand for.
  /// - Parameter rule: another end than the file's.
  init(
    entries file: Safetensors, model: TrainedModel, rule: StopRule?
  ) throws(CommandFailure) {
    var spelt = Spelling()
    spelt.data = file.text("data") ?? spelt.data
    spelt.target = file.text("data_target")
    spelt.kind = try file.entry("data_as") { TrainOptions.TargetChoice(rawValue: $0) }
    spelt.classes = file.text("data_classes")
    spelt.encoding = try file.entry("data_encoding") { TextEncoding(rawValue: $0) } ?? .utf8
    spelt.hasHeader = Self.hasHeader(file)
    spelt.scaling = try file.entry("scaling_kind") { Scaling.Kind(rawValue: $0) } ?? .standard
    spelt.split = try file.entry("split") { try? SplitRatio($0) }
    spelt.model = model.model.specification
    spelt.loss = model.loss
    spelt.optimizer = try Self.optimizer(file.text("optimizer")) ?? spelt.optimizer
    spelt.schedule = try Self.schedule(file.text("schedule")) ?? spelt.schedule
    spelt.batch = try file.number("batch", in: 1...TrainOptions.largestBatch)
    spelt.seed = try file.number("seed", in: 0...Int.max) ?? 0
    spelt.shuffles = file.text("shuffle") != "no"
    spelt.l2 = try file.number("l2") { $0 >= 0 } ?? 0
    spelt.clip = try file.number("clip") { $0 > 0 }
    spelt.initializer = try file.entry("initializer") { try? Initializer.named($0) }
    let kept = try Self.rule(file)
    try self.init(spelt, rule: rule ?? kept)
  }

  /// Whether the table of a model or checkpoint has a header.
  static func hasHeader(_ file: Safetensors) -> Bool { file.text(header) != "no" }

  private static func rule(_ file: Safetensors) throws(CommandFailure) -> StopRule? {
    let patience = try file.number("patience", in: 1...StopRule.mostEpochs)
    if let count = try file.number("epochs", in: 1...StopRule.mostEpochs) {
      return StopRule(.epochs(count), patience: patience)
    }
    return try file.number("until_change") { $0 > 0 }.map {
      StopRule(.change(below: $0), patience: patience)
    }
  }
}
