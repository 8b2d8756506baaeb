import Autodiff
import Kernels
import Text

/// Trains a network step by step: each step takes a batch, computes loss and gradients, and updates the weights.
///
/// The graph of the step is built once, differentiated once and compiled; between steps nothing is allocated. A trainer belongs
/// to the thread that runs it.
package final class Trainer<S: PlanScalar> {
  package let ingredients: Ingredients
  private let data: PreparedData<S>
  private let decision: Decision<S>
  private let countsCorrect: Bool
  /// The weight of each sample in the loss; empty if all count the same.
  private let sampleWeights: [Double]
  private let storage: TrainingStorage<S>
  /// The state at the start of the current epoch, from which a divergence is traced.
  private let epochStart: TrainingStorage<S>
  private var startIteration = 0
  /// The step for a full batch, and that for the remaining samples.
  private let wholePass: TrainingPass<S>
  private let restPass: TrainingPass<S>?
  private let forward: ForwardPass<S>
  private let batches: Batches
  /// What every step changes: only seen here, so that no step asks whether someone else changes it meanwhile.
  private var progress = RunProgress()
  private var isUnderWay = false
  private var lastFiniteLoss: Double?

  /// The number of finished epochs, and of finished batches in the current one.
  package var epoch: Int { progress.epoch }
  package var iteration: Int { progress.iteration }
  /// The totals over the batches of the current epoch so far.
  package var running: RunningScore { progress.running }
  package private(set) var history: [EpochResult] = []
  package private(set) var best: TrainingState<S>.Best?
  /// Whether the weights with the lowest validation loss are kept.
  package var keepsBest = false
  /// The epoch whose weights are kept: the last one, or the best.
  package var kept: EpochResult? {
    guard keepsBest, let best else { return history.last }
    return history.first { $0.epoch == best.epoch }
  }

  /// ⌈n / batch⌉
  package var iterations: Int { batches.iterations }
  /// The steps so far.
  package var steps: Int { epoch * iterations + iteration }

  /// The number of arithmetic operations of matrix products and convolutions in a step on a full batch.
  package var operationsPerStep: Double {
    wholePass.operations
  }

  /// Begins a run, or continues from a state of a run with the same ingredients.
  package init(
    _ ingredients: Ingredients, from state: TrainingState<S>? = nil, workers: Workers = .one
  ) throws(Diagnostic) {
    self.ingredients = ingredients
    let (model, settings) = (ingredients.model, ingredients.settings)
    data = PreparedData(
      ingredients.data, features: ingredients.featureScaling, targets: ingredients.targetScaling,
      encoding: ingredients.encoding)
    let squashing = ingredients.loss.kind.activation ?? model.outputActivation
    decision = Decision(width: data.targetWidth, threshold: S(squashing.threshold))
    if case .classes = ingredients.data.targets {
      countsCorrect = true
    } else {
      countsCorrect = false
    }
    sampleWeights = ingredients.data.targets.weights(ingredients.classWeights)
    storage = TrainingStorage(model, ingredients.optimizer, batch: settings.batch)
    epochStart = TrainingStorage(model, ingredients.optimizer, batch: settings.batch)
    batches = try Batches(
      rows: ingredients.split.training, size: settings.batch, seed: settings.seed,
      shuffles: settings.shuffles)
    let rest = ingredients.split.training.count % settings.batch
    wholePass = try TrainingPass(
      ingredients, data: data, batch: settings.batch, storage: storage,
      workers: workers)
    restPass =
      rest == 0
      ? nil
      : try TrainingPass(
        ingredients, data: data, batch: rest, storage: storage,
        workers: workers)
    // Threads that sleep while steps are taken would have to be woken for every score, which takes longer than most scores.
    forward = ForwardPass(
      model, loss: ingredients.loss, classWeights: ingredients.classWeights,
      targetWidth: data.targetWidth, parameters: storage.parameters,
      workers: wholePass.isShared ? workers : .one)
    if let state {
      self.state = state
    } else {
      let start = model.initialParameters(settings.initializer, seed: settings.seed)
      for (storage, tensor) in zip(storage.parameters, start) { storage.tensor = tensor }
      if let kept = ingredients.start?.parameters {
        for (storage, elements) in zip(storage.parameters, kept) {
          storage.elements = elements.map { S(Double($0)) }
        }
      }
    }
  }

  /// The state of the run; setting it moves to another point of the same run.
  package var state: TrainingState<S> {
    get {
      var state = storage.contents
      (state.epoch, state.iteration, state.running) = (epoch, iteration, running)
      (state.history, state.best) = (history, best)
      return state
    }
    set {
      precondition(storage.fits(newValue), "a state belongs to a run with the same ingredients")
      storage.load(newValue)
      progress = RunProgress(
        epoch: newValue.epoch, iteration: newValue.iteration, running: newValue.running)
      (history, best) = (newValue.history, newValue.best)
      isUnderWay = false
    }
  }

  // MARK: Steps

  /// One step: the loss of a batch before the weights move, without the penalty.
  ///
  /// The last step of an epoch also measures the validation part and adds the epoch to the history.
  func takeStep() throws(Divergence) -> Double {
    takeUpEpoch()
    let rows = batches[iteration]
    return try rows.count == batches.size ? take(wholePass, rows) : take(restPass!, rows)
  }

  private func take(
    _ pass: TrainingPass<S>, _ rows: UnsafeBufferPointer<Int>
  ) throws(Divergence) -> Double {
    let rate = prepare(pass, rows, iteration: iteration)
    pass.run()
    let (loss, penalty) = (pass.loss, pass.penalty)
    guard loss.isFinite, penalty.isFinite else { throw divergence() }
    lastFiniteLoss = loss
    let correct =
      countsCorrect
      ? decision.correct(
        rows.count, outputs: pass.decisive, targets: UnsafePointer(pass.targets.start))
      : 0
    progress.running.add(
      loss: loss, penalty: penalty, correct: correct, samples: rows.count,
      weight: sampleWeights.total(of: rows))
    progress.iteration += 1
    if iteration == iterations { try finishEpoch(rate: rate) }
    return loss
  }

  /// Draws the order of the current epoch, if necessary, and keeps the state at its start.
  private func takeUpEpoch() {
    if isUnderWay { return }
    batches.start(epoch: epoch)
    epochStart.copy(from: storage)
    startIteration = iteration
    isUnderWay = true
  }

  /// Steps to the end of the current epoch.
  package func finishEpoch() throws(Divergence) -> EpochResult {
    let present = epoch
    while epoch == present { _ = try takeStep() }
    return history[history.count - 1]
  }

  /// The inputs of the next step; the run does not advance.
  package func nextInputs() -> StepInputs {
    takeUpEpoch()
    let rows = batches[iteration]
    let pass = pass(on: rows)
    let rate = prepare(pass, rows, iteration: iteration)
    return StepInputs(
      features: pass.features.tensor, targets: pass.targets.tensor,
      masks: pass.masks.map { $0.tensor }, rate: rate)
  }

  private func pass(on rows: UnsafeBufferPointer<Int>) -> TrainingPass<S> {
    rows.count == ingredients.settings.batch ? wholePass : restPass!
  }

  /// Fills a pass with the batch, the masks and the rate of an iteration of the current epoch.
  private func prepare(
    _ pass: TrainingPass<S>, _ rows: UnsafeBufferPointer<Int>, iteration: Int
  ) -> Double {
    pass.batch.copy(rows, areConsecutive: batches.areConsecutive)
    if !pass.masks.isEmpty { draw(pass.masks, iteration: iteration) }
    let rate = ingredients.settings.schedule.rate(
      ingredients.optimizer.rate, step: epoch * iterations + iteration)
    storage.rate.start.pointee = rate
    return rate
  }

  private func draw(_ masks: [Storage<S>], iteration: Int) {
    for (position, (mask, dropout)) in zip(masks, ingredients.model.dropouts).enumerated() {
      var random = RandomSource.derive(
        ingredients.settings.seed, for: .dropout, UInt64(epoch), UInt64(iteration),
        UInt64(position))
      let kept = S(1 / (1 - dropout.rate))
      for i in 0..<mask.count { mask.start[i] = random.uniform() < dropout.rate ? 0 : kept }
    }
  }

  private func finishEpoch(rate: Double) throws(Divergence) {
    guard storage.parameters.allSatisfy({ $0.isFinite }) else { throw divergence() }
    let validation = score(ingredients.split.validation)
    history.append(
      EpochResult(
        epoch: epoch + 1, steps: steps, rate: rate,
        training: running.score(countsCorrect: countsCorrect),
        penalty: ingredients.settings.l2 > 0 ? running.meanPenalty : nil, validation: validation))
    progress = RunProgress(epoch: epoch + 1)
    isUnderWay = false
    if keepsBest, let validation, validation.loss < best?.loss ?? .infinity {
      best = TrainingState.Best(
        epoch: epoch, loss: validation.loss, parameters: storage.parameters.map { $0.elements })
    }
  }

  /// Replaces the last weights with those of the best epoch, if they are kept.
  package func returnToBest() {
    guard let best else { return }
    for (storage, elements) in zip(storage.parameters, best.parameters) {
      storage.elements = elements
    }
  }

  // MARK: Measuring

  /// Loss and accuracy of some samples with the current weights; `nil` if there are none.
  package func score(_ rows: [Int]) -> Score? {
    if rows.isEmpty { return nil }
    var running = RunningScore()
    visit(rows) { chunk, outputs, targets, loss in
      let correct =
        countsCorrect ? decided.correct(chunk.count, outputs: outputs, targets: targets) : 0
      running.add(
        loss: loss, correct: correct, samples: chunk.count, weight: sampleWeights.total(of: chunk))
    }
    return running.score(countsCorrect: countsCorrect)
  }

  /// The decision from outputs after the last activation.
  private var decided: Decision<S> { Decision(width: data.targetWidth, threshold: 0.5) }

  private func visit(
    _ rows: [Int],
    _ body: (ArraySlice<Int>, UnsafePointer<S>, UnsafePointer<S>, Double) -> Void
  ) {
    do throws(Diagnostic) {
      try forward.visit(rows, of: data, body)
    } catch {
      preconditionFailure("a model that was trained can be applied: \(error.message)")
    }
  }

  // MARK: Divergence

  /// Repeats the epoch from its start, checking everything after each step, to find the first number that is not finite.
  private func divergence() -> Divergence {
    let end = iteration
    storage.copy(from: epochStart)
    var lastFinite = history.last?.training.loss
    for position in startIteration...end {
      let rows = batches[min(position, iterations - 1)]
      guard
        let pass = try? TrainingPass(
          ingredients, data: data, batch: rows.count, storage: storage,
          keepsGradients: true)
      else { break }
      _ = prepare(pass, rows, iteration: position)
      pass.run()
      let step = epoch * iterations + position + 1
      func found(_ place: Divergence.Place, _ layer: Int?) -> Divergence {
        Divergence(
          step: step, epoch: epoch + 1, place: place, layer: layer.map { $0 + 1 },
          lastFiniteLoss: lastFinite)
      }
      if !pass.loss.isFinite { return found(.loss, pass.badLayer) }
      if !pass.penalty.isFinite { return found(.penalty, nil) }
      lastFinite = pass.loss
      let parameters = ingredients.model.parameters
      if let bad = pass.trainedOfBadGradient {
        return found(.gradient, parameters.filter { $0.isTrained }[bad].layer)
      }
      if let bad = storage.parameters.firstIndex(where: { !$0.isFinite }) {
        return found(.weights, parameters[bad].layer)
      }
    }
    return Divergence(
      step: steps + 1, epoch: epoch + 1, place: .loss, layer: nil, lastFiniteLoss: lastFiniteLoss)
  }
}

/// The progress of a run.
private struct RunProgress {
  var epoch = 0
  var iteration = 0
  var running = RunningScore()
}

// Spelt for each type, so that a step is compiled for it.

extension Trainer where S == Float {
  /// One step: the loss of a batch before the weights move, without the penalty.
  ///
  /// The last step of an epoch also measures the validation part and adds the epoch to the history.
  package func step() throws(Divergence) -> Double { try takeStep() }
}

extension Trainer where S == Double {
  /// One step: the loss of a batch before the weights move, without the penalty.
  ///
  /// The last step of an epoch also measures the validation part and adds the epoch to the history.
  package func step() throws(Divergence) -> Double { try takeStep() }
}
