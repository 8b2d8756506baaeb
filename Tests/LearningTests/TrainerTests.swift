import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Training")
struct TrainerTests {
  static let optimizers =
    UpdateRule.all.map { $0.example.at(rate: 0.05) } + [
      "sgd(rate = 0.1, weight_decay = 0.01)", "adam(rate = 0.01, weight_decay = 0.01)",
    ]

  private func ingredients(
    _ data: DataSet = Generated.moons(count: 100, seed: 3),
    _ layers: [LayerSpecification] = [
      .dense(units: 8, .tanh), .batchNorm(), .dropout(0.2),
      .residual([.dense(units: 4, .relu), .batchNorm(), .dense(units: 8, .linear)]),
      .dense(units: 2, .softmax),
    ],
    optimizer: Optimizer = "adam(rate = 0.01, beta1 = 0.9, beta2 = 0.999, eps = 1e-8)",
    settings: TrainingSettings = TrainingSettings(batch: 16, seed: 5)
  ) throws -> Ingredients {
    try Ingredients(
      data: data, split: Split(data, ratio: .standard, seed: 1), scaling: .standard,
      model: ModelSpecification(layers: layers), loss: nil, optimizer: optimizer,
      settings: settings)
  }

  private func steps(_ trainer: Trainer<Float>, _ count: Int) throws -> [Double] {
    var losses: [Double] = []
    for _ in 0..<count { losses.append(try trainer.step()) }
    return losses
  }

  @Test("interrupted and resumed is uninterrupted, bit for bit", arguments: optimizers)
  func resuming(optimizer: Optimizer) throws {
    let ingredients = try ingredients(
      optimizer: optimizer, settings: TrainingSettings(batch: 16, seed: 5, l2: 0.001))
    let straight = try Trainer<Float>(ingredients)
    straight.keepsBest = true
    let losses = try steps(straight, 23)
    // Inside an epoch of five steps, and between two.
    for stop in [7, 10] {
      let first = try Trainer<Float>(ingredients)
      first.keepsBest = true
      let before = try steps(first, stop)
      let file = TrainedModel(ingredients, parameters: first.state.parameters).file(
        tensors: first.state.tensors(ingredients.model, optimizer))
      let bytes = try Safetensors(file.bytes)
      let model = try TrainedModel(bytes) { (_) throws(Diagnostic) in
        ingredients.model.specification
      }
      let state = try TrainingState<Float>(
        bytes, text: first.state.text, model: model, of: ingredients)
      #expect(state == first.state)
      let second = try Trainer<Float>(ingredients, from: state)
      second.keepsBest = true
      #expect(before + (try steps(second, 23 - stop)) == losses)
      #expect(second.state == straight.state)
    }
  }

  @Test("threads are only woken for scores if they share the steps", arguments: [(8, 1), (256, 2)])
  func sharedScores(batch: Int, parts: Int) throws {
    let division = Division()
    let trainer = try Trainer<Float>(
      ingredients(
        Generated.moons(count: 2000, seed: 3),
        [.dense(units: 64, .tanh), .dense(units: 64, .tanh), .dense(units: 2, .softmax)],
        settings: TrainingSettings(batch: batch)),
      workers: .backwards(2, division))
    #expect(try trainer.finishEpoch().validation != nil)
    #expect(division.parts == parts)
  }

  @Test("a network of a thousand layers is soon compiled", .timeLimit(.minutes(1)))
  func deep() throws {
    let layers = [LayerSpecification](repeating: .dense(units: 2, .tanh), count: 1000)
    let trainer = try Trainer<Float>(
      ingredients(Generated.moons(count: 100, seed: 3), layers + [.dense(units: 2, .softmax)]))
    #expect(try trainer.step().isFinite)
  }

  @Test("a loss that is infinite or no number is kept as it is")
  func extremes() throws {
    let ingredients = try ingredients()
    let trainer = try Trainer<Float>(ingredients)
    _ = try steps(trainer, 10)
    var state = trainer.state
    let model = TrainedModel(ingredients, parameters: state.parameters)
    let file = model.file(tensors: state.tensors(ingredients.model, ingredients.optimizer))
    for loss in [Double.infinity, -.infinity, 0.1, 1e300] {
      state.history[1] = EpochResult(
        epoch: 2, steps: 10, rate: loss, training: Score(loss: loss, accuracy: 0.5), penalty: loss,
        validation: Score(loss: loss, accuracy: nil))
      state.history[0] = EpochResult(
        epoch: 1, steps: 5, rate: 1, training: Score(loss: 1, accuracy: nil), penalty: nil,
        validation: nil)
      let read = try TrainingState<Float>(file, text: state.text, model: model, of: ingredients)
      #expect(read == state)
    }
  }

