import Learning
import LessonLanguage
import Rendering
import Text

/// A request for a training run: the call, with its ingredients and its end.
struct TrainRequest {
  /// The call, with defaults that depend on the data filled in.
  private let call: ParsedArguments
  static let usualData = "digits"
  let ingredients: Ingredients
  let decision: TargetDecision?
  let rule: StopRule
  /// The split as written.
  let ratio: SplitRatio
  let splitSeed: UInt64
  /// The data set of `--test`, if it names one.
  let testData: DataSet?
  /// The model of `--from`.
  private let base: BaseModel?
  /// Whether its loss is kept, and the weights of the classes in it.
  private let keepsLoss: Bool
  private let keepsClassWeights: Bool
  /// The files from which the data are read, with their names in messages.
  let inputs: [(path: String, what: String)]

  /// - Parameters:
  ///   - trained: the model of a resumed run, which determines layers and loss.
  ///   - store: data sets that are read once for many requests.
  init(
    _ arguments: ParsedArguments, trained: TrainedModel? = nil, from store: DataStore? = nil
  ) throws(Diagnostic) {
    var call = arguments
    let asked = try call.spelt(\.split) { (text) throws(Diagnostic) in try SplitRatio(text) }
    let model = try call.spelt(\.model, TypedIngredients.model)
    let loss = try call.spelt(\.loss) { (text) throws(Diagnostic) in
      try TypedIngredients.read(Loss.self, text)
    }
    let givenWeighting: ClassWeighting?? = try call.spelt(\.classWeights) {
      (text) throws(Diagnostic) -> ClassWeighting? in
      text == TrainOptions.equalClasses ? nil : try ClassWeighting(text)
    }
    let rate = call[\TrainOptions.rate]
    let optimizer = try call.spelt(\.optimizer) { (text) throws(Diagnostic) in
      try TypedIngredients.optimizer(text, rate: rate)
    }
    let usualOptimizer = TrainDefaults.optimizer
    let schedule = try call.spelt(\.schedule) { (text) throws(Diagnostic) in
      try TypedIngredients.read(RateRule.self, text)
    }
    let askedRule = try StopRule.asked(for: call)
    let name = call[\TrainOptions.data] ?? Self.usualData
    let seed = call[\TrainOptions.seed]
    let base = try BaseModel(call, resumed: trained)
    let givenSplitSeed = call[\TrainOptions.splitSeed]
    var source = try TableOptions.source(name, call, seed: givenSplitSeed ?? seed)
    if let base { source.fit(base, target: call[\TableOptions.target]) }
    let loaded = if let store { try store.load(source) } else { try source.load() }
    let start = try base?.start(loaded.data)
    if let base, let start { try base.check(call, asked: model, start) }
    let data = start?.data ?? loaded.data
    let defaults = TrainDefaults(data)
    let known = asked == nil && givenSplitSeed == nil ? base?.usualSplit(data) : nil
    var testsOther = false
    if case .data = call[\TrainOptions.test] { testsOther = true }
    let rule = askedRule ?? StopRule(.epochs(defaults.epochs))
    // A test file takes the place of the other parts, unless patience watches one.
    var usual = data.usualSplit
    if testsOther, usual == .standard { usual = rule.patience == nil ? .allToTrain : .withoutTest }
    let ratio = asked ?? known?.ratio ?? usual
    let splitSeed = known?.seed ?? UInt64(givenSplitSeed ?? seed)
    try Diagnostic.about(data.name.escaped, data.checkForTraining())
    let split = try Diagnostic.about(
      data.name.escaped, Split(data, ratio: ratio, seed: splitSeed))
    try base?.check(split, of: data)
    keepsLoss =
      start?.loss != nil && (loss == nil || loss?.description == start?.loss?.description)
    let keptWeighting = givenWeighting == nil && keepsLoss ? try base?.classWeights() : nil
    keepsClassWeights = keptWeighting != nil
    var settings = TrainingSettings(
      batch: call[\TrainOptions.batch]
        ?? min(TrainingSettings().batch, max(split.training.count, 1)),
      seed: UInt64(seed), shuffles: !call[\TrainOptions.noShuffle],
      l2: call[\TrainOptions.l2] ?? defaults.l2(training: split.training.count),
      clip: call[\TrainOptions.clip],
      initializer: call[\TrainOptions.initializer])
    if let schedule {
      settings.schedule = schedule
    } else if testsOther, split.validation.isEmpty, case .epochs(let count) = rule.limit {
      settings.schedule = TrainDefaults.schedule(
        steps: count * settings.iterations(of: split.training.count))
    }
    ingredients = try Diagnostic.capitalized { () throws(Diagnostic) in
      try Ingredients(
        data: data, split: split, scaling: call[\TrainOptions.scaling],
        model: trained?.model.specification ?? start?.specification ?? model ?? defaults.model,
        loss: trained?.loss ?? loss ?? start?.loss,
        classWeighting: givenWeighting ?? keptWeighting,
        optimizer: optimizer ?? usualOptimizer.at(rate: rate ?? usualOptimizer.rate),
        settings: settings,
        start: start)
    }
    self.rule = rule
    if rule.patience != nil, split.validation.isEmpty {
      throw Diagnostic(.usage, "--patience watches the validation part, and this split has none")
    }
    if call[\TrainOptions.test] == .part, split.test.isEmpty {
      throw Diagnostic(.usage, "--test evaluates the test part, and this split has none")
    }
    self.ratio = ratio
    self.splitSeed = splitSeed
    self.base = base
    let test = try TestData(call, for: ingredients)
    testData = test?.data
    decision = loaded.decision
    inputs =
      loaded.files.map { ($0, "the data") } + (test?.inputs ?? [])
      + (base?.path.map { [($0, "the model of --from")] } ?? [])
      + (call[\TableOptions.classes].map { [($0, "the file of --classes")] } ?? [])
    call.fillIn(\.data, name)
    call.fillIn(\.table.missing, call[\TableOptions.missing].rawValue)
    call.fillIn(\.scaling, ingredients.featureScaling.kind.rawValue)
    call.fillIn(\.split, ratio.description)
    call.fillIn(\.classWeights, keptWeighting?.description)
    call.fillIn(\.optimizer, ingredients.optimizer.description)
    call.fillIn(\.schedule, settings.schedule.description)
    if case .epochs(let count) = rule.limit { call.fillIn(\.epochs, "\(count)") }
    call.fillIn(\.batch, "\(settings.batch)")
    call.fillIn(\.seed, "\(seed)")
    if let known { call.fillIn(\.splitSeed, "\(known.seed)") }
    call.fillIn(\.l2, "\(settings.l2)")
    self.call = call
  }

