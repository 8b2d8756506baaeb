import Text

/// The place of a node in its graph. An input has a smaller place than what is computed from it.
package struct NodeID: Hashable, Comparable, Sendable {
  package let index: Int

  package static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// A quantity in a graph: a constant, a parameter, or the result of an operation on earlier nodes.
package struct Node: Sendable {
  package enum Source: Sendable {
    /// A fixed tensor; the literals of the program keep their spelling, element by element.
    case constant(Tensor, spelling: [String?]?)
    /// A tensor that is set from outside: a trainable parameter, or an optimizer's state.
    case variable(initial: Tensor, spelling: [String?]?)
    case operation(Operation, [NodeID])
  }

  package let source: Source
  package let shape: Shape
  /// How the node is called, where the program or the backward pass gave it a name.
  package var label: Label?
  /// For a node of a backward pass, the forward node whose gradient rule made it.
  package let origin: NodeID?

  package var inputs: [NodeID] {
    if case .operation(_, let inputs) = source { return inputs }
    return []
  }

  package var operation: Operation? {
    if case .operation(let operation, _) = source { return operation }
    return nil
  }

  /// The literals that a leaf was written with.
  package var spelling: [String?]? {
    switch source {
    case .constant(_, let spelling), .variable(_, let spelling): spelling
    case .operation: nil
    }
  }

  /// How each element of a value of this node is written in the program, where it still has its first value.
  package func spelling(of value: Tensor) -> [String?] {
    switch source {
    case .constant(let first, let spelling?), .variable(let first, let spelling?):
      value.elements.indices.map { first[$0] == value[$0] ? spelling[$0] : nil }
    default: [String?](repeating: nil, count: value.count)
    }
  }

  /// Whether it is a number of the program without a name.
  package var isLiteral: Bool {
    if case .constant = source { return label == nil }
    return false
  }

  package var isVariable: Bool {
    if case .variable = source { return true }
    return false
  }
}

/// A node's name.
package enum Label: Sendable, Hashable {
  case name(String)
  /// dE/dw: the gradient of `of` by `by`, all its contributions together.
  case derivative(of: NodeID, by: NodeID)
  /// The part of dE/dw that comes back through the node `through`.
  case share(of: NodeID, by: NodeID, through: NodeID)
}

/// A directed acyclic graph of operations on tensors. It only grows, and no value in it changes; a copy is independent.
package struct Graph: Sendable {
  package private(set) var nodes: [Node] = []
  /// What each cut-off node was computed from, in the order of the nodes.
  private var originals: [(cut: NodeID, original: NodeID)] = []
  /// Whether an operation has the node as an input, by the node's place.
  private var used: [Bool] = []
  /// The forward node for whose gradient nodes are added at present.
  var origin: NodeID?

  package init() {}

  package var count: Int { nodes.count }

  package subscript(id: NodeID) -> Node { nodes[id.index] }

  /// The node at a place, counted from 0.
  package func id(_ index: Int) -> NodeID { NodeID(index: index) }

  /// About how many nanoseconds it takes to compute a node on an ordinary machine, with the time to look it up.
  ///
  /// An estimate from sizes alone, and so the same on every machine.
  package func work(of id: NodeID) -> Double { 250 + arithmetic(of: id) }

  /// The same of the arithmetic alone.
  package func arithmetic(of id: NodeID) -> Double {
    let node = nodes[id.index]
    guard case .operation(let operation, let inputs) = node.source else { return 0 }
    let each = operation.work(inputs.map { nodes[$0.index].shape })
    let read = inputs.reduce(0) { max($0, nodes[$1.index].shape.count) }
    return Double(node.shape.count) * (3 + each) + Double(read) + 8 * scratch(of: id)
  }

  /// The same of writing one element of a node as a formula: where the result is computed as a whole, its parts are
  /// looked for among all of its inputs.
  func workOfElement(_ id: NodeID) -> Double {
    guard let operation = nodes[id.index].operation else { return 0 }
    switch operation.computation {
    case .elementwise, .view, .broadcast: return 500
    case .whole: return 500 + 3 * arithmetic(of: id)
    }
  }

  /// How many numbers it takes to compute a node, beside its inputs and its result.
  package func scratch(of id: NodeID) -> Double {
    guard case .operation(let operation, let inputs) = nodes[id.index].source else { return 0 }
    return operation.scratch(inputs.map { nodes[$0.index].shape })
  }

  package mutating func setLabel(_ label: Label, of id: NodeID) { nodes[id.index].label = label }

  package mutating func constant(_ tensor: Tensor, spelling: [String?]? = nil) -> NodeID {
    append(.constant(tensor, spelling: spelling), shape: tensor.shape)
  }

  package mutating func constant(_ number: Double) -> NodeID { constant(Tensor(number)) }

  package mutating func variable(_ initial: Tensor, spelling: [String?]? = nil) -> NodeID {
    append(.variable(initial: initial, spelling: spelling), shape: initial.shape)
  }

  /// A constant with the present value of another node, cut off from that node's formula: value(e).
  package mutating func cutOff(_ original: NodeID, _ value: Tensor) -> NodeID {
    let cut = constant(value, spelling: nodes[original.index].spelling(of: value))
    originals.append((cut, original))
    return cut
  }

  /// The node that a cut-off node took its value from.
  func original(of id: NodeID) -> NodeID? {
    var (low, high) = (0, originals.count)
    while low < high {
      let middle = (low + high) / 2
      if originals[middle].cut < id { low = middle + 1 } else { high = middle }
    }
    return low < originals.count && originals[low].cut == id ? originals[low].original : nil
  }

  /// The result of `operation` on `inputs`, or the error of its shape rule.
  package mutating func apply(
    _ operation: Operation, _ inputs: [NodeID]
  ) throws(Diagnostic) -> NodeID {
    let shape = try operation.shape(inputs.map { nodes[$0.index].shape })
    return append(operation, inputs, shape)
  }

  /// The result of `operation` on `inputs`, the shape of which is known.
  mutating func append(_ operation: Operation, _ inputs: [NodeID], _ shape: Shape) -> NodeID {
    append(.operation(operation, inputs), shape: shape)
  }

  /// The result of `operation` on `inputs` whose shapes are known to fit, as in a gradient rule.
  package mutating func emit(_ operation: Operation, _ inputs: NodeID...) -> NodeID {
    do throws(Diagnostic) {
      return try apply(operation, inputs)
    } catch {
      preconditionFailure("these shapes do not fit \(operation.name)")
    }
  }

  /// Has a node computed in another way that gives the same, of nodes before it.
  mutating func replace(_ id: NodeID, _ operation: Operation, _ inputs: [NodeID]) {
    let node = nodes[id.index]
    for input in inputs { used[input.index] = true }
    nodes[id.index] = Node(
      source: .operation(operation, inputs), shape: node.shape, label: node.label,
      origin: node.origin)
  }

  /// Whether an operation has this node as an input.
  package func isUsed(_ id: NodeID) -> Bool { used[id.index] }

  /// Every node that `targets` are computed from, themselves included, in the order of computation.
  package func ancestors(of targets: [NodeID]) -> [NodeID] {
    guard let last = targets.max() else { return [] }
    var isNeeded = [Bool](repeating: false, count: last.index + 1)
    for target in targets { isNeeded[target.index] = true }
    var index = last.index
    while index >= 0 {
      if isNeeded[index] {
        for input in nodes[index].inputs { isNeeded[input.index] = true }
      }
      index -= 1
    }
    return isNeeded.indices.filter { isNeeded[$0] }.map { NodeID(index: $0) }
  }

  private mutating func append(_ source: Node.Source, shape: Shape) -> NodeID {
    if case .operation(_, let inputs) = source { for input in inputs { used[input.index] = true } }
    used.append(false)
    nodes.append(Node(source: source, shape: shape, label: nil, origin: origin))
    return NodeID(index: nodes.count - 1)
  }
}
