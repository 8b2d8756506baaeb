import Autodiff
import Kernels
import Learning

/// A `train` on its way: the trainer, and the point of the run that this value stands for.
struct TrainRun: Sendable {
  let call: TrainCall
  let place: Place
  let rule: StopRule
  let workshop: Workshop
  /// What it costs to take a step.
  let workOfStep: Double
  var state: TrainingState<Double>
  /// The moment at which the workshop's trainer was in this state.
  var moment: Int
  var training: Training
}

/// A trainer that several copies of a run share: whoever takes the next step sets it to their own state first, unless it is there.
///
/// Copies are run one at a time, as the sessions that hold them are.
final class Workshop: @unchecked Sendable {
  let trainer: Trainer<Double>
  private(set) var moment = 0

  init(_ trainer: Trainer<Double>) { self.trainer = trainer }

  func go(to state: TrainingState<Double>, of moment: Int) {
    if moment != self.moment { trainer.state = state }
  }

  /// Notes that the trainer has moved on.
  func advance() -> Int {
    moment += 1
    return moment
  }
}

extension Session {
  mutating func begin(_ call: TrainCall, at place: Place) throws(Diagnostic) -> TrainRun {
    guard let specification = shelf.models[call.model] else {
      throw Diagnostic(
        call.modelPlace,
        "there is no model '\(call.model)'"
          + suggestion(call.model, among: Array(shelf.models.keys)))
    }
    guard let prepared = shelf.data[call.data] else {
      throw Diagnostic(
        call.dataPlace,
        "there is no data set '\(call.data)'" + suggestion(call.data, among: Array(shelf.data.keys))
      )
    }
    let rule = try rule(call)
    let settings = try settings(call, samples: prepared.split.training.count)
    let trainer: Trainer<Double>
    do throws(TrainingError) {
      let ingredients = try Ingredients(
        data: prepared.data, split: prepared.split, scaling: prepared.scaling,
        model: specification, loss: shelf.loss,
        optimizer: shelf.optimizer ?? .gradientDescent(rate: 0.01), settings: settings)
      trainer = try Trainer(ingredients)
    } catch {
      throw Diagnostic(place, error.message)
    }
    trainer.keepsBest = rule.patience != nil
    let model = trainer.ingredients.model
    let training = Training(
      data: call.data, model: call.model, layers: model.layers, sampleShape: model.sampleShape,
      loss: trainer.ingredients.loss, optimizer: trainer.ingredients.optimizer,
      settings: settings, iterations: trainer.iterations)
    let work = 6 * Double(model.parameterCount) * Double(settings.batch)
    return TrainRun(
      call: call, place: place, rule: rule, workshop: Workshop(trainer),
      workOfStep: 2_000 + work / 4, state: trainer.state, moment: 0, training: training)
  }

  /// One step where a reader watches, else an epoch.
  mutating func advance(_ run: inout TrainRun) throws(Diagnostic) {
    let trainer = run.workshop.trainer
    run.workshop.go(to: run.state, of: run.moment)
    let epoch = trainer.epoch
    let steps = watchesLoops ? 1 : trainer.iterations - trainer.iteration
    do throws(OperationError) {
      try workspace.spend(run.workOfStep * Double(steps))
    } catch {
      throw Diagnostic(run.place, error.message)
    }
    do throws(Divergence) {
      for _ in 0..<steps {
        let batch = trainer.iteration + 1
        let loss = try trainer.step()
        run.training.latest = Training.Iteration(epoch: epoch + 1, batch: batch, loss: loss)
      }
      run.training.epochs = trainer.history
      if trainer.epoch > epoch { run.training.end = run.rule.reason(trainer.history) }
    } catch {
      run.training.divergence = error
    }
    if run.isOver, trainer.best != nil { trainer.returnToBest() }
    run.state = trainer.state
    run.moment = run.workshop.advance()
  }

