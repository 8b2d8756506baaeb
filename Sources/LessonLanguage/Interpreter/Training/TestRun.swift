import Autodiff
import Learning
import Text

/// `test net on iris`: the final evaluation on the test part.
extension Session {
  /// The names that a test defines.
  static let testNames = ["test_loss", "test_accuracy"]

  mutating func test(_ call: TestCall, at place: Place) throws(Diagnostic) -> Step {
    _ = try model(call.model, at: call.modelPlace)
    let prepared = try data(call.data, at: call.dataPlace)
    let trained = try trained(call, on: prepared, to: "test")
    let ingredients = trained.ingredients
    let rows = ingredients.split.test
    guard !rows.isEmpty else {
      throw Diagnostic(
        call.dataPlace,
        "'\(call.data)' has no test part: load it with a split such as 70/15/15, and train again")
    }
    let parameters = trained.parameters.map { workspace.value($0).elements }
    let weights = Double(ingredients.model.parameters.weightCount)
    try spend(2e6 + weights * (10 + Double(rows.count) / 2) + 100 * Double(rows.count), at: place)
    let evaluation = try ingredients.evaluation(of: parameters, rows: rows)
    let score = evaluation.score
    try publish(Self.testNames[0], score.loss, at: place)
    try publish(Self.testNames[1], score.accuracy, at: place)
    return Step(
      place: place,
      outcome: .test(
        TestReport(
          data: call.data, model: call.model, samples: rows.count,
          classNames: ingredients.data.classNames, evaluation: evaluation)),
      value: Tensor(score.loss))
  }

  /// Returns the network, if it was trained on these data with this split.
  /// - Parameter verb: the statement's word, for errors.
  func trained(
    _ call: TestCall, on prepared: IngredientShelf.Prepared, to verb: String
  ) throws(Diagnostic) -> IngredientShelf.Trained {
    guard let trained = shelf.trained[call.model] else {
      throw Diagnostic(
        call.modelPlace,
        "'\(call.model)' has learned nothing yet: train \(call.model) on \(call.data) first")
    }
    if trained.hasDiverged {
      throw Diagnostic(
        call.modelPlace, "the training of '\(call.model)' diverged: there is nothing to \(verb)")
    }
    let ingredients = trained.ingredients
    let data = ingredients.data.reproduces ? prepared.data.reproducing : prepared.data
    guard ingredients.split == prepared.split, ingredients.data == data else {
      let others =
        call.data == trained.data
        ? "'\(call.data)' was loaded again after '\(call.model)' was trained on it: train "
          + "\(call.model) on \(call.data) again"
        : "'\(call.model)' was trained on '\(trained.data)', and '\(call.data)' has "
          + "another \(verb == "test" ? "test part" : "split"): \(verb) \(call.model) on \(trained.data)"
      throw Diagnostic(call.dataPlace, others)
    }
    return trained
  }

  /// Advice on how to define `test_loss`.
  var testAdvice: String {
    let trained = shelf.trained.filter { !$0.value.hasDiverged }
    guard trained.count == 1, let (model, network) = trained.first else {
      return "; 'test net on iris' gives it one"
    }
    return "; 'test \(model) on \(network.data)' gives it one"
  }

  // MARK: Names

  func model(_ name: String, at place: Place) throws(Diagnostic) -> ModelSpecification {
    guard let model = shelf.models[name] else {
      throw Diagnostic(
        place, "there is no model '\(name)'" + suggestion(name, among: Array(shelf.models.keys)))
    }
    return model
  }

  func data(_ name: String, at place: Place) throws(Diagnostic) -> IngredientShelf.Prepared {
    guard let data = shelf.data[name] else {
      throw Diagnostic(
        place, "there is no data set '\(name)'" + suggestion(name, among: Array(shelf.data.keys)))
    }
    return data
  }

  /// Defines a name as a measure, with its history by epoch; without a value, undefines the name.
  mutating func publish(
    _ name: String, _ value: Double?, over epochs: [Double] = [], at place: Place
  ) throws(Diagnostic) {
    history.forget(name)
    guard let value else {
      names[name] = nil
      return
    }
    for value in epochs { history.record(name, Tensor(value), of: .epoch) }
    let node = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.constant(value)
    }
    workspace.setLabel(.name(name), of: node)
    names[name] = node
    functions[name] = nil
  }
}
