import Text

/// The backward pass from one number: the gradient nodes of everything that it depends on.
package struct BackwardPass: Sendable {
  /// The gradient that one input of one node receives.
  package struct Share: Sendable {
    /// The node that was passed, and the input that receives.
    package let node: NodeID
    package let input: NodeID
    /// ∂node/∂input, element by element, if the rule is such a product.
    package let local: NodeID?
    /// The gradient passed on to the input: a new node, or the arriving one if it passes unchanged.
    package let gradient: NodeID
  }

  /// The number that is differentiated.
  package let target: NodeID
  /// d target / d target.
  package fileprivate(set) var seed: NodeID
  /// d target / d node, for every node that the pass reaches.
  package fileprivate(set) var gradients: [NodeID: NodeID]
  /// The shares, in the order of the walk: from the target backwards.
  package fileprivate(set) var shares: [Share]

  /// The number of shares that each node received.
  package var shareCounts: [NodeID: Int] {
    var counts: [NodeID: Int] = [:]
    for share in shares { counts[share.input, default: 0] += 1 }
    return counts
  }
}

extension Graph {
  /// The derivative of an element-wise function by its argument, as the function's rule writes it from the argument and the
  /// value; `nil` for any other operation. The rule can be given a wrong argument or value.
  package mutating func derivative(
    of function: Operation, argument: NodeID, value: NodeID
  ) -> NodeID? {
    let place = Operation.Place(node: value, inputs: [argument], position: 0, arriving: value)
    guard case .local(let derivative) = function.gradient(&self, place) else { return nil }
    return derivative
  }

  /// Adds the nodes of d target / d x for every x in `wanted` and every node between them and `target`.
  ///
  /// Reverse mode: the nodes are walked backwards from `target`; each multiplies the arriving gradient by
  /// its local derivative and passes the product to its inputs. Gradients that arrive by several paths are added.
  /// The new nodes are ordinary ones, so a gradient can itself be differentiated.
  /// - Parameters:
  ///   - target: a node of one element.
  ///   - wanted: the nodes whose gradients are requested.
  ///   - seed: d target / d target, if it is not 1.
  ///   - stop: nodes that the walk reaches but does not go beyond.
  package mutating func differentiate(
    _ target: NodeID, by wanted: Set<NodeID>, seed: NodeID? = nil, stoppingAt stop: Set<NodeID> = []
  ) -> BackwardPass {
    let reached = ancestors(of: [target])
    var leads = Set<NodeID>()
    for id in reached where wanted.contains(id) || self[id].inputs.contains(where: leads.contains) {
      leads.insert(id)
    }
    var uses: [NodeID: Int] = [:]
    for id in reached { for input in self[id].inputs { uses[input, default: 0] += 1 } }
    var arriving: [NodeID: [BackwardPass.Share]] = [:]
    let one = seed ?? constant(Tensor(self[target].shape, repeating: 1))
    if self[one].label == nil { setLabel(.derivative(of: target, by: target), of: one) }
    var pass = BackwardPass(target: target, seed: one, gradients: [:], shares: [])
    for id in reached.reversed() where leads.contains(id) {
      let gradient: NodeID
      if id == target {
        gradient = one
      } else {
        guard let shares = arriving[id], let total = accumulate(shares, of: target, by: id) else {
          continue
        }
        gradient = total
      }
      pass.gradients[id] = gradient
      if self[gradient].label == nil { setLabel(.derivative(of: target, by: id), of: gradient) }
      if id != target && stop.contains(id) { continue }
      for (position, input) in self[id].inputs.enumerated() where leads.contains(input) {
        guard
          let share = share(
            of: id, position, arriving: gradient, isSeed: id == target && seed == nil,
            usedOnce: uses[input] == 1)
        else { continue }
        pass.shares.append(share)
        arriving[input, default: []].append(share)
      }
    }
    return pass
  }

  /// The sum of the gradients that arrive at a node by its paths.
  private mutating func accumulate(
    _ shares: [BackwardPass.Share], of target: NodeID, by id: NodeID
  ) -> NodeID? {
    guard let first = shares.first else { return nil }
    if shares.count == 1 { return first.gradient }
    for share in shares {
      setLabel(.share(of: target, by: id, through: share.node), of: share.gradient)
    }
    origin = id
    defer { origin = nil }
    return shares.dropFirst().reduce(first.gradient) { emit(.add, $0, $1.gradient) }
  }

  private mutating func share(
    of id: NodeID, _ position: Int, arriving: NodeID, isSeed: Bool, usedOnce: Bool
  ) -> BackwardPass.Share? {
    let node = self[id]
    guard let operation = node.operation else { return nil }
    origin = id
    defer { origin = nil }
    let place = Operation.Place(
      node: id, inputs: node.inputs, position: position, arriving: arriving)
    switch operation.gradient(&self, place) {
    case .nothing:
      return nil
    case .whole(let gradient):
      return BackwardPass.Share(node: id, input: place.input, local: nil, gradient: own(gradient))
    case .local(let local):
      if self[local].operation != nil, self[local].label == nil, self[local].origin == id {
        setLabel(.derivative(of: id, by: place.input), of: local)
      }
      if passesThrough(local, to: place.input, usedOnce: usedOnce) && !isSeed {
        return BackwardPass.Share(node: id, input: place.input, local: nil, gradient: arriving)
      }
      if isOne(local), self[arriving].shape != self[place.input].shape {
        return BackwardPass.Share(
          node: id, input: place.input, local: nil,
          gradient: sumTo(self[place.input].shape, arriving))
      }
      let isWhole = isSeed && self[local].shape == self[arriving].shape
      let product = isWhole ? own(local) : emit(.multiply, arriving, local)
      let gradient = sumTo(self[place.input].shape, product)
      return BackwardPass.Share(node: id, input: place.input, local: local, gradient: gradient)
    }
  }

  /// Whether the gradient passes unchanged to an unnamed quantity that nothing else uses, and so keeps the name that it has.
  private func passesThrough(_ local: NodeID, to input: NodeID, usedOnce: Bool) -> Bool {
    guard isOne(local), let node = origin else { return false }
    return usedOnce && self[input].label == nil && self[input].operation != nil
      && self[input].shape == self[node].shape
  }

  private func isOne(_ id: NodeID) -> Bool {
    if case .constant(let tensor, _) = self[id].source { return tensor.number == 1 }
    return false
  }

  /// A separate node for a gradient that equals another quantity, so that each keeps its name.
  private mutating func own(_ gradient: NodeID) -> NodeID {
    self[gradient].origin == origin ? gradient : emit(.identity, gradient)
  }

  /// Sums over the axes along which an operand was broadcast.
  private mutating func sumTo(_ shape: Shape, _ gradient: NodeID) -> NodeID {
    let larger = self[gradient].shape
    return larger == shape ? gradient : emit(.sum(to: shape, from: larger), gradient)
  }
}