  /// Makes what the run has come to values of the program: the network, and the losses.
  mutating func settle(_ run: inout TrainRun) throws(Diagnostic) {
    let trainer = run.workshop.trainer
    run.workshop.go(to: run.state, of: run.moment)
    run.moment = run.workshop.advance()
    let ingredients = trainer.ingredients
    if run.training.divergence == nil {
      run.training.test = trainer.evaluation(ingredients.split.test)
    }
    try publish(run.training, at: run.place)
    let model = ingredients.model
    let tensors = zip(model.parameters, run.state.parameters).map { Tensor($0.shape, $1) }
    let nodes = try workspace.add(at: run.place) { (graph) throws(OperationError) in
      zip(model.parameters, tensors).map { parameter, tensor in
        let node = graph.variable(tensor)
        graph.setLabel(.name("\(run.call.model).\(parameter.name)"), of: node)
        return node
      }
    }
    shelf.trained[run.call.model] = .init(
      model: model, parameters: nodes, features: ingredients.featureScaling,
      targets: ingredients.targetScaling)
  }

  /// Gives the losses names, and plots their histories.
  private mutating func publish(_ training: Training, at place: Place) throws(Diagnostic) {
    let epochs = training.epochs
    try publish("train_loss", epochs.map { $0.training.loss }, at: place)
    try publish("train_accuracy", epochs.compactMap { $0.training.accuracy }, at: place)
    try publish("validation_loss", epochs.compactMap { $0.validation?.loss }, at: place)
    try publish("validation_accuracy", epochs.compactMap { $0.validation?.accuracy }, at: place)
    try publish("test_loss", training.test.map { [$0.score.loss] } ?? [], at: place)
    try publish("test_accuracy", training.test?.score.accuracy.map { [$0] } ?? [], at: place)
  }

  private mutating func publish(
    _ name: String, _ values: [Double], at place: Place
  ) throws(Diagnostic) {
    history.forget(name)
    guard let last = values.last else {
      names[name] = nil
      return
    }
    for value in values { history.record(name, Tensor(value)) }
    let node = try workspace.add(at: place) { (graph) throws(OperationError) in
      graph.constant(last)
    }
    workspace.setLabel(.name(name), of: node)
    names[name] = node
    functions[name] = nil
  }

  // MARK: Reading the call

  private mutating func rule(_ call: TrainCall) throws(Diagnostic) -> StopRule {
    var patience: Int?
    if let expression = call.patience {
      let count = try wholeNumber(expression, "the patience")
      guard count >= 1 else {
        throw Diagnostic(expression.place, "the patience is 1 epoch or more, not \(count)")
      }
      patience = count
    }
    switch call.duration {
    case .steps(let expression):
      let count = try wholeNumber(expression, "the number of epochs")
      guard (1...StopRule.mostEpochs).contains(count) else {
        throw Diagnostic(
          expression.place, "train takes 1 to \(StopRule.mostEpochs) epochs, not \(count)")
      }
      return StopRule(.epochs(count), patience: patience)
    case .untilChange(let expression):
      let bound = try number(expression, "the bound")
      guard bound > 0, bound.isFinite else {
        throw Diagnostic(
          expression.place, "the bound is a small number above 0, not \(bound.written)")
      }
      return StopRule(.change(below: bound), patience: patience)
    }
  }

  private mutating func settings(
    _ call: TrainCall, samples: Int
  ) throws(Diagnostic) -> TrainingSettings {
    var settings = TrainingSettings()
    if let expression = call.batch {
      settings.batch = try wholeNumber(expression, "the batch")
    } else {
      settings.batch = min(settings.batch, samples)
    }
    settings.seed = try seed(call.seed)
    if let schedule = call.schedule { settings.schedule = try self.schedule(schedule) }
    if let expression = call.l2 {
      settings.l2 = try number(expression, "l2")
      guard settings.l2 >= 0, settings.l2.isFinite else {
        throw Diagnostic(expression.place, "l2 is a finite number, 0 or more")
      }
    }
    if let expression = call.clip {
      let clip = try number(expression, "clip")
      guard clip > 0, clip.isFinite else {
        throw Diagnostic(expression.place, "clip is a length above 0")
      }
      settings.clip = clip
    }
    settings.initializer = call.initializer
    return settings
  }
}

extension TrainRun {
  var isOver: Bool { !training.isUnderWay }
}
