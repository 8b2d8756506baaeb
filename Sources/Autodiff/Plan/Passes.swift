import Kernels

/// A loop over the elements of a block: an elementwise operation, or several of which one is computed from the others.
struct Pass {
  let kernel: Kernel
  let inputs: [NodeID]
  let result: NodeID
}

extension Graph {
  /// The loops that compute elementwise operations of one shape.
  ///
  /// - Parameter local: those that have no place in memory.
  func passes(_ ids: [NodeID], local: Set<NodeID>) -> [Pass] {
    let steps = ids.compactMap { AdamNodes($0, ids, local, self) }
    let within = Set(steps.flatMap { [$0.mean, $0.square] })
    return ids.compactMap { id in
      if within.contains(id) { return nil }
      if let step = steps.first(where: { $0.result == id }) { return step.pass(self) }
      guard case .elementwise(let kernel) = self[id].operation!.computation else { return nil }
      return Pass(kernel: kernel, inputs: self[id].inputs, result: id)
    }
  }
}

/// The operations of Adam's update: w − s · m / (√(t · v) + c), and m and v, the running means of a gradient and of its square.
private struct AdamNodes {
  let result: NodeID
  let mean: NodeID
  let square: NodeID

  /// Nil where a node is something else, or where there is more that reads its means.
  init?(_ id: NodeID, _ ids: [NodeID], _ local: Set<NodeID>, _ graph: Graph) {
    guard graph[id].operation === Operation.differenceFromQuotientByRoot else { return nil }
    result = id
    (mean, square) = (graph[id].inputs[2], graph[id].inputs[4])
    let (mean, square) = (mean, square)
    guard ids.contains(mean), ids.contains(square), !local.contains(mean), !local.contains(square),
      graph[mean].operation === Operation.weightedSum,
      graph[square].operation === Operation.weightedSumWithSquare,
      graph[mean].inputs[3] == graph[square].inputs[3],
      !ids.contains(where: { other in
        other != id && graph[other].inputs.contains { $0 == mean || $0 == square }
      })
    else { return nil }
    let shape = graph[id].shape
    for (position, input) in inputs(graph).enumerated() {
      let size = graph[input].shape
      guard AdamUpdate<Double>.isNumber[position] ? size.rank == 0 : size == shape else {
        return nil
      }
    }
  }

  /// In the order of `AdamUpdate`.
  private func inputs(_ graph: Graph) -> [NodeID] {
    graph[result].inputs + graph[mean].inputs + graph[square].inputs
  }

  func pass(_ graph: Graph) -> Pass {
    Pass(kernel: .adamUpdate, inputs: inputs(graph), result: result)
  }
}
