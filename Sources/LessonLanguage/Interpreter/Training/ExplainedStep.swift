import Autodiff
import Kernels
import Learning
import Text

/// One step of a training run as a program of the language, with the run's numbers.
///
/// Samples, targets and weights are defined as values; every layer, the loss, the backward pass and the update are
/// statements, whose working is shown as in a lesson.
package struct ExplainedStep: Sendable {
  package let statements: [Statement]
  /// The session in which they run, with the run's X, Y, weights and optimizer state.
  package let session: Session
  /// The program's name for each parameter of the model, in the model's order.
  package let parameterNames: [String]
  /// The program's name for the loss of the outputs, without the penalty.
  package let lossName: String

  /// - Parameters:
  ///   - inputs: the inputs of the step.
  ///   - state: the state of the run before the step.
  ///   - limits: those of the session.
  package init<S: PlanScalar>(
    _ ingredients: Ingredients, inputs: StepInputs, state: TrainingState<S>, limits: Limits,
    showsAll: Bool
  ) throws(Diagnostic) {
    let model = ingredients.model
    var session = Session(limits: limits, showsAll: showsAll, isClosed: true)
    let place = Place(line: 1, column: 1, length: 1)
    let x = try session.give("X", inputs.features, at: place)
    let y = try session.give("Y", inputs.targets, at: place)
    var masks: [NodeID] = []
    for (dropout, mask) in zip(model.dropouts, inputs.masks) {
      masks.append(try session.give(dropout.symbol, mask, at: place))
    }
    parameterNames = model.parameters.map { $0.symbol }
    var parameters: [NodeID] = []
    for (position, parameter) in model.parameters.enumerated() {
      let tensor = Tensor(parameter.shape, state.parameters[position].map { Double($0) })
      guard parameter.isTrained else {
        parameters.append(try session.give(parameterNames[position], tensor, at: place))
        continue
      }
      let node = try session.giveParameter(parameterNames[position], tensor, at: place)
      parameters.append(node)
      var memory = state.memory[position][...]
      var counts = state.counts[...]
      let values = ingredients.optimizer.states.map { kept in
        kept.isScalar
          ? Tensor(counts.removeFirst())
          : Tensor(parameter.shape, memory.removeFirst().map { Double($0) })
      }
      try session.remember(values, of: node, for: ingredients.optimizer, at: place)
    }
    var weighing: StepProgram.Weighing?
    if !ingredients.classWeights.isEmpty {
      let tensor = WeightedLoss.tensor(
        ingredients.loss, width: inputs.targets.shape.sizes[1], ingredients.classWeights)
      weighing = .init(
        classWeights: ingredients.classWeights,
        constant: try tensor.map { (tensor) throws(Diagnostic) in
          try session.give("class_weights", tensor, at: place)
        })
    }
    var program = StepProgram(session.workspace.graph, x)
    try program.add(model, parameters, masks, ingredients.loss)
    let weights = zip(parameterNames, model.parameters).filter { $1.isPenalized }.map { $0.0 }
    try program.add(
      ingredients.loss.fused(with: model.outputActivation) ?? ingredients.loss, of: y, weighing,
      penalty: ingredients.settings.l2, on: weights)
    program.step(ingredients.optimizer.at(rate: inputs.rate))
    lossName = program.lossName
    statements = program.statements
    self.session = session
  }
}

private struct StepProgram {
  /// The weights of the classes in the loss, with the node that has them, if one does.
  struct Weighing {
    let classWeights: [Double]
    let constant: NodeID?
  }

  private(set) var statements: [Statement] = []
  private(set) var lossName = "L"
  /// The graph that the statements will build and are derived from; it is not computed.
  private var graph: Graph
  /// The samples, and then the value that the loss takes.
  private var x: NodeID
  private var place: Place { Place(line: statements.count + 1, column: 1) }

  init(_ graph: Graph, _ x: NodeID) { (self.graph, self.x) = (graph, x) }

  /// Adds a definition for the sums of each layer, and one for their activation unless the loss takes the last sums.
  mutating func add(
    _ model: Model, _ parameters: [NodeID], _ masks: [NodeID], _ loss: LossSpecification
  ) throws(Diagnostic) {
    let built = try model.build(
      &graph, input: x, parameters: parameters, for: .training(masks: masks))
    let takesSums = loss.fused(with: model.outputActivation) != nil
    for definition in built.definitions
    where !(takesSums && definition.node == built.output && built.output != built.logits) {
      define(definition.name, by: definition.node)
    }
    x = takesSums ? built.logits : built.output
  }