  @Test("the same seed gives the same bits, another seed others")
  func seeds() throws {
    let first = try Trainer<Float>(ingredients())
    let again = try Trainer<Float>(ingredients())
    let other = try Trainer<Float>(
      ingredients(settings: TrainingSettings(batch: 16, seed: 6)))
    let losses = try steps(first, 12)
    #expect(try steps(again, 12) == losses)
    #expect(try steps(other, 12) != losses)
    #expect(first.state == again.state)
  }

  @Test("a step in Double agrees with the evaluator on the same graph", arguments: optimizers)
  func evaluator(optimizer: Optimizer) throws {
    let data = Generated.spirals(count: 36, seed: 2)
    let ingredients = try ingredients(
      data,
      [
        .dense(units: 5, .softplus), .batchNorm(), .residual([.dense(units: 5, .tanh)]),
        .dense(units: 3, .softmax),
      ], optimizer: optimizer,
      settings: TrainingSettings(batch: 9, seed: 1, l2: 0.01, clip: 0.5))
    let storage = TrainingStorage<Double>(ingredients.model, optimizer, batch: 8)
    let graph = try TrainingGraph(
      ingredients, batch: 8, targetWidth: 3,
      transposed: storage.parameters.firstIndex { $0.isTransposed })
    let prepared = PreparedData<Double>(
      data, features: ingredients.featureScaling, targets: nil, encoding: .oneHot)
    let pass = try TrainingPass(ingredients, data: prepared, batch: 8, storage: storage)
    pass.batch.copy(ArraySlice(0..<8))
    storage.rate.start.pointee = optimizer.rate
    var values: [NodeID: Tensor] = [
      graph.features: pass.features.tensor, graph.targets: pass.targets.tensor,
    ]
    /// The elements in memory's order, which is that of the graph's variables.
    func memory(_ cell: Storage<Double>) -> [Double] { (0..<cell.count).map { cell.start[$0] } }
    let start = ingredients.model.initialParameters(nil, seed: 4)
    for (node, (cell, tensor)) in zip(graph.parameters, zip(storage.parameters, start)) {
      cell.tensor = tensor
      values[node] = Tensor(graph.graph[node].shape, memory(cell))
    }
    for _ in 0..<3 {
      let expected = try graph.graph.evaluated(
        [graph.loss, graph.penalty!] + graph.assignments.map { $0.value }, setting: values)
      pass.run()
      #expect(isClose(pass.loss, expected[graph.loss]!.number!, within: 1e-13))
      #expect(isClose(pass.penalty, expected[graph.penalty!]!.number!, within: 1e-13))
      for (variable, value) in graph.assignments { values[variable] = expected[value]! }
      for (node, cell) in zip(graph.parameters, storage.parameters) {
        #expect(isClose(memory(cell), values[node]!.elements, within: 1e-12))
      }
    }
  }

  @Test("a first layer's weights may be transposed in memory", arguments: optimizers)
  func transposed(optimizer: Optimizer) throws {
    let ingredients = try ingredients(
      Generated.spirals(count: 36, seed: 2), [.dense(units: 5, .tanh), .dense(units: 3, .softmax)],
      optimizer: optimizer, settings: TrainingSettings(batch: 9, seed: 1, l2: 0.01, clip: 0.5))
    let prepared = PreparedData<Double>(
      ingredients.data, features: ingredients.featureScaling, targets: nil, encoding: .oneHot)
    /// The weights and the optimizer's state after some steps, of memory for batches of a size.
    func trained(_ batch: Int) throws -> TrainingStorage<Double> {
      let storage = TrainingStorage<Double>(ingredients.model, optimizer, batch: batch)
      let start = ingredients.model.initialParameters(nil, seed: 4)
      for (cell, tensor) in zip(storage.parameters, start) { cell.tensor = tensor }
      let pass = try TrainingPass(ingredients, data: prepared, batch: 9, storage: storage)
      storage.rate.start.pointee = optimizer.rate
      for step in 0..<4 {
        pass.batch.copy(ArraySlice(step * 9..<step * 9 + 9))
        pass.run()
      }
      return storage
    }
    let (few, many) = (try trained(64), try trained(65))
    #expect(few.parameters.map { $0.isTransposed } == [true, false, false, false])
    #expect(few.memory[0].allSatisfy { $0.isTransposed })
    #expect((many.parameters + many.memory.joined()).allSatisfy { !$0.isTransposed })
    let states = (few.contents, many.contents)
    for (a, b) in zip(states.0.parameters, states.1.parameters) {
      #expect(isClose(a, b, within: 1e-12))
    }
    for (a, b) in zip(states.0.memory.joined(), states.1.memory.joined()) {
      #expect(isClose(a, b, within: 1e-12))
    }
    few.load(states.1)
    #expect(few.contents.parameters == states.1.parameters)
    #expect(few.contents.memory == states.1.memory)
  }

