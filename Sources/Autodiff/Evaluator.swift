import Text

/// Computes a graph node by node in Double, keeping every intermediate value.
package struct Evaluator: Sendable {
  private var values: [Tensor?] = []

  package init() {}

  /// The value of a node when it was last computed; a constant's tensor.
  package subscript(id: NodeID) -> Tensor? {
    get { id.index < values.count ? values[id.index] : nil }
    set {
      if id.index >= values.count {
        values.append(contentsOf: repeatElement(nil, count: id.index + 1 - values.count))
      }
      values[id.index] = newValue
    }
  }

  /// Computes one node, whose inputs must have values.
  ///
  /// A variable keeps its value; one that was never set starts with its initial tensor.
  package mutating func evaluate(_ id: NodeID, in graph: Graph) throws(Diagnostic) {
    let node = graph[id]
    switch node.source {
    case .constant(let tensor, _):
      self[id] = tensor
    case .variable(let initial, _):
      if self[id] == nil { self[id] = initial }
    case .operation(let operation, let inputs):
      self[id] = try operation.value(operands(inputs), node.shape)
    }
  }

  func operands(_ inputs: [NodeID]) -> [Tensor] {
    inputs.map { input in
      guard let value = self[input] else { preconditionFailure("an input has no value yet") }
      return value
    }
  }
}

/// Operations of a graph in order of computation, looked up once for many runs.
package struct Schedule: Sendable {
  struct Entry: Sendable {
    let id: NodeID
    let operation: Operation
    let inputs: [NodeID]
    let shape: Shape
  }

  let entries: [Entry]
  /// The approximate time of one run on an ordinary machine, in nanoseconds.
  package let work: Double

  package var nodes: [NodeID] { entries.map { $0.id } }
}

extension Graph {
  /// Returns the operations among `nodes`, which are in order of computation.
  package func schedule(_ nodes: [NodeID]) -> Schedule {
    let entries = nodes.compactMap { id -> Schedule.Entry? in
      guard case .operation(let operation, let inputs) = self[id].source else { return nil }
      return Schedule.Entry(id: id, operation: operation, inputs: inputs, shape: self[id].shape)
    }
    return Schedule(entries: entries, work: entries.reduce(0) { $0 + work(of: $1.id) })
  }
}

extension Evaluator {
  /// Computes the operations of a schedule with the current values of their inputs.
  package mutating func run(_ schedule: Schedule) throws(Diagnostic) {
    for entry in schedule.entries {
      self[entry.id] = try entry.operation.value(operands(entry.inputs), entry.shape)
    }
  }
}
