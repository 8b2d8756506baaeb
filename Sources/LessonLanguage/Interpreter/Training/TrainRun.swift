import Autodiff
import Kernels
import Learning
import Text

/// A running `train`: the trainer, and the point in the run that this value represents.
struct TrainRun: Sendable {
  let call: TrainCall
  let place: Place
  let rule: StopRule
  let workshop: Workshop
  let cost: TrainingCost
  var state: TrainingState<Double>
  /// The moment when the workshop's trainer was in this state.
  var moment: Int
  var training: Training
}

/// A trainer shared by the copies of a run. The copy that takes the next step first restores its own state, unless the trainer
/// is already in it.
///
/// Copies run one at a time, as do the sessions that hold them.
final class Workshop: @unchecked Sendable {
  let trainer: Trainer<Double>
  private(set) var moment = 0

  init(_ trainer: Trainer<Double>) { self.trainer = trainer }

  func go(to state: TrainingState<Double>, of moment: Int) {
    if moment != self.moment { trainer.state = state }
  }

  /// Records that the trainer has advanced.
  func advance() -> Int {
    moment += 1
    return moment
  }
}

extension Session {
  mutating func begin(_ call: TrainCall, at place: Place) throws(Diagnostic) -> TrainRun {
    let specification = try model(call.model, at: call.modelPlace)
    let prepared = try data(call.data, at: call.dataPlace)
    let rule = try rule(call)
    let settings = try settings(call, samples: prepared.split.training.count)
    let optimizer = shelf.optimizer ?? Optimizer(.sgd)
    // A model that does not fit the data is rejected below, with the reason.
    if let model = try? Model(specification, sampleShape: prepared.data.sampleShape) {
      try reserve(
        TrainingCost(model, optimizer, batch: settings.batch, prepared.split),
        for: call.model, of: model)
    }
    let ingredients = try Ingredients(
      data: call.reproduces ? prepared.data.reproducing : prepared.data, split: prepared.split,
      scaling: prepared.scaling,
      model: specification, loss: shelf.loss, classWeighting: shelf.classWeighting,
      optimizer: optimizer, settings: settings)
    let trainer = try Trainer<Double>(ingredients)
    trainer.keepsBest = rule.patience != nil
    let model = trainer.ingredients.model
    let training = Training(
      data: call.data, model: call.model, layers: model.layers, sampleShape: model.sampleShape,
      loss: trainer.ingredients.loss, weighedClasses: trainer.ingredients.weighedClasses,
      optimizer: trainer.ingredients.optimizer,
      settings: settings, iterations: trainer.iterations, testSamples: prepared.split.test.count)
    var cost = TrainingCost(model, optimizer, batch: settings.batch, prepared.split)
    cost.productsOfStep = trainer.operationsPerStep / 2
    return TrainRun(
      call: call, place: place, rule: rule, workshop: Workshop(trainer),
      cost: cost, state: trainer.state, moment: 0, training: training)
  }

  /// Checks that there is room for a training, and counts the work of preparing it.
  private mutating func reserve(
    _ cost: TrainingCost, for name: String, of model: Model
  ) throws(Diagnostic) {
    try workspace.reserve(
      cost.numbers,
      "the \(model.parameters.weightCount) weights of '\(name)', their gradients, the optimizer's state and the values "
        + "of a batch take memory for")
    try workspace.spend(cost.preparation)
  }

  /// Runs one step if a reader is watching, else an epoch.
  mutating func advance(_ run: inout TrainRun) throws(Diagnostic) {
    let trainer = run.workshop.trainer
    run.workshop.go(to: run.state, of: run.moment)
    let epoch = trainer.epoch
    let steps = watchesLoops ? 1 : trainer.iterations - trainer.iteration
    workspace.progress[workspace.progress.count - 1].number = epoch + 1
    let isEpochOver = trainer.iteration + steps == trainer.iterations
    try spend(
      run.cost.step * Double(steps) + (isEpochOver ? run.cost.epoch : 0) + run.cost.copy,
      at: run.place)
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
    if run.isOver {
      trainer.returnToBest()
      run.training.kept = trainer.kept
    }
    run.state = trainer.state
    run.moment = run.workshop.advance()
  }

  /// Defines the network and the losses of the run's current state as values of the program.
  mutating func settle(_ run: inout TrainRun) throws(Diagnostic) {
    let trainer = run.workshop.trainer
    run.workshop.go(to: run.state, of: run.moment)
    run.moment = run.workshop.advance()
    let ingredients = trainer.ingredients
    try publish(run.training, at: run.place)
    let model = ingredients.model
    let tensors = zip(model.parameters, run.state.parameters).map { Tensor($0.shape, $1) }
    let nodes = try workspace.add(at: run.place) { (graph) throws(Diagnostic) in
      tensors.map { graph.variable($0) }
    }
    let trained = IngredientShelf.Trained(
      ingredients: ingredients, data: run.call.data, parameters: nodes, steps: trainer.steps,
      cost: run.cost, hasDiverged: run.training.divergence != nil)
    shelf.trained[run.call.model] = trained
    nameWeights(of: run.call.model, trained)
  }

  /// Defines the measures of the current weights, with their histories by epoch. Those of a test belong to earlier weights and
  /// are undefined.
  private mutating func publish(_ training: Training, at place: Place) throws(Diagnostic) {
    func figure(_ name: String, _ value: (EpochResult) -> Double?) throws(Diagnostic) {
      let kept = (training.kept ?? training.epochs.last).flatMap(value)
      try publish(name, kept, over: training.epochs.compactMap(value), at: place)
    }
    try figure("train_loss") { $0.training.loss }
    try figure("train_accuracy") { $0.training.accuracy }
    try figure("train_penalty") { $0.penalty }
    try figure("validation_loss") { $0.validation?.loss }
    try figure("validation_accuracy") { $0.validation?.accuracy }
    for name in Self.testNames { try publish(name, nil, at: place) }
  }
}

extension TrainRun {
  var isOver: Bool { !training.isUnderWay }
}
