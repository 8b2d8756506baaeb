import Learning
import LessonLanguage
import Text

/// What is to be trained, and until when: the call, and what its ingredients come to.
struct TrainRequest {
  /// The call, with what it leaves to the data settled.
  private let call: ParsedArguments
  let ingredients: Ingredients
  let decision: TargetDecision?
  let rule: StopRule
  /// The shares of the split as they are written.
  let ratio: SplitRatio
  /// The files that the data are read from, and what messages call them.
  let inputs: [(path: String, what: String)]

  /// - Parameter trained: the model of a run that goes on, which brings its layers and its loss.
  init(_ arguments: ParsedArguments, trained: TrainedModel? = nil) throws(Diagnostic) {
    var call = arguments
    let asked = try call.spelt(\.split) { (text) throws(Diagnostic) in try SplitRatio(text) }
    let model = try call.spelt(\.model, TypedIngredients.model)
    let loss = try call.spelt(\.loss) { (text) throws(Diagnostic) in
      try TypedIngredients.read(Loss.self, text)
    }
    let rate = call[\TrainOptions.rate]
    let optimizer = try call.spelt(\.optimizer) { (text) throws(Diagnostic) in
      try TypedIngredients.optimizer(text, rate: rate)
    }
    let usual = TrainDefaults.optimizer
    let schedule = try call.spelt(\.schedule) { (text) throws(Diagnostic) in
      try TypedIngredients.read(RateRule.self, text)
    }
    let rule = try StopRule.asked(for: call)
    let name = call[\TrainOptions.data] ?? "digits"
    let seed = call[\TrainOptions.seed]
    let loaded = try TableOptions.source(name, call, seed: seed).load()
    let data = loaded.data
    let defaults = TrainDefaults(data)
    let ratio = asked ?? data.usualSplit
    let split = try Diagnostic.about(data.name.escaped) { () throws(Diagnostic) in
      try data.checkForTraining()
      return try Split(data, ratio: ratio, seed: UInt64(seed))
    }
    let settings = TrainingSettings(
      batch: call[\TrainOptions.batch]
        ?? min(TrainingSettings().batch, max(split.training.count, 1)),
      seed: UInt64(seed), shuffles: !call[\TrainOptions.noShuffle],
      schedule: schedule ?? .constant, l2: call[\TrainOptions.l2], clip: call[\TrainOptions.clip],
      initializer: call[\TrainOptions.initializer])
    ingredients = try Diagnostic.capitalized { () throws(Diagnostic) in
      try Ingredients(
        data: data, split: split, scaling: call[\TrainOptions.scaling],
        model: trained?.model.specification ?? model ?? defaults.model,
        loss: trained?.loss ?? loss,
        optimizer: optimizer ?? usual.at(rate: rate ?? usual.rate), settings: settings)
    }
    self.rule = rule ?? StopRule(.epochs(defaults.epochs))
    if self.rule.patience != nil, split.validation.isEmpty {
      throw Diagnostic(
        .usage, "--patience watches the validation part, and this split has none")
    }
    self.ratio = ratio
    decision = loaded.decision
    inputs =
      loaded.files.map { ($0, "the data") }
      + (call[\TableOptions.classes].map { [($0, "the file of --classes")] } ?? [])
    call.settle(\.data, name)
    call.settle(\.scaling, call[\TrainOptions.scaling].rawValue)
    call.settle(\.split, ratio.description)
    call.settle(\.optimizer, ingredients.optimizer.description)
    call.settle(\.schedule, settings.schedule.description)
    if case .epochs(let count) = self.rule.limit { call.settle(\.epochs, "\(count)") }
    call.settle(\.batch, "\(settings.batch)")
    call.settle(\.seed, "\(seed)")
    call.settle(\.l2, "\(call[\TrainOptions.l2])")
    self.call = call
  }

  var scaling: Scaling.Kind { call[\TrainOptions.scaling] }

  /// Whether the test part is evaluated at the end.
  var testsAtEnd: Bool { call[\TrainOptions.test] }

  /// Whether the run ends with the weights of the lowest validation loss.
  var keepsBest: Bool {
    call[\TrainOptions.keep] == .best && !ingredients.split.validation.isEmpty
  }

  /// The rule as a lesson has it, where `train` keeps the best weights if it is given a patience: here one that never ends.
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
    words += call.spelling(of: table.encoding.parameter)
    return words.map { $0.forShell }.joined(separator: " ")
  }

  /// The entries of a file that ask for the same again; `outputs` adds those of the files that the run writes.
  func entries(outputs: Bool = false) -> [Safetensors.Entry] {
    [TrainingRecord.digest(of: ingredients.data)] + call.entries(outputs: outputs)
  }
}

extension StopRule {
  /// When a call lets the run end; nil where it does not say.
  static func asked(for call: ParsedArguments) throws(Diagnostic) -> StopRule? {
    let patience = call[\TrainOptions.patience]
    let epochs = call[\TrainOptions.epochs]
    guard let bound = call[\TrainOptions.untilChange] else {
      // Patience alone looks for the best within as many epochs as there may be.
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
  /// What a text of the lesson language stands for; nil where the option has none.
  fileprivate func spelt<Value, Chosen>(
    _ path: KeyPath<TrainOptions, Argument<Value>>,
    _ read: (String) throws(Diagnostic) -> Chosen
  ) throws(Diagnostic) -> Chosen? {
    let parameter = TrainOptions.declared[keyPath: path].parameter
    _ = self[path]
    guard let text = text(of: parameter) ?? parameter.value?.defaultText else { return nil }
    return try Diagnostic.about("\(parameter.name) \(text.quoted)", .usage) {
      () throws(Diagnostic) in try read(text)
    }
  }
}
