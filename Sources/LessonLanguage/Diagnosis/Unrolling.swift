import Autodiff
import Text

/// Copies the part of a graph that depends on parameters, once as it was before the last step and once as it is now,
/// so that a value after the step is one computation that begins with the earlier parameters.
struct Unrolling {
  private(set) var graph: Graph
  private(set) var values: Evaluator
  private let workspace: Workspace
  private let memory: StepMemory?
  private var before: [NodeID: NodeID] = [:]
  private var now: [NodeID: NodeID] = [:]

  /// - Parameter memory: the last step, if the parameters are still the ones that it made.
  init(_ workspace: Workspace, after memory: StepMemory?) {
    self.workspace = workspace
    self.memory = memory
    graph = workspace.graph
    values = workspace.evaluator
  }

  /// Returns the node whose value is that of `target`; `nil` if the computation cannot be traced.
  mutating func node(_ target: NodeID) -> NodeID? {
    do throws(Diagnostic) {
      if let memory { try unroll(memory) }
      for id in sources(of: [target]) { now[id] = try present(id) }
    } catch {
      return nil
    }
    let result = now[target] ?? target
    return agrees(result, target) ? result : nil
  }

  /// The node of a value before the last step.
  mutating func earlier(_ id: NodeID) -> NodeID? {
    guard let memory else { return nil }
    do throws(Diagnostic) { try unroll([id], memory) } catch { return nil }
    return before[id]
  }

  /// The node of a value now, as far as it belongs to the last target.
  func now(_ id: NodeID) -> NodeID { now[id] ?? id }

  // MARK: Before the step, and now

  private mutating func unroll(
    _ targets: [NodeID], _ memory: StepMemory
  ) throws(Diagnostic) {
    for id in sources(of: targets) where before[id] == nil {
      if let value = memory.before[id] {
        let copy = graph.copy(id)
        values[copy] = value
        before[id] = copy
      } else {
        before[id] = try copy(id, before) ?? id
      }
    }
  }

  private mutating func unroll(_ memory: StepMemory) throws(Diagnostic) {
    try unroll(Array(memory.next.values), memory)
    for (variable, next) in memory.next.sorted(by: { $0.key < $1.key }) {
      guard let value = before[next] else { continue }
      // A value of its own, so that it can be told from the gradient's last node.
      let updated = try graph.apply(.identity, [value], inPlaceOf: variable)
      values[updated] = values[value]
      now[variable] = updated
    }
  }

  /// The node for a value as it is in the session, which may be older than the parameters.
  private mutating func present(_ id: NodeID) throws(Diagnostic) -> NodeID {
    if let known = now[id] { return known }
    if let original = graph.original(of: id) {
      for candidate in [now(original), before[original] ?? original] where agrees(candidate, id) {
        return candidate
      }
      return id
    }
    if let copy = try copy(id, now), agrees(copy, id) { return copy }
    if let earlier = before[id], agrees(earlier, id) { return earlier }
    if memory != nil, workspace.isVariable(id), let copy = try copy(id, before), agrees(copy, id) {
      return copy
    }
    return id
  }

  /// A copy of an operation on mapped inputs; `nil` if no input is mapped to another node.
  private mutating func copy(
    _ id: NodeID, _ map: [NodeID: NodeID]
  ) throws(Diagnostic) -> NodeID? {
    guard let operation = graph[id].operation else { return nil }
    let inputs = graph[id].inputs.map { map[$0] ?? $0 }
    if inputs == graph[id].inputs { return nil }
    let copy = try graph.apply(operation, inputs, inPlaceOf: id)
    try values.evaluate(copy, in: graph)
    return copy
  }

  private func agrees(_ id: NodeID, _ original: NodeID) -> Bool {
    guard let value = values[id], value.shape == graph[original].shape else { return false }
    return zip(value.elements, workspace.value(original).elements).allSatisfy {
      $0 == $1 || abs($0 - $1) <= 1e-9 * abs($1)
    }
  }

  /// The nodes that some depend on, with those that detached values were taken from, in order of computation.
  private func sources(of targets: [NodeID]) -> [NodeID] {
    var targets = targets
    while true {
      let all = workspace.graph.ancestors(of: targets)
      let originals = all.compactMap { workspace.graph.original(of: $0) }
      let known = Set(all)
      let more = originals.filter { !known.contains($0) }
      if more.isEmpty { return all }
      targets += more
    }
  }
}
