import Kernels

/// Chooses the whole operations that one loop computes together: a cross-entropy and its gradient by the logits, which share
/// the exponentials.
enum JointOperations {
  /// Returns the order of a plan with such pairs in the place of the first of the two.
  static func joined(_ entries: [PlanOrder.Entry], _ graph: Graph) -> [PlanOrder.Entry] {
    let (x, y) = (Pattern.operand(.x, .tensor), Pattern.operand(.y, .tensor))
    func wholes(_ pattern: Pattern) -> [NodeID] {
      entries.compactMap { entry in
        guard case .whole(let id) = entry else { return nil }
        return graph.match(pattern, graph[id].operation!, graph[id].inputs).map { _ in id }
      }
    }
    let costs = wholes(.operation(.softmaxCrossEntropy, [y, x]))
    var entries = entries
    for difference in wholes(.softmaxDifference(target: y, logits: x)) {
      guard let cost = costs.first(where: { graph[$0].inputs == graph[difference].inputs })
      else { continue }
      let parts = entries.indices.filter { [[cost], [difference]].contains(entries[$0].nodes) }
      entries[parts[0]] = .joint(difference, with: cost)
      entries.remove(at: parts[1])
    }
    return entries
  }

  /// The loop that computes both, for inputs of known shapes: it fills the rows of the difference, and writes the numbers of
  /// the cost to the operand after the inputs.
  static func kernel(_ inputs: [Shape]) -> Kernel {
    Kernel(RowFunction.crossEntropyWithDifference, inputs)
  }
}
