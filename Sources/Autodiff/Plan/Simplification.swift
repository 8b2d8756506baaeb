import Text

/// A graph that gives the same results with less work, to rounding.
///
/// What constants alone determine is computed; equal nodes are one; what only repeats a tensor is left to the loops that repeat
/// their inputs by themselves; and an operation may offer a shorter way, as a product of a transposed matrix.
struct Simplification {
  private(set) var graph = Graph()
  /// The new node for each of the original that the targets need.
  private(set) var places: [NodeID: NodeID] = [:]
  /// The original of each variable.
  private(set) var variables: [NodeID: NodeID] = [:]
  private var known: [Key: NodeID] = [:]
  private var knownNumbers: [UInt64: NodeID] = [:]

  private struct Key: Hashable {
    let operation: ObjectIdentifier
    let inputs: [NodeID]

    init(_ operation: Operation, _ inputs: [NodeID]) {
      self.operation = ObjectIdentifier(operation)
      self.inputs = inputs
    }
  }

  /// Whether a / n is computed as a · (1 / n) and s · (t · x) as (s · t) · x, n, s and t being numbers, which round otherwise in Float.
  private let regroupsNumbers: Bool

  init(
    _ original: Graph, for targets: [NodeID], regroupsNumbers: Bool
  ) throws(Diagnostic) {
    self.regroupsNumbers = regroupsNumbers
    for id in original.ancestors(of: targets) {
      let node = original[id]
      switch node.source {
      case .constant(let tensor, _): places[id] = constant(tensor)
      case .variable(let initial, _):
        let variable = graph.variable(initial)
        places[id] = variable
        variables[variable] = id
      case .operation(let operation, let inputs):
        places[id] = try place(operation, inputs.map { places[$0]! }, node.shape)
      }
    }
    graph.rectifyProducts(for: targets.map { places[$0]! })
  }

  private mutating func place(
    _ operation: Operation, _ inputs: [NodeID], _ shape: Shape
  ) throws(Diagnostic) -> NodeID {
    var inputs = inputs
    var isBroadcast = false
    switch operation.computation {
    case .elementwise: inputs = unrepeated(inputs, shape)
    case .broadcast:
      if graph[inputs[0]].shape == shape { return inputs[0] }
      isBroadcast = true
    case .view: if graph[inputs[0]].shape == shape { return inputs[0] }
    case .whole: break
    }
    if !isBroadcast, let values = constants(inputs) {
      return constant(try operation.value(values, shape))
    }
    if regroupsNumbers, operation === Operation.divide, graph[inputs[1]].shape.rank == 0,
      shape.rank > 0
    {
      let reciprocal = try place(.divide, [constant(Tensor(1)), inputs[1]], .scalar)
      return try place(.multiply, [inputs[0], reciprocal], shape)
    }
    if regroupsNumbers, let (number, tensor) = try regrouped(operation, inputs) {
      return try place(.multiply, [number, tensor], shape)
    }
    if let shorter = operation.shorter?(&graph, inputs, shape) { return first(shorter) }
    let node = first(try graph.apply(operation, inputs))
    if let x = graph.comparedWithZero(node), let rectified = known[Key(.relu, [x])] {
      // relu(x) is greater than 0 where x is, and is kept for other readers.
      return try place(operation, [rectified, inputs[1]], shape)
    }
    return node
  }

  /// The node that was the first to apply its operation to its inputs.
  private mutating func first(_ node: NodeID) -> NodeID {
    guard let operation = graph[node].operation else { return node }
    let key = Key(operation, graph[node].inputs)
    if let same = known[key] { return same }
    known[key] = node
    return node
  }

  /// s · (t · x) as s · t and x.
  private mutating func regrouped(
    _ operation: Operation, _ inputs: [NodeID]
  ) throws(Diagnostic) -> (number: NodeID, tensor: NodeID)? {
    guard operation === Operation.multiply,
      let number = inputs.first(where: { graph[$0].shape.rank == 0 }),
      let inner = inputs.compactMap({ graph.multiple($0) }).first
    else { return nil }
    return (try place(.multiply, [number, inner.number], .scalar), inner.tensor)
  }

  /// One node for each number that occurs.
  private mutating func constant(_ tensor: Tensor) -> NodeID {
    guard tensor.shape.rank == 0 else { return graph.constant(tensor) }
    if let same = knownNumbers[tensor[0].bitPattern] { return same }
    let node = graph.constant(tensor)
    knownNumbers[tensor[0].bitPattern] = node
    return node
  }

  private func constants(_ inputs: [NodeID]) -> [Tensor]? {
    var values: [Tensor] = []
    for input in inputs {
      guard case .constant(let tensor, _) = graph[input].source else { return nil }
      values.append(tensor)
    }
    return values
  }

  /// The inputs of an elementwise operation without what merely repeats them, where the result keeps its shape.
  private mutating func unrepeated(_ inputs: [NodeID], _ shape: Shape) -> [NodeID] {
    let sources = inputs.map { source(of: $0) }
    var inputs = inputs
    for position in inputs.indices where sources[position] != inputs[position] {
      let others = inputs.indices.map { $0 == position ? sources[$0] : inputs[$0] }
      let broadcast = others.dropFirst().reduce(graph[others[0]].shape as Shape?) {
        $0?.broadcast(with: graph[$1].shape)
      }
      if broadcast == shape { inputs = others }
    }
    return inputs
  }

  /// What a node repeats: the input of a broadcast, one number of a constant whose numbers are all alike, or what either is of which
  /// the node is a view.
  private mutating func source(of id: NodeID) -> NodeID {
    let viewed = graph.viewed(id)
    if let operation = graph[viewed].operation, case .broadcast = operation.computation {
      let input = graph[viewed].inputs[0]
      return viewed == id || graph[input].shape.rank == 0 ? input : id
    }
    if case .constant(let tensor, _) = graph[viewed].source, tensor.count > 1,
      tensor.elements.allSatisfy({ $0 == tensor[0] })
    {
      return constant(Tensor(tensor[0]))
    }
    return id
  }
}