  @Test("the first number that is not finite is reported")
  func divergence() throws {
    let homes = Generated.homes(seed: 1)
    let trainer = try Trainer<Float>(
      ingredients(
        homes, [.dense(units: 4, .relu), .dense(units: 1, .linear)],
        optimizer: "sgd(rate = 1e10)", settings: TrainingSettings()))
    let error = #expect(throws: Divergence.self) {
      while true { _ = try trainer.step() }
    }
    #expect(error?.epoch == 1)
    #expect(error?.lastFiniteLoss?.isFinite == true)
    #expect((error?.step ?? 0) > 1)
  }

  @Test("the best weights are those of the lowest validation loss")
  func best() throws {
    let trainer = try Trainer<Float>(ingredients())
    trainer.keepsBest = true
    for _ in 0..<6 { _ = try trainer.finishEpoch() }
    let losses = trainer.history.compactMap { $0.validation?.loss }
    #expect(trainer.best?.loss == losses.min())
    trainer.returnToBest()
    #expect(trainer.score(trainer.ingredients.split.validation)?.loss == losses.min())
    #expect(trainer.kept?.validation?.loss == losses.min() && trainer.kept == trainer.history.best)
    trainer.keepsBest = false
    #expect(trainer.kept == trainer.history.last)
  }

  @Test("the loss of an epoch is without the penalty, which is λ · Σ w² over its batches")
  func penalty() throws {
    let settings = TrainingSettings(batch: 70, seed: 5, shuffles: false, l2: 0.01)
    let priced = try Trainer<Double>(
      ingredients(
        Generated.moons(count: 100, seed: 3), [.dense(units: 2, .softmax)], settings: settings))
    let start = priced.state.parameters[0].reduce(0) { $0 + $1 * $1 }
    let before = try #require(priced.score(priced.ingredients.split.training))
    let result = try priced.finishEpoch()
    // One batch: the losses of the epoch are those before its only step.
    #expect(isClose([result.training.loss, result.penalty ?? 0], [before.loss, 0.01 * start]))
    #expect(result.objective == result.training.loss + (result.penalty ?? 0))
    let plain = try Trainer<Double>(ingredients())
    #expect(try plain.finishEpoch().penalty == nil)
  }

  @Test("a saved model predicts like the trainer")
  func saving() throws {
    let trainer = try Trainer<Float>(ingredients())
    for _ in 0..<5 { _ = try trainer.finishEpoch() }
    let file = TrainedModel(trainer.ingredients, parameters: trainer.state.parameters).file()
    let model = try TrainedModel(try Safetensors(file.bytes)) { (text) throws(Diagnostic) in
      #expect(
        text == "dense 8 tanh, batch_norm, dropout 0.2, "
          + "residual { dense 4 relu, batch_norm, dense 8 }, dense 2 softmax")
      return trainer.ingredients.model.specification
    }
    let data = try model.fitted(trainer.ingredients.data)
    let test = trainer.ingredients.split.test
    #expect(try model.evaluation(data, rows: test) == trainer.evaluation(test))
    #expect(try trainer.evaluation(test)?.score == trainer.score(test))
  }

  @Test("without shuffling the first batch is the first samples, in every epoch")
  func unshuffled() throws {
    let data = Generated.spirals(count: 36, seed: 2)
    let ingredients = try ingredients(
      data, [.dense(units: 3, .softmax)],
      settings: TrainingSettings(batch: 8, seed: 1, shuffles: false))
    let trainer = try Trainer<Double>(ingredients)
    let prepared = ingredients.featureScaling.applied(to: data)
    let first = ingredients.split.training.prefix(8).flatMap {
      prepared[$0 * data.featureCount..<($0 + 1) * data.featureCount]
    }
    for _ in 0..<2 {
      #expect(trainer.nextInputs().features.elements == first)
      _ = try trainer.finishEpoch()
    }
  }

  @Test("all samples of an epoch are seen once, in batches of which the last is smaller")
  func epochs() throws {
    let trainer = try Trainer<Float>(ingredients())
    #expect(trainer.ingredients.split.training.count == 70)
    #expect(trainer.iterations == 5)
    _ = try trainer.step()
    #expect(trainer.running.samples == 16)
    let result = try trainer.finishEpoch()
    #expect(result.epoch == 1)
    #expect(result.steps == 5)
    #expect(trainer.running.samples == 0)
  }
}
