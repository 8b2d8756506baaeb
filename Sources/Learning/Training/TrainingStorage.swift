import Autodiff
import Kernels

/// The storage that all batch sizes of a training run share: weights and running statistics, the optimizer's state, the rate.
struct TrainingStorage<S: PlanScalar> {
  let parameters: [Storage<S>]
  /// The tensors that the optimizer keeps for each parameter; none for a running statistic.
  let memory: [[Storage<S>]]
  private let model: Model
  let counts: [Storage<Double>]
  let rate = Storage<Double>(.scalar)

  /// - Parameter batch: the batch size, which decides the order of weights in memory.
  init(_ model: Model, _ optimizer: Optimizer, batch: Int) {
    let tensors = optimizer.states.filter { !$0.isScalar }
    let transposed = model.transposedWeights(batch: batch)
    func storage(_ position: Int) -> Storage<S> {
      Storage(model.parameters[position].shape, isTransposed: position == transposed)
    }
    parameters = model.parameters.indices.map(storage)
    memory = model.parameters.indices.map { position in
      model.parameters[position].isTrained ? tensors.map { _ in storage(position) } : []
    }
    self.model = model
    counts = optimizer.states.filter { $0.isScalar }.map { _ in Storage(.scalar) }
  }

  /// The tensors that the optimizer keeps for each parameter that it changes.
  var trainedMemory: [[Storage<S>]] {
    zip(model.parameters, memory).filter { $0.0.isTrained }.map { $0.1 }
  }

  /// Whether two storages of the same run have the same sizes.
  func fits(_ state: TrainingState<S>) -> Bool {
    state.parameters.map { $0.count } == parameters.map { $0.count }
      && state.memory.map { $0.map { $0.count } } == memory.map { $0.map { $0.count } }
      && state.counts.count == counts.count
  }

  func load(_ state: TrainingState<S>) {
    for (storage, elements) in zip(parameters, state.parameters) { storage.elements = elements }
    for (storages, tensors) in zip(memory, state.memory) {
      for (storage, elements) in zip(storages, tensors) { storage.elements = elements }
    }
    for (storage, count) in zip(counts, state.counts) { storage.start.pointee = count }
  }

  func copy(from other: TrainingStorage<S>) {
    for (storage, source) in zip(parameters, other.parameters) { storage.copy(from: source) }
    for (storages, sources) in zip(memory, other.memory) {
      for (storage, source) in zip(storages, sources) { storage.copy(from: source) }
    }
    for (storage, source) in zip(counts, other.counts) { storage.copy(from: source) }
  }

  var contents: TrainingState<S> {
    TrainingState(
      parameters: parameters.map { $0.elements }, memory: memory.map { $0.map { $0.elements } },
      counts: counts.map { $0.start.pointee })
  }
}
