import Kernels

/// A loop over the elements of a block: an elementwise operation, or several fused ones.
struct BlockLoop {
  let kernel: Kernel
  let inputs: [NodeID]
  let result: NodeID
}

extension Graph {
  /// The loops that compute elementwise operations of one shape.
  ///
  /// - Parameter local: the operations without memory.
  func loops(
    _ ids: [NodeID], local: Set<NodeID>, rewrites: [Rewrite] = Rewrite.all
  ) -> [BlockLoop] {
    var combined: [NodeID: BlockLoop] = [:]
    var written = Set<NodeID>()
    for rewrite in rewrites where rewrite.stage == .block {
      for id in ids {
        guard case .fused(let fused, let operands) = rewrite.replacement,
          case .elementwise(let kernel) = fused.computation,
          let match = match(rewrite.pattern, self[id].operation!, self[id].inputs),
          match.inner.allSatisfy({ isWritten($0, with: id, ids, local) }),
          match.named.allSatisfy({ self[$0].shape.rank == 0 || self[$0].shape == self[id].shape })
        else { continue }
        combined[id] = BlockLoop(kernel: kernel, inputs: match.nodes(operands), result: id)
        written.formUnion(match.inner)
      }
    }
    return ids.compactMap { id in
      if written.contains(id) { return nil }
      if let loop = combined[id] { return loop }
      guard case .elementwise(let kernel) = self[id].operation!.computation else { return nil }
      return BlockLoop(kernel: kernel, inputs: self[id].inputs, result: id)
    }
  }

  /// Whether a node is one of `ids`, is kept in memory, and is read by none of them except `reader`.
  private func isWritten(
    _ id: NodeID, with reader: NodeID, _ ids: [NodeID], _ local: Set<NodeID>
  ) -> Bool {
    ids.contains(id) && !local.contains(id)
      && !ids.contains { $0 != reader && self[$0].inputs.contains(id) }
  }
}
