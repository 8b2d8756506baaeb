/// Computes a graph node by node in Double and keeps every intermediate value.
public struct Evaluator: Sendable {
  private var values: [Tensor?] = []

  public init() {}

  /// The value that a node had when it was last computed; of a constant, its tensor.
  public subscript(id: NodeID) -> Tensor? {
    get { id.index < values.count ? values[id.index] : nil }
    set {
      if id.index >= values.count {
        values.append(contentsOf: repeatElement(nil, count: id.index + 1 - values.count))
      }
      values[id.index] = newValue
    }
  }

  /// Computes `nodes`, given in the order of computation; their inputs are among them or have values.
  ///
  /// A variable keeps the value that it has; one that was never set starts with its initial tensor.
  public mutating func evaluate(_ nodes: [NodeID], in graph: Graph) throws(OperationError) {
    for id in nodes { try evaluate(id, in: graph) }
  }

  public mutating func evaluate(_ id: NodeID, in graph: Graph) throws(OperationError) {
    let node = graph[id]
    switch node.source {
    case .constant(let tensor, _):
      self[id] = tensor
    case .variable(let initial, _):
      if self[id] == nil { self[id] = initial }
    case .operation(let operation, let inputs):
      var operands: [Tensor] = []
      operands.reserveCapacity(inputs.count)
      for input in inputs {
        guard let value = self[input] else { preconditionFailure("an input has no value yet") }
        operands.append(value)
      }
      self[id] = try operation.value(operands, node.shape)
    }
  }
}
