import Autodiff
import Text

/// The graph of one training step on a batch: forward, loss, gradients, and every weight's and running statistic's next value.
///
/// It is built from the same operations as a lesson: the model's layers, the loss, the gradients from differentiation, the
/// optimizer's rule.
struct TrainingGraph {
  private(set) var graph = Graph()
  let features: NodeID
  let targets: NodeID
  /// A factor for each element of a dropout layer's output: 0, or 1 / (1 − p).
  let masks: [NodeID]
  /// The variables of the model's parameters, in memory's order.
  let parameters: [NodeID]
  /// Those that the optimizer changes.
  let trained: [NodeID]
  /// η of the current step.
  let rate: NodeID
  /// The tensors that the optimizer keeps for each trained parameter, and the numbers that all parameters share.
  private(set) var memory: [[NodeID]] = []
  private(set) var counts: [NodeID] = []
  let built: BuiltModel
  /// The loss of the outputs, without the penalty.
  let loss: NodeID
  /// λ · Σ w²; `nil` if there is no penalty on the weights.
  let penalty: NodeID?
  private(set) var gradients: [NodeID] = []
  private(set) var assignments: [(variable: NodeID, value: NodeID)] = []

  /// - Parameter transposed: the position of the parameter that is transposed in memory, if there is one.
  init(
    _ ingredients: Ingredients, batch: Int, targetWidth: Int, transposed: Int? = nil
  ) throws(Diagnostic) {
    let model = ingredients.model
    features = graph.variable(Tensor(model.sampleShape.batched(batch), repeating: 0))
    targets = graph.variable(Tensor(Shape([batch, targetWidth]), repeating: 0))
    rate = graph.variable(Tensor(ingredients.optimizer.rate))
    var graph = self.graph
    masks = model.dropouts.map { graph.variable(Tensor($0.shape.batched(batch), repeating: 1)) }
    let nodes = model.parameters.indices.map {
      graph.parameter(model.parameters[$0].shape, isTransposed: $0 == transposed)
    }
    parameters = nodes.map { $0.variable }
    built = try model.build(
      &graph, input: features, parameters: nodes.map { $0.parameter }, for: .training(masks: masks))
    loss = try ingredients.loss.build(
      &graph, target: targets, model: built, activation: model.outputActivation,
      classWeights: ingredients.classWeights)
    trained = zip(parameters, model.parameters).filter { $1.isTrained }.map { $0.0 }
    let weights = zip(parameters, model.parameters).filter { $1.isPenalized }.map { $0.0 }
    penalty = graph.penalty(on: weights, ingredients.settings.l2)
    let objective = penalty.map { graph.emit(.add, loss, $0) } ?? loss
    let pass = graph.differentiate(objective, by: Set(trained))
    gradients = trained.map { pass.gradients[$0] ?? graph.constant(0) }
    if let clip = ingredients.settings.clip { gradients = graph.clipped(gradients, to: clip) }
    self.graph = graph
    assignments = built.updates.map { ($0.statistic, $0.next) }
    update(by: ingredients.optimizer)
  }

  /// Adds every trained parameter's and state's next value; all parameters share numbers such as the step count.
  private mutating func update(by optimizer: Optimizer) {
    counts = optimizer.states.filter { $0.isScalar }.map { _ in graph.variable(Tensor(0)) }
    for (parameter, gradient) in zip(trained, gradients) {
      var own: [NodeID] = []
      var shared = counts[...]
      let states = optimizer.states.map { state -> NodeID in
        if state.isScalar { return shared.removeFirst() }
        let variable = graph.variable(Tensor(graph[parameter].shape, repeating: 0))
        own.append(variable)
        return variable
      }
      memory.append(own)
      let update = optimizer.update(
        &graph, parameter: parameter, gradient: gradient, states: states, rate: rate)
      assignments.append((parameter, update.value))
      for (state, next) in update.states
      where !assignments.contains(where: { $0.variable == state }) {
        assignments.append((state, next))
      }
    }
  }
}

extension Graph {
  /// λ · Σ w²; `nil` if λ is 0.
  fileprivate mutating func penalty(on weights: [NodeID], _ factor: Double) -> NodeID? {
    guard factor > 0 else { return nil }
    var total: NodeID?
    for weight in weights {
      let squares = emit(.sum(), emit(.square, weight))
      total = total.map { emit(.add, $0, squares) } ?? squares
    }
    return total.map { emit(.multiply, constant(factor), $0) }
  }

  /// g · min(1, c / (‖g‖ + 10⁻⁶)), ‖g‖ = √Σ g² over all gradients together: PyTorch's clip_grad_norm_.
  fileprivate mutating func clipped(_ gradients: [NodeID], to length: Double) -> [NodeID] {
    var total: NodeID?
    for gradient in gradients {
      let squares = emit(.sum(), emit(.square, gradient))
      total = total.map { emit(.add, $0, squares) } ?? squares
    }
    guard let total else { return gradients }
    let norm = emit(.add, emit(.sqrt, total), constant(1e-6))
    let factor = emit(.minimum, constant(1), emit(.divide, constant(length), norm))
    return gradients.map { emit(.multiply, $0, factor) }
  }
}

extension Shape {
  /// The shape of `count` samples of this shape.
  func batched(_ count: Int) -> Shape { Shape([count] + sizes) }
}
