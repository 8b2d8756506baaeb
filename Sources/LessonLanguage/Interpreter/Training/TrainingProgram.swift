import Learning
import Text

/// A training run as statements of the language.
package struct TrainingProgram {
  package private(set) var statements: [Statement] = []

  /// - Parameters:
  ///   - data: the name by which the session's loader knows the data set.
  ///   - splitSeed: the seed of the split, which may be another than that of the weights.
  ///   - testsAtEnd: whether the test part is evaluated after the run.
  package init(
    _ ingredients: Ingredients, data: String, ratio: SplitRatio, splitSeed seed: UInt64,
    scaling: Scaling.Kind, rule: StopRule, testsAtEnd: Bool
  ) {
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
    let weights = ingredients.classWeighting.map { ClassWeightsCall($0, at: place) }
    add(
      .loss(LossCall(loss: loss, weights: weights)),
      "loss \(loss.text)"
        + (ingredients.classWeighting.map { " with class weights \($0.description)" } ?? ""))
    let optimizer = IngredientCall(ingredients.optimizer, at: place)
    add(.optimizer(optimizer), "optimizer \(optimizer.text)")
    train(ingredients, rule)
    if testsAtEnd {
      add(
        .test(TestCall(model: "net", modelPlace: place, data: "samples", dataPlace: place)),
        "test net on samples")
    }
  }

  private mutating func train(_ ingredients: Ingredients, _ rule: StopRule) {
    let settings = ingredients.settings
    let duration: Duration =
      switch rule.limit {
      case .epochs(let count): .steps(number("\(count)", Double(count)))
      case .change(let bound): .untilChange(below: number("\(bound)", bound))
      }
    var call = TrainCall(
      model: "net", modelPlace: place, data: "samples", dataPlace: place, duration: duration)
    call.reproduces = ingredients.data.reproduces
    call.numbers[.batch] = number("\(settings.batch)", Double(settings.batch))
    call.numbers[.seed] = number("\(settings.seed)", Double(settings.seed))
    if settings.schedule != .constant {
      call.schedule = IngredientCall(settings.schedule, at: place)
    }
    if settings.l2 > 0 { call.numbers[.l2] = number("\(settings.l2)", settings.l2) }
    if let clip = settings.clip { call.numbers[.clip] = number("\(clip)", clip) }
    if let patience = rule.patience {
      call.numbers[.patience] = number("\(patience)", Double(patience))
    }
    call.initializer = settings.initializer
    add(.train(call), "train \(call.text)")
  }

  private var place: Place { Place(line: statements.count + 1, column: 1) }

  private func number(_ spelling: String, _ value: Double) -> Expression {
    Expression(number: value, spelling: spelling, at: place)
  }

  private mutating func add(_ kind: Statement.Kind, _ source: String) {
    statements.append(Statement(kind, source, line: statements.count + 1))
  }
}

extension ClassWeightsCall {
  fileprivate init(_ weighting: ClassWeighting, at place: Place) {
    switch weighting {
    case .balanced: self.init(named: nil, place: place)
    case .named(let named):
      self.init(
        named: named.map {
          (
            $0.name, Expression(number: $0.weight, spelling: $0.weight.shortest, at: place)
          )
        }, place: place)
    }
  }
}
