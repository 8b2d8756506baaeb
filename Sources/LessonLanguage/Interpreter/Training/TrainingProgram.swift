import Learning
import Text

/// A training run as statements of the language.
package struct TrainingProgram {
  package private(set) var statements: [Statement] = []

  /// - Parameters:
  ///   - data: the name by which the session's loader knows the data set.
  ///   - testsAtEnd: whether the test part is evaluated after the run.
  package init(
    _ ingredients: Ingredients, data: String, ratio: SplitRatio, scaling: Scaling.Kind,
    rule: StopRule, testsAtEnd: Bool
  ) {
    let seed = ingredients.settings.seed
    var load = DataCall(name: "samples", path: data, pathPlace: place)
    load.ratio = ratio
    load.seed = number("\(seed)", Double(seed))
    load.scaling = scaling
    add(
      .data(load),
      "data samples = load \"\(data)\" split \(ratio) seed \(seed) scaling \(scaling.rawValue)")
    let model = ingredients.model.specification
    add(.model(ModelCall(name: "net", specification: model, place: place)), "model net = \(model)")
    let loss = IngredientCall(ingredients.loss, at: place)
    add(.loss(loss), "loss \(loss.text)")
    let optimizer = IngredientCall(ingredients.optimizer, at: place)
    add(.optimizer(optimizer), "optimizer \(optimizer.text)")
    train(ingredients.settings, rule)
    if testsAtEnd {
      add(
        .test(TestCall(model: "net", modelPlace: place, data: "samples", dataPlace: place)),
        "test net on samples")
    }
  }

  private mutating func train(_ settings: TrainingSettings, _ rule: StopRule) {
    var source = "train net on samples"
    func clause(_ word: String, _ text: String, _ value: Double) -> Expression {
      source += " \(word) \(text)"
      return number(text, value)
    }
    let duration: Duration
    switch rule.limit {
    case .epochs(let count):
      duration = .steps(clause("for", "\(count)", Double(count)))
      source += " epochs"
    case .change(let bound):
      duration = .untilChange(below: clause("until change <", "\(bound)", bound))
    }
    var call = TrainCall(
      model: "net", modelPlace: place, data: "samples", dataPlace: place, duration: duration)
    call.batch = clause("batch", "\(settings.batch)", Double(settings.batch))
    call.seed = clause("seed", "\(settings.seed)", Double(settings.seed))
    if settings.schedule != .constant {
      let schedule = IngredientCall(settings.schedule, at: place)
      call.schedule = schedule
      source += " schedule \(schedule.text)"
    }
    if settings.l2 > 0 { call.l2 = clause("l2", "\(settings.l2)", settings.l2) }
    if let clip = settings.clip { call.clip = clause("clip", "\(clip)", clip) }
    if let patience = rule.patience {
      call.patience = clause("patience", "\(patience)", Double(patience))
    }
    if let initializer = settings.initializer {
      call.initializer = initializer
      source += " initializer \(initializer.name)"
    }
    add(.train(call), source)
  }

  private var place: Place { Place(line: statements.count + 1, column: 1) }

  private func number(_ spelling: String, _ value: Double) -> Expression {
    Expression(number: value, spelling: spelling, at: place)
  }

  private mutating func add(_ kind: Statement.Kind, _ source: String) {
    statements.append(Statement(kind, source, line: statements.count + 1))
  }
}
