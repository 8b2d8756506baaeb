import Autodiff

/// A parameter and its value after an update.
struct UpdatedParameter {
  /// The parameter as the gradients use it.
  let parameter: NodeID
  let next: NodeID
  /// The parameter as the values after the step use it, if there are any.
  let later: NodeID?
}

/// Parameters at a wrong time.
extension SlipSearch {
  /// Gradients that are carried back over weights that were already updated, and updates that were forgotten.
  mutating func addUpdates(_ parameters: [UpdatedParameter]) {
    var all: [NodeID: NodeID] = [:]
    for parameter in parameters {
      let edits = gradients(of: parameter)
      if !edits.isEmpty {
        replace(
          edits, .updatedParameter, .node(parameter.parameter), 1,
          [
            .node(parameter.parameter),
            " is already updated when the gradient is carried back over it",
          ])
        for (id, node) in edits { all[id] = node }
      }
      guard let later = parameter.later, computation.all.contains(later), parameters.count > 1
      else { continue }
      replace(
        [later: parameter.parameter], .updatedParameter, .node(later), 2,
        [.node(later), " is not updated"])
    }
    if parameters.filter({ !gradients(of: $0).isEmpty }).count > 1 {
      replace(
        all, .updatedParameter, .node(parameters[0].parameter), 1,
        ["all weights are already updated when the gradient is carried back over them"])
    }
    addSteps()
  }

  /// The gradient nodes that use a parameter, each with its value after the update.
  private mutating func gradients(of parameter: UpdatedParameter) -> [NodeID: NodeID] {
    var edits: [NodeID: NodeID] = [:]
    for user in computation.users(of: parameter.parameter) where computation.isBackward(user) {
      edits[user] = node(user, using: parameter.next, for: parameter.parameter)
    }
    return edits
  }

  /// An operation again, with another node among its inputs.
  private mutating func node(_ id: NodeID, using new: NodeID, for old: NodeID) -> NodeID? {
    guard let operation = computation.graph[id].operation else { return nil }
    let inputs = computation.graph[id].inputs.map { $0 == old ? new : $0 }
    return computation.apply(operation, inputs, inPlaceOf: id)
  }

  /// A number that is held fixed, such as a bias, moved along its gradient.
  mutating func addFixed(_ fixed: [(node: NodeID, gradient: NodeID)], rate: NodeID) {
    var all: [NodeID: NodeID] = [:]
    for (node, gradient) in fixed {
      guard let step = computation.apply(.multiply, [rate, gradient]),
        let moved = computation.apply(.subtract, [node, step])
      else { continue }
      var edits: [NodeID: NodeID] = [:]
      // Gradients and the values before the step use the number as it is.
      for user in computation.users(of: node) where isAfterUpdate(user) {
        edits[user] = self.node(user, using: moved, for: node)
      }
      if edits.isEmpty { continue }
      replace(
        edits, .updatedParameter, .node(node), 1.5,
        [.node(node), " is updated too, although it is held fixed"])
      for (id, node) in edits { all[id] = node }
    }
    guard fixed.count > 1, let first = fixed.first else { return }
    replace(
      all, .updatedParameter, .node(first.node), 1.5,
      ["the numbers that are held fixed are updated too"])
  }

  /// Whether a node depends on a parameter's value after the step.
  private func isAfterUpdate(_ id: NodeID) -> Bool { afterUpdate.contains(id) }
}

/// The corrections of optimizers.
extension SlipSearch {
  mutating func addCorrections(at id: NodeID) {
    switch form(id) {
    case .quotient(let a, let b):
      // m / (1 − β^t)
      if case .difference(_, let power) = form(b), case .power = form(power) {
        replace(
          id, by: same(a, inPlaceOf: id), .missingCorrection, id, 0.5,
          ["the correction ", .node(unnamed(id)), " is left out"])
      }
      // m / (√v + ε)
      if case .sum(let root, let small) = form(b), case .root(let inner) = form(root),
        let sum = computation.apply(.add, [inner, small]),
        let divisor = computation.apply(.sqrt, [sum])
      {
        replace(
          id, by: computation.apply(.divide, [a, divisor], inPlaceOf: id), .missingCorrection,
          small, 1, [.node(small), " is added inside the root"])
      }
    case .sum(let kept, let gradient):
      // v ← μ · v + g, with the mean that Adam takes instead.
      guard case .product(let momentum, let state) = form(kept),
        computation.graph[state].isVariable, computation.value(momentum).count == 1,
        let rest = computation.apply(.subtract, [computation.constant(1), momentum]),
        let share = computation.apply(.multiply, [rest, gradient])
      else { return }
      if case .product = form(gradient) { return }
      replace(
        id, by: computation.apply(.add, [kept, share], inPlaceOf: id), .missingCorrection, gradient,
        1.5, ["the gradient enters the velocity with the factor ", .node(rest)])
    default: break
    }
  }

  /// Every correction left out at once.
  mutating func addAllCorrections() {
    var edits: [NodeID: NodeID] = [:]
    for id in computation.nodes {
      guard case .quotient(let a, let b) = form(id), case .difference(_, let power) = form(b),
        case .power = form(power)
      else { continue }
      edits[id] = same(a, inPlaceOf: id)
    }
    guard edits.count > 1, let first = edits.keys.min() else { return }
    replace(
      edits, .missingCorrection, .node(first), 0.5,
      ["the corrections of the first steps are left out"])
  }
}