  var scaling: Scaling.Kind { call[\TrainOptions.scaling] }

  /// What is evaluated at the end instead of the validation part.
  var test: TestChoice? { call[\TrainOptions.test] }

  /// Whether the run keeps the weights with the lowest validation loss.
  var keepsBest: Bool {
    call[\TrainOptions.keep] == .best && !ingredients.split.validation.isEmpty
  }

  /// The lines of the report that say what is trained, and how.
  /// - Parameter samples: the number of those to train on.
  func lines(
    _ style: Style, _ report: DataReport, iterations: Int, samples: Int
  ) -> [String] {
    let text = IngredientsText(style)
    let model = ingredients.model
    var lines = text.data(report, scaledAsFor: base?.path)
    if let decision { lines.append("           \(decision.description)") }
    if let testData { lines += text.test(testData) }
    lines += text.model(model)
    if let start = ingredients.start, let path = base?.path {
      lines += text.start(
        start, of: path, keepsLoss: keepsLoss, keepsClassWeights: keepsClassWeights)
    }
    lines += text.loss(
      ingredients.loss, activation: model.outputActivation, l2: ingredients.settings.l2,
      classes: ingredients.weighedClasses)
    return lines
      + text.optimizer(
        ingredients.optimizer, settings: ingredients.settings, iterations: iterations,
        samples: samples)
  }

  /// The rule for a lesson, whose `train` keeps the best weights if it has a patience: here one that never stops the run.
  var ruleInLesson: StopRule {
    guard keepsBest, rule.patience == nil else { return rule }
    if case .epochs(let count) = rule.limit { return StopRule(rule.limit, patience: count) }
    return StopRule(rule.limit, patience: StopRule.mostEpochs)
  }

  /// The command that evaluates the test part with a saved model.
  func evaluation(of model: String) -> String {
    let table = TableOptions.declared
    // A resumed run may have begun in another folder.
    func path(_ name: String) -> String {
      call[\TrainOptions.resume] != nil && OperatingSystem.exists(name)
        ? OperatingSystem.absolutePath(name) : name
    }
    var words = ["nnlearn", "evaluate", model, path(call[\TrainOptions.data] ?? "")]
    words += ["--part", "test"]
    if let classes = call[\TableOptions.classes] {
      words += [table.classes.parameter.name, path(classes)]
    }
    for parameter in [
      table.encoding.parameter, table.separator.parameter, table.decimal.parameter,
    ] {
      words += call.spelling(of: parameter)
    }
    return words.map { $0.forShell }.joined(separator: " ")
  }

  /// Returns the entries that specify the same run; `outputs` adds those of the files that it writes.
  func entries(outputs: Bool = false) -> [Safetensors.Entry] {
    [TrainingRecord.digest(of: ingredients.data)] + call.entries(outputs: outputs)
  }
}

extension StopRule {
  /// Returns the stop rule that a call specifies, if any.
  static func asked(for call: ParsedArguments) throws(Diagnostic) -> StopRule? {
    let patience = call[\TrainOptions.patience]
    let epochs = call[\TrainOptions.epochs]
    guard let bound = call[\TrainOptions.untilChange] else {
      // Patience alone allows the largest number of epochs.
      return (epochs ?? patience.map { _ in mostEpochs }).map {
        StopRule(.epochs($0), patience: patience)
      }
    }
    if epochs != nil {
      throw Diagnostic(.usage, "--epochs and --until-change exclude each other")
    }
    return StopRule(.change(below: bound), patience: patience)
  }
}

extension ParsedArguments {
  /// Parses an option in the syntax of the lesson language; `nil` if it was not given.
  fileprivate func spelt<Value, Chosen>(
    _ path: KeyPath<TrainOptions, Argument<Value>>,
    _ read: (String) throws(Diagnostic) -> Chosen
  ) throws(Diagnostic) -> Chosen? {
    let parameter = TrainOptions.declared[keyPath: path].parameter
    _ = self[path]
    guard let text = text(of: parameter) ?? parameter.value?.defaultText else { return nil }
    return try Diagnostic.about("\(parameter.name) \(text.quoted)", read(text), as: .usage)
  }
}

extension DataSource {
  /// Reads a table as a model expects it, but with the target of a call, if it names one.
  fileprivate mutating func fit(_ base: BaseModel, target: String?) {
    let model = base.model
    fitting.fit(model, base.file)
    reading.model = (model.columns, model.classNames)
    if reading.kind == .automatic {
      reading.kind = model.classNames.isEmpty && !model.reproduces ? .numbers : .classes
    }
    reading.origin = .model
    if target == nil, !model.targetName.isEmpty {
      reading.target = .namedIfPresent(model.targetList)
    }
  }
}
