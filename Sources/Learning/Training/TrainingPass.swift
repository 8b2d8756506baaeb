import Autodiff
import Kernels
import Text

/// The compiled step for batches of one size.
final class TrainingPass<S: PlanScalar> {
  private let plan: Plan<S>
  private let graph: TrainingGraph
  private let lossPlace: UnsafePointer<S>
  private let penaltyPlace: UnsafePointer<S>?
  /// The rows that decide the class: the outputs, or the sums before a softmax or sigmoid, which have the same order.
  let decisive: UnsafePointer<S>
  let features: Storage<S>
  let targets: Storage<S>
  let masks: [Storage<S>]
  /// Fills features and targets.
  let batch: BatchCopy
  /// Keeps the source memory alive.
  private let data: PreparedData<S>

  /// - Parameter keepsGradients: whether gradients and layers can be read after a run, which costs memory.
  init(
    _ ingredients: Ingredients, data: PreparedData<S>, batch: Int, storage: TrainingStorage<S>,
    keepsGradients: Bool = false, workers: Workers = .one
  ) throws(Diagnostic) {
    let transposed = storage.parameters.firstIndex { $0.isTransposed }
    let graph = try TrainingGraph(
      ingredients, batch: batch, targetWidth: data.targetWidth, transposed: transposed)
    self.graph = graph
    let decidesBySums = ingredients.model.outputActivation.decidesBySums
    let scores = decidesBySums ? graph.built.logits : graph.built.output
    features = Storage(graph.graph[graph.features].shape)
    targets = Storage(graph.graph[graph.targets].shape)
    self.batch = data.copy(
      to: features.start, targets.start, workers: workers, dividesSamples: transposed != nil)
    self.data = data
    masks = graph.masks.map { Storage(graph.graph[$0].shape) }
    var variables = Variables<S>()
    variables.bind(graph.features, to: features)
    variables.bind(graph.targets, to: targets)
    variables.bind(graph.rate, toNumber: storage.rate)
    for (node, mask) in zip(graph.masks, masks) { variables.bind(node, to: mask) }
    for (node, parameter) in zip(graph.parameters, storage.parameters) {
      variables.bind(node, to: parameter)
    }
    for (nodes, tensors) in zip(graph.memory, storage.trainedMemory) {
      for (node, tensor) in zip(nodes, tensors) { variables.bind(node, to: tensor) }
    }
    for (node, count) in zip(graph.counts, storage.counts) { variables.bind(node, toNumber: count) }
    plan = try Plan(
      graph.graph,
      results: [graph.loss, scores] + (graph.penalty.map { [$0] } ?? [])
        + (keepsGradients ? graph.gradients + graph.built.layers : []),
      assignments: graph.assignments.map { .init(variable: $0.variable, value: $0.value) },
      variables: variables, workers: workers)
    lossPlace = plan[graph.loss]
    if let penalty = graph.penalty { penaltyPlace = plan[penalty] } else { penaltyPlace = nil }
    decisive = plan[scores]
  }

  func run() { plan.run() }

  /// The number of arithmetic operations of matrix products and convolutions.
  var operations: Double { plan.operations }

  /// Whether several threads share the work of a step.
  var isShared: Bool { plan.isShared }

  /// The loss before the step, without the penalty.
  var loss: Double { Double(lossPlace.pointee) }

  /// λ · Σ w² before the step; 0 if there is no penalty.
  var penalty: Double { penaltyPlace.map { Double($0.pointee) } ?? 0 }

  /// The first trained parameter whose gradient is not finite, by its position among them.
  var trainedOfBadGradient: Int? { graph.gradients.firstIndex { !isFinite($0) } }

  /// The first layer whose output is not finite.
  var badLayer: Int? { graph.built.layers.firstIndex { !isFinite($0) } }

  private func isFinite(_ id: NodeID) -> Bool {
    let start = plan[id]
    return (0..<graph.graph[id].shape.count).allSatisfy { start[$0].isFinite }
  }
}

/// The inputs of one step: the prepared batch, the factors of dropout layers, the rate.
package struct StepInputs: Sendable {
  package let features: Tensor
  package let targets: Tensor
  package let masks: [Tensor]
  package let rate: Double
}