  /// Adds the definition of a node.
  private mutating func define(_ name: String, by node: NodeID) {
    define(name, expression(of: node))
    graph.setLabel(.name(name), of: node)
  }

  /// The expression of a node in terms of those that have names.
  private func expression(of node: NodeID) -> Expression {
    var constants = Evaluator()
    var rest = [node]
    while let id = rest.popLast() {
      switch graph[id].source {
      case .constant(let tensor, _): constants[id] = tensor
      case .variable: break
      case .operation(_, let inputs): rest += inputs.filter { graph[$0].label == nil }
      }
    }
    let formula = Explainer(graph: graph, evaluator: constants).expression(node)
    guard let expression = Expression(formula, at: place) else {
      preconditionFailure("layers and losses are made of operations that the language has")
    }
    return expression
  }

  private mutating func define(_ name: String, _ expression: Expression) {
    add(.definition(name: name, expression), "\(name) = \(expression.text)")
  }

  private mutating func add(_ kind: Statement.Kind, _ source: String) {
    statements.append(Statement(kind, source, line: statements.count + 1))
  }

  private func name(_ name: String) -> Expression { Expression(.name(name), place) }

  private func call(_ function: String, _ arguments: [Expression]) -> Expression {
    Expression(call: function, arguments, at: place)
  }

  private func number(_ value: Double) -> Expression {
    Expression(number: value, spelling: "\(value)", at: place)
  }

  private func name(of node: NodeID) -> Expression {
    if case .name(let name) = graph[node].label { return self.name(name) }
    preconditionFailure("every value of the program has a name")
  }

  mutating func add(
    _ loss: LossSpecification, of target: NodeID, _ weighing: Weighing?, penalty l2: Double,
    on weights: [String]
  ) throws(Diagnostic) {
    let outputs: Expression
    if let weighing {
      outputs = try weighted(loss, of: target, weighing)
    } else {
      outputs = call(loss.name, [name(of: target), name(of: x)] + loss.values.map(number))
    }
    guard l2 > 0, var total = weights.first.map(squares) else { return define("L", outputs) }
    lossName = "fit"
    define(lossName, outputs)
    for weight in weights.dropFirst() {
      total = Expression(.binary(.add, total, squares(weight)), place)
    }
    define("penalty", Expression(.binary(.multiply, number(l2), total), place))
    define("L", Expression(.binary(.add, name(lossName), name("penalty")), place))
  }

  /// Adds the definition of the weights of the samples; returns the expression of the loss.
  private mutating func weighted(
    _ loss: LossSpecification, of target: NodeID, _ weighing: Weighing
  ) throws(Diagnostic) -> Expression {
    let sums = x
    if weighing.constant != nil {
      add(.show(name("class_weights"), isDrawn: false), "class_weights")
    }
    let weighted = try WeightedLoss(
      &graph, loss, target: target, sums: sums, classWeights: weighing.classWeights,
      constant: weighing.constant)
    guard loss.kind.activation == .softmax else {
      define("w", by: weighted.weights)
      return expression(of: weighted.loss)
    }
    define("wY", by: weighted.weights)
    let rows = Expression(
      .call(
        "sum",
        [Argument(name: nil, value: name("wY"), place: place), Argument("axis", 1, at: place)]),
      place)
    let mean = call("mean", [rows])
    return Expression(
      .binary(.divide, call(loss.name, [name("wY"), name(of: sums)]), mean), place)
  }

  /// sum(square(W))
  private func squares(_ weight: String) -> Expression {
    call("sum", [call("square", [name(weight)])])
  }

  mutating func step(_ optimizer: Optimizer) {
    add(.backprop(name("L")), "backprop L")
    let call = IngredientCall(optimizer, spelling: { "\($0)" }, at: place)
    add(.step(call), "step \(call.text)")
  }
}

extension Session {
  /// Defines a name as a tensor that was not computed by a statement.
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

  /// Sets the optimizer state of a parameter.
  fileprivate mutating func remember(
    _ values: [Tensor], of parameter: NodeID, for optimizer: Optimizer, at place: Place
  ) throws(Diagnostic) {
    let nodes = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      values.map { graph.variable($0) }
    }
    optimizers.states[parameter] = OptimizerMemory.State(optimizer: optimizer, nodes: nodes)
  }

  /// Returns the current value of a name.
  package func value(of name: String) -> Tensor? { names[name].map { workspace.value($0) } }
}
