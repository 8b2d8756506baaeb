import Text

/// A graph that gives the same results with less work, up to rounding.
///
/// Constants are folded; equal nodes are merged; broadcasts are left to loops that repeat their inputs anyway; and rewrites
/// are applied.
struct Simplification {
  private(set) var graph = Graph()
  /// The new node for each of the original that the targets need.
  private(set) var places: [NodeID: NodeID] = [:]
  /// The original of each variable.
  private(set) var variables: [NodeID: NodeID] = [:]
  private var known: [Key: NodeID] = [:]
  private var knownNumbers: [UInt64: NodeID] = [:]
  /// The rewrites by the root operation of their patterns.
  private let rewrites: [ObjectIdentifier: [Rewrite]]

  private struct Key: Hashable {
    let operation: ObjectIdentifier
    let inputs: [NodeID]

    init(_ operation: Operation, _ inputs: [NodeID]) {
      self.operation = ObjectIdentifier(operation)
      self.inputs = inputs
    }
  }

  /// - Parameter regroupsNumbers: whether to apply rewrites that round differently.
  init(
    _ original: Graph, for targets: [NodeID], regroupsNumbers: Bool,
    rewrites: [Rewrite] = Rewrite.all
  ) throws(Diagnostic) {
    self.rewrites = Dictionary(
      grouping: rewrites.filter { regroupsNumbers || !$0.regroupsNumbers },
      by: { ObjectIdentifier($0.root) })
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
    rewriteGraph(for: targets.map { places[$0]! })
  }

  /// Whether the new graph computes an operation of an input.
  func has(_ operation: Operation, _ input: NodeID) -> Bool {
    known[Key(operation, [input])] != nil
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
    for rewrite in rewrites[ObjectIdentifier(operation)] ?? [] where rewrite.stage == .node {
      if let match = graph.match(rewrite.pattern, operation, inputs), rewrite.condition(self, match)
      {
        return try build(rewrite.replacement, match, shape)
      }
    }
    return node(operation, inputs, shape)
  }

  /// Returns the node of an operation on inputs.
  private mutating func node(
    _ operation: Operation, _ inputs: [NodeID], _ shape: Shape
  ) -> NodeID {
    let key = Key(operation, inputs)
    if let same = known[key] { return same }
    let node = graph.append(operation, inputs, shape)
    known[key] = node
    return node
  }

  /// Builds a replacement.
  ///
  /// - Parameter shape: the shape of the replaced node; `nil` within the replacement, where operations determine shapes.
  private mutating func build(
    _ replacement: Pattern, _ match: Match, _ shape: Shape? = nil
  ) throws(Diagnostic) -> NodeID {
    switch replacement {
    case .operand(let name, _): return match.node(name) ?? constant(Tensor(1))
    case .constant(let number): return constant(Tensor(number))
    case .operation(let operation, let operands):
      let inputs = try build(operands, match)
      if let shape { return try place(operation, inputs, shape) }
      return try place(operation, inputs, try operation.shape(inputs.map { graph[$0].shape }))
    case .fused(let operation, let operands):
      guard let shape else { break }
      return node(operation, try build(operands, match), shape)
    case .scaled, .viewed, .named: break
    }
    preconditionFailure("a replacement is a fused operation, or operations of the graph")
  }

  private mutating func build(
    _ operands: [Pattern], _ match: Match
  ) throws(Diagnostic) -> [NodeID] {
    var inputs: [NodeID] = []
    for operand in operands { inputs.append(try build(operand, match)) }
    return inputs
  }

  /// Applies the rewrites that depend on a node's readers.
  private mutating func rewriteGraph(for targets: [NodeID]) {
    let needed = graph.ancestors(of: targets)
    var readers: [NodeID: Int] = [:]
    for id in needed.flatMap({ graph[$0].inputs }) + targets { readers[id, default: 0] += 1 }
    for id in needed {
      guard let operation = graph[id].operation else { continue }
      for rewrite in rewrites[ObjectIdentifier(operation)] ?? [] where rewrite.stage == .graph {
        guard let match = graph.match(rewrite.pattern, operation, graph[id].inputs),
          match.inner.allSatisfy({ readers[$0] == 1 }), rewrite.condition(self, match),
          case .fused(let fused, let operands) = rewrite.replacement
        else { continue }
        graph.replace(id, fused, match.nodes(operands))
        break
      }
    }
  }

  /// Returns the single node of a number.
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

  /// The inputs of an elementwise operation without broadcasts, if the result keeps its shape.
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

  /// The node that a node repeats: the input of a broadcast, or one number of a constant whose numbers are all equal, possibly
  /// seen through views.
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
