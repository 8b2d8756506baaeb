import Autodiff
import Learning
import Text

/// `data`, `model`, `loss` and `optimizer`: each puts an ingredient on the shelf and reports it.
extension Session {
  mutating func load(_ call: DataCall, at place: Place) throws(Diagnostic) -> Step {
    let seed = try seed(call.seed)
    return try Diagnostic.placed(at: call.pathPlace) { () throws(Diagnostic) in
      let data = try loader.load(
        .init(path: call.path, target: call.target, classes: call.classes, seed: seed))
      let split = try Split(data, ratio: call.ratio ?? data.usualSplit, seed: seed)
      try count(data, as: call.name)
      shelf.data[call.name] = .init(data: data, split: split, scaling: call.scaling)
      return Step(
        place: place,
        outcome: .data(
          DataReport(name: call.name, data: data, split: split, scaling: call.scaling)))
    }
  }

  /// Counts the work of reading a data set, and checks that there is room for it.
  private mutating func count(_ data: DataSet, as name: String) throws(Diagnostic) {
    let others = shelf.data.reduce(0) { $0 + ($1.key == name ? 0 : $1.value.data.elementCount) }
    let most = workspace.limits.dataElements
    guard others + data.elementCount <= most else {
      throw Diagnostic("the program's data sets have more than \(most) numbers together")
    }
    try workspace.spend(2e6 + 100 * Double(data.elementCount + data.count))
  }

  mutating func shelve(_ call: ModelCall, at place: Place) -> Step {
    shelf.models[call.name] = call.specification
    shelf.trained[call.name] = nil
    forgetWeights(of: call.name)
    return Step(place: place, outcome: .ingredient(.model(name: call.name, call.specification)))
  }

  mutating func shelve(loss call: LossCall, at place: Place) throws(Diagnostic) -> Step {
    let loss = try choice(Loss.self, call.loss)
    shelf.classWeighting = try call.weights.map { (weights) throws(Diagnostic) in
      try weighting(weights)
    }
    shelf.loss = loss
    shelf.lossPlace = call.loss.place
    return Step(place: place, outcome: .ingredient(.loss(loss, shelf.classWeighting)))
  }

  private mutating func weighting(
    _ call: ClassWeightsCall
  ) throws(Diagnostic) -> ClassWeighting {
    guard let written = call.named else { return .balanced }
    var named: [ClassWeighting.Named] = []
    for (name, weight) in written {
      named.append(.init(name, try number(weight, "the weight of '\(name)'")))
    }
    let all = named
    return try Diagnostic.placed(at: call.place) { () throws(Diagnostic) in
      try ClassWeighting.checked(all)
    }
  }

  mutating func shelve(optimizer call: IngredientCall, at place: Place) throws(Diagnostic) -> Step {
    let optimizer = try choice(UpdateRule.self, call)
    shelf.optimizer = optimizer
    return Step(place: place, outcome: .ingredient(.optimizer(optimizer)))
  }

  // MARK: Reading

  mutating func seed(_ expression: Expression?) throws(Diagnostic) -> UInt64 {
    guard let expression else { return 0 }
    let seed = try wholeNumber(expression, "a seed")
    guard seed >= 0 else { throw Diagnostic(expression.place, "a seed is 0 or more, not \(seed)") }
    return UInt64(seed)
  }

  /// Returns the ingredient of a call, with its settings.
  mutating func choice<Kind: Ingredient>(
    _ kind: Kind.Type, _ call: IngredientCall
  ) throws(Diagnostic) -> Choice<Kind> {
    var place = call.place
    do throws(Diagnostic) {
      var settings = SettingsReader(try Kind.named(call.name))
      for (position, argument) in call.arguments.enumerated() {
        place = argument.place
        let (index, name) = try settings.setting(argument.name, at: position)
        try settings.set(index, to: try number(argument.value, "'\(name)'"))
      }
      place = call.place
      return try settings.choice()
    } catch {
      throw error.at(place)
    }
  }
}
