import Text

/// Operations of a graph in the order of computation, looked up once for many runs.
package struct Schedule: Sendable {
  struct Entry: Sendable {
    let id: NodeID
    let operation: Operation
    let inputs: [NodeID]
    let shape: Shape
  }

  let entries: [Entry]
  /// About how many nanoseconds one run takes on an ordinary machine.
  package let work: Double

  package var nodes: [NodeID] { entries.map { $0.id } }
}

extension Graph {
  /// The operations among `nodes`, given in the order of computation.
  package func schedule(_ nodes: [NodeID]) -> Schedule {
    let entries = nodes.compactMap { id -> Schedule.Entry? in
      guard case .operation(let operation, let inputs) = self[id].source else { return nil }
      return Schedule.Entry(id: id, operation: operation, inputs: inputs, shape: self[id].shape)
    }
    return Schedule(entries: entries, work: entries.reduce(0) { $0 + work(of: $1.id) })
  }
}

extension Evaluator {
  /// Computes the operations of a schedule with the present values of their inputs.
  package mutating func run(_ schedule: Schedule) throws(Diagnostic) {
    for entry in schedule.entries {
      self[entry.id] = try entry.operation.value(operands(entry.inputs), entry.shape)
    }
  }
}
