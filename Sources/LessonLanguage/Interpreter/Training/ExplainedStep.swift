import Autodiff
import Kernels
import Learning
import Text

/// One step of a training run as a program of the language, over the very numbers of the run.
///
/// Samples, targets and weights are given values; every layer, the loss, the backward pass and the update are statements, so that the
/// working of each is that of a lesson.
package struct ExplainedStep: Sendable {
  package let statements: [Statement]
  /// The session in which they run: X, Y, the weights and the optimizer's memory have the run's values.
  package private(set) var session: Session
  /// What the program calls each parameter of the model, in its order.
  package let parameterNames: [String]
  /// What it calls the loss of the outputs, without the penalty.
  package let lossName: String

  /// - Parameters:
  ///   - inputs: what the step is about to see.
  ///   - state: what the run has come to before the step.
  package init<S: PlanScalar>(
    _ ingredients: Ingredients, inputs: StepInputs, state: TrainingState<S>, showsAll: Bool
  ) throws(Diagnostic) {
    let program = StepProgram(ingredients, batch: inputs.features.shape.sizes[0], rate: inputs.rate)
    statements = try Parser.statements(of: program.lines.joined(separator: "\n"))
    parameterNames = program.parameterNames
    lossName = program.lossName
    var limits = Limits()
    limits.work *= 10
    session = Session(limits: limits, showsAll: showsAll)
    let place = Place(line: 1, column: 1, length: 1)
    _ = try session.give("X", inputs.features, at: place)
    _ = try session.give("Y", inputs.targets, at: place)
    for (name, mask) in zip(program.maskNames, inputs.masks) {
      _ = try session.give(name, mask, at: place)
    }
    for (position, parameter) in ingredients.model.parameters.enumerated() {
      let tensor = Tensor(parameter.shape, state.parameters[position].map { Double($0) })
      let node = try session.giveParameter(program.parameterNames[position], tensor, at: place)
      var memory = state.memory[position][...]
      var counts = state.counts[...]
      let values = ingredients.optimizer.states.map { kept in
        kept.isScalar
          ? Tensor(counts.removeFirst())
          : Tensor(parameter.shape, memory.removeFirst().map { Double($0) })
      }
      try session.remember(values, of: node, for: ingredients.optimizer, at: place)
    }
  }
}

/// The statements of one step.
private struct StepProgram {
  private(set) var lines: [String] = []
  private(set) var parameterNames: [String] = []
  private(set) var maskNames: [String] = []
  private(set) var lossName = "L"

  init(_ ingredients: Ingredients, batch: Int, rate: Double) {
    let model = ingredients.model
    var x = "X"
    var sum = "X"
    if model.flattensImages {
      lines.append("rows = reshape(X, [\(batch), \(model.sampleShape.count)])")
      x = "rows"
    }
    for layer in model.layers {
      let number = layer.number
      switch layer.specification {
      case .dense:
        parameterNames += ["W\(number)", "b\(number)"]
        lines.append("z\(number) = \(x) @ transpose(W\(number)) + b\(number)")
        sum = "z\(number)"
      case .convolution(let filters, _, _, _, let stride, let padding):
        parameterNames += ["W\(number)", "b\(number)"]
        lines.append(
          "z\(number) = conv2d(\(x), W\(number), stride = \(stride), padding = \(padding)) + "
            + "reshape(b\(number), [1, \(filters), 1, 1])")
        sum = "z\(number)"
      case .maxPool(let size): sum = append("h\(number)", "max_pool(\(x), \(size))")
      case .averagePool(let size): sum = append("h\(number)", "avg_pool(\(x), \(size))")
      case .flatten: sum = append("h\(number)", "flatten(\(x))")
      case .dropout(let probability):
        sum = x
        if probability > 0 {
          maskNames.append("mask\(number)")
          sum = append("h\(number)", "\(x) * mask\(number)")
        }
      }
      x = sum
      let isLast = number == model.layers.count
      if layer.activation != .linear, !(isLast && ingredients.loss.isFused(with: layer.activation))
      {
        x = append("h\(number)", "\(layer.activation.rawValue)(\(sum))")
      }
    }
    loss(ingredients, prediction: x)
    lines.append("backprop L")
    lines.append("step " + ingredients.optimizer.spelled(rate: rate))
  }

  private mutating func append(_ name: String, _ expression: String) -> String {
    lines.append("\(name) = \(expression)")
    return name
  }

  private mutating func loss(_ ingredients: Ingredients, prediction: String) {
    let loss = ingredients.loss
    let isFused = loss.isFused(with: ingredients.model.outputActivation)
    let name = loss.name + (isFused ? "_logits" : "")
    let delta = loss.name == "huber" ? ", \(loss.delta)" : ""
    let call = "\(name)(Y, \(prediction)\(delta))"
    let l2 = ingredients.settings.l2
    guard l2 > 0 else {
      lines.append("L = \(call)")
      return
    }
    lossName = "fit"
    lines.append("\(lossName) = \(call)")
    let weights = zip(parameterNames, ingredients.model.parameters).filter { !$1.isBias }.map {
      "sum(square(\($0.0)))"
    }
    lines.append("penalty = \(l2) * (\(weights.joined(separator: " + ")))")
    lines.append("L = \(lossName) + penalty")
  }
}

extension Optimizer {
  /// The optimizer as the language spells it, at another rate.
  fileprivate func spelled(rate: Double) -> String {
    let others = settings.filter { $0.value != 0 }.map { ", \($0.name) = \($0.value)" }.joined()
    return "\(name)(rate = \(rate)\(others))"
  }
}

extension Session {
  /// Gives a name a tensor that no statement has computed.
  fileprivate mutating func give(
    _ name: String, _ tensor: Tensor, at place: Place
  ) throws(Diagnostic) -> NodeID {
    let node = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.constant(tensor)
    }
    workspace.setLabel(.name(name), of: node)
    names[name] = node
    return node
  }

  fileprivate mutating func giveParameter(
    _ name: String, _ tensor: Tensor, at place: Place
  ) throws(Diagnostic) -> NodeID {
    let node = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.variable(tensor)
    }
    workspace.setLabel(.name(name), of: node)
    names[name] = node
    parameterNodes.append(node)
    return node
  }

  /// Lets an optimizer go on from what it has kept of a parameter.
  fileprivate mutating func remember(
    _ values: [Tensor], of parameter: NodeID, for optimizer: Optimizer, at place: Place
  ) throws(Diagnostic) {
    let nodes = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      values.map { graph.variable($0) }
    }
    optimizers.states[parameter] = OptimizerMemory.State(optimizer: optimizer, nodes: nodes)
  }

  /// The present value of a name.
  package func value(of name: String) -> Tensor? { names[name].map { workspace.value($0) } }
}
