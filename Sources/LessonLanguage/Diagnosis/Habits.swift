import Autodiff

/// Mistakes that are made in several places at once: whoever forgets the mean in one term forgets it in all, and whoever adds
/// the step of one weight adds those of all.
extension SlipSearch {
  /// How much more plausible a mistake is everywhere than in one of several places.
  private static let preference = 0.25

  /// Adds each mistake that can be made in several places, made in all of them.
  mutating func addHabits() {
    let kinds: [Mistake.Kind] = [.sign, .droppedFactor, .droppedTerm, .otherFunction]
    var groups: [[Slip]] = []
    var positions: [String: Int] = [:]
    for slip in slips where kinds.contains(slip.kind) && slip.edits.count == 1 && !slip.isEffect {
      let name = slip.kind.rawValue + (slip.habit.map { key($0) } ?? key(slip.reason))
      if let position = positions[name] {
        groups[position].append(slip)
      } else {
        positions[name] = groups.count
        groups.append([slip])
      }
    }
    for group in groups where group.count > 1 {
      let edits = group.reduce(into: [NodeID: NodeID]()) { all, slip in
        for (id, node) in slip.edits where all[id] == nil { all[id] = node }
      }
      guard edits.count > 1, let first = group.min(by: { $0.cost < $1.cost }) else { continue }
      add(
        Slip(
          kind: first.kind, subject: first.subject,
          reason: (first.habit ?? first.reason) + [" each time"],
          cost: first.cost - Self.preference, edits: edits))
    }
  }

  /// The reason with each node by its index, to find the same reason again.
  private func key(_ reason: [Slip.Word]) -> String {
    reason.map { word in
      switch word {
      case .text(let text): text
      case .node(let id), .element(let id, _): "\(id.index)"
      case .formula: ""
      }
    }.joined(separator: "|")
  }

  /// Adds σ′ left out of every layer.
  mutating func addDerivativesLeftOut() {
    var functions: [(name: String, edits: [NodeID: NodeID])] = []
    for id in computation.nodes {
      guard let name = functionOfDerivative(id) else { continue }
      let ones = computation.constant(Tensor(computation.graph[id].shape, repeating: 1))
      guard let node = same(ones, inPlaceOf: id) else { continue }
      let known = functions.firstIndex { $0.name == name }
      if known == nil { functions.append((name, [:])) }
      functions[known ?? functions.count - 1].edits[id] = node
    }
    for (name, edits) in functions where edits.count > 1 {
      guard let last = edits.keys.max() else { continue }
      replace(
        edits, .droppedFactor, .node(last), 1.25,
        [.text("the derivative of \(name) is left out each time")])
    }
  }

  // MARK: Steps

  /// Adds the mistakes that are made in the steps of all parameters.
  mutating func addSteps() {
    let updates = updateRules()
    guard updates.count > 1 else { return }
    var added: [NodeID: NodeID] = [:]
    var bare: [NodeID: NodeID] = [:]
    var rate: NodeID?
    for update in updates {
      added[update.id] = computation.apply(
        .add, [update.weight, update.change], inPlaceOf: update.id)
      guard case .product(let factor, let rest) = form(update.change),
        computation.value(factor).count == 1
      else { continue }
      bare[update.change] = same(rest, inPlaceOf: update.change)
      rate = factor
    }
    replace(
      added, .sign, .node(updates[0].id), 0.75, ["every step is added, not subtracted"])
    guard let rate, bare.count == updates.count else { return }
    replace(
      bare, .droppedFactor, .node(rate), 0.75, [.node(rate), " is left out of every step"])
  }

  /// The nodes w − rate × slope: those of the last `step`, or lines of the reader's program that share a rate.
  private func updateRules() -> [(id: NodeID, weight: NodeID, change: NodeID)] {
    var updates: [(id: NodeID, weight: NodeID, change: NodeID)] = []
    for line in steps.sorted() where computation.all.contains(line) {
      guard case .same(let id) = form(line), case .difference(let weight, let change) = form(id)
      else { continue }
      updates.append((id, weight, change))
    }
    if !updates.isEmpty { return updates }
    var byRate: [NodeID: [(id: NodeID, weight: NodeID, change: NodeID)]] = [:]
    for id in computation.nodes where computation.graph[id].label != nil {
      guard case .difference(let weight, let change) = form(id),
        case .product(let rate, _) = form(change), computation.graph[rate].label != nil,
        computation.graph[rate].operation == nil, computation.value(rate).count == 1
      else { continue }
      byRate[rate, default: []].append((id, weight, change))
    }
    return byRate.sorted { $0.key < $1.key }.first { $0.value.count > 1 }?.value ?? []
  }
}
