import Text

/// The index of a node in its graph. Inputs have smaller indices than their results.
package struct NodeID: Hashable, Comparable, Sendable {
  package let index: Int

  package static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// A quantity in a graph: a constant, a parameter, or the result of an operation on earlier nodes.
package struct Node: Sendable {
  package enum Source: Sendable {
    /// A fixed tensor; a literal of the program keeps its spelling, element by element.
    case constant(Tensor, spelling: [String?]?)
    /// A tensor that is set from outside: a trainable parameter, or an optimizer's state.
    case variable(initial: Tensor, spelling: [String?]?)
    case operation(Operation, [NodeID])
  }

  package let source: Source
  package let shape: Shape
  /// The node's name, if the program or the backward pass gave it one.
  package var label: Label?
  /// The forward node whose gradient rule made this node, for a node of a backward pass.
  package let origin: NodeID?

  package var inputs: [NodeID] {
    if case .operation(_, let inputs) = source { return inputs }
    return []
  }

  package var operation: Operation? {
    if case .operation(let operation, _) = source { return operation }
    return nil
  }

  /// The literals of a leaf.
  package var spelling: [String?]? {
    switch source {
    case .constant(_, let spelling), .variable(_, let spelling): spelling
    case .operation: nil
    }
  }

  /// The spelling of each element in the program, as long as it has its initial value.
  package func spelling(of value: Tensor) -> [String?] {
    switch source {
    case .constant(let first, let spelling?), .variable(let first, let spelling?):
      value.elements.indices.map { first[$0] == value[$0] ? spelling[$0] : nil }
    default: [String?](repeating: nil, count: value.count)
    }
  }

  /// Whether it is an unnamed number of the program.
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
  /// dE/dw: the gradient of `of` with respect to `by`, the sum of all contributions.
  case derivative(of: NodeID, by: NodeID)
  /// The contribution to dE/dw that comes back through the node `through`.
  case share(of: NodeID, by: NodeID, through: NodeID)
}

/// A directed acyclic graph of operations on tensors. It only grows, and no value in it changes; a copy is independent.
package struct Graph: Sendable {
  package private(set) var nodes: [Node] = []
  /// The node that each cut-off node takes its value from, in order of the nodes.
  private var originals: [(cut: NodeID, original: NodeID)] = []
  /// Whether an operation has the node as an input, by the node's index.
  private var used: [Bool] = []
  /// The forward node for whose gradient nodes are currently being added.
  var origin: NodeID?

  package init() {}

  package var count: Int { nodes.count }

  package subscript(id: NodeID) -> Node { nodes[id.index] }

  /// The node at an index, counted from 0.
  package func id(_ index: Int) -> NodeID { NodeID(index: index) }

  /// The approximate time to look up and compute a node on an ordinary machine, in nanoseconds.
  ///
  /// It is estimated from sizes alone, and therefore the same on every machine.
  package func work(of id: NodeID) -> Double { 250 + arithmetic(of: id) }

  /// The approximate time of a node's arithmetic alone, in nanoseconds.
  package func arithmetic(of id: NodeID) -> Double {
    let node = nodes[id.index]
    guard case .operation(let operation, let inputs) = node.source else { return 0 }
    let each = operation.work(inputs.map { nodes[$0.index].shape })
    let read = inputs.reduce(0) { max($0, nodes[$1.index].shape.count) }
    return Double(node.shape.count) * (3 + each) + Double(read) + 8 * scratch(of: id)
  }

  /// The approximate time to write one element of a node as a formula, in nanoseconds. If the result is
  /// computed as a whole, all inputs are searched for its parts.
  func workOfElement(_ id: NodeID) -> Double {
    guard let operation = nodes[id.index].operation else { return 0 }
    switch operation.computation {
    case .elementwise, .view, .broadcast: return 500
    case .whole: return 500 + 3 * arithmetic(of: id)
    }
  }

  /// The number of elements of temporary memory that computing a node takes.
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

  /// A constant with the current value of another node, detached from that node's formula: value(e).
  package mutating func cutOff(_ original: NodeID, _ value: Tensor) -> NodeID {
    let cut = constant(value, spelling: nodes[original.index].spelling(of: value))
    originals.append((cut, original))
    return cut
  }

  /// The node that a cut-off node takes its value from.
  package func original(of id: NodeID) -> NodeID? {
    var (low, high) = (0, originals.count)
    while low < high {
      let middle = (low + high) / 2
      if originals[middle].cut < id { low = middle + 1 } else { high = middle }
    }
    return low < originals.count && originals[low].cut == id ? originals[low].original : nil
  }

  /// Returns the result of `operation` on `inputs`, or throws the error of its shape rule.
  package mutating func apply(
    _ operation: Operation, _ inputs: [NodeID]
  ) throws(Diagnostic) -> NodeID {
    let shape = try operation.shape(inputs.map { nodes[$0.index].shape })
    return append(operation, inputs, shape)
  }

  /// Returns the result of `operation` on `inputs` as a node that takes another one's place, with its name and its origin.
  package mutating func apply(
    _ operation: Operation, _ inputs: [NodeID], inPlaceOf other: NodeID
  ) throws(Diagnostic) -> NodeID {
    let outer = origin
    origin = nodes[other.index].origin
    defer { origin = outer }
    let result = try apply(operation, inputs)
    nodes[result.index].label = nodes[other.index].label
    return result
  }

  /// Returns a leaf with another one's source, name and origin.
  package mutating func copy(_ leaf: NodeID) -> NodeID {
    let node = nodes[leaf.index]
    let copy = append(node.source, shape: node.shape)
    nodes[copy.index] = node
    return copy
  }

  /// Returns the result of `operation` on `inputs`; its shape is known.
  mutating func append(_ operation: Operation, _ inputs: [NodeID], _ shape: Shape) -> NodeID {
    append(.operation(operation, inputs), shape: shape)
  }

  /// Returns the result of `operation` on `inputs` whose shapes are known to fit, as in a gradient rule.
  package mutating func emit(_ operation: Operation, _ inputs: NodeID...) -> NodeID {
    do throws(Diagnostic) {
      return try apply(operation, inputs)
    } catch {
      preconditionFailure("these shapes do not fit \(operation.name)")
    }
  }

  /// Replaces a node's operation by another one on earlier nodes that gives the same result.
  mutating func replace(_ id: NodeID, _ operation: Operation, _ inputs: [NodeID]) {
    let node = nodes[id.index]
    for input in inputs { used[input.index] = true }
    nodes[id.index] = Node(
      source: .operation(operation, inputs), shape: node.shape, label: node.label,
      origin: node.origin)
  }

  /// Whether an operation has this node as an input.
  package func isUsed(_ id: NodeID) -> Bool { used[id.index] }

  /// Returns `targets` and every node that they depend on, in order of computation.
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
