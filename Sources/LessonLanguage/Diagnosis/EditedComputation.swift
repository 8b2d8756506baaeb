import Autodiff
import Text

/// A quantity's computation down to given numbers, in which nodes can be replaced.
///
/// A mistake is a replacement of one or more nodes by others that are added to the graph. Only what depends on a replaced
/// node is computed again.
struct EditedComputation {
  private(set) var graph: Graph
  private(set) var values: Evaluator
  let target: NodeID
  /// The nodes that the target depends on and that can be replaced, in order of computation.
  let nodes: [NodeID]
  /// The nodes that the target depends on.
  let all: Set<NodeID>
  /// The number of nodes of the computation without any mistake.
  private let count: Int
  private var users: [NodeID: [NodeID]] = [:]
  /// The number of named quantities between a node and the target, without both.
  private(set) var distance: [NodeID: Int] = [:]
  /// The approximate time to compute all nodes, in nanoseconds.
  private(set) var work = 0.0

  /// The largest number of nodes that are replaced: those next to the target.
  private static let mostNodes = 400

  init(_ graph: Graph, _ values: Evaluator, target: NodeID) {
    (self.graph, self.values, self.target) = (graph, values, target)
    count = graph.count
    let ancestors = graph.ancestors(of: [target])
    all = Set(ancestors)
    nodes = Array(ancestors.suffix(Self.mostNodes))
    for id in nodes {
      for input in graph[id].inputs { users[input, default: []].append(id) }
      work += graph.work(of: id)
    }
    distance[target] = 0
    for id in nodes.reversed() {
      guard let own = distance[id] else { continue }
      let next = own + (graph[id].label != nil && id != target ? 1 : 0)
      for input in graph[id].inputs { distance[input] = min(distance[input] ?? .max, next) }
    }
  }

  func value(_ id: NodeID) -> Tensor { values[id] ?? Tensor(.nan) }

  /// Whether a number is one of the computation, given or computed.
  func contains(_ number: Double) -> Bool {
    nodes.contains { id in
      let value = value(id)
      return value.count <= Working.fewElements
        && value.elements.contains { abs(abs($0) - number) <= 1e-12 * abs(number) }
    }
  }

  /// Whether a node was made by a gradient's rule.
  func isBackward(_ id: NodeID) -> Bool { graph[id].origin != nil }

  func users(of id: NodeID) -> [NodeID] { users[id] ?? [] }

  /// The first quantity with a name on the way from a node to the target, or the target.
  func line(of id: NodeID) -> NodeID {
    var id = id
    while id != target, graph[id].label == nil, let user = users(of: id).first { id = user }
    return id
  }

  // MARK: Adding nodes

  /// Adds a node, which takes the place of another one; `nil` if the operation is undefined there.
  mutating func apply(
    _ operation: Operation, _ inputs: [NodeID], inPlaceOf other: NodeID? = nil
  ) -> NodeID? {
    do throws(Diagnostic) {
      let id: NodeID
      if let other {
        id = try graph.apply(operation, inputs, inPlaceOf: other)
      } else {
        id = try graph.apply(operation, inputs)
      }
      try values.evaluate(id, in: graph)
      return id
    } catch {
      return nil
    }
  }

  mutating func constant(_ tensor: Tensor, spelling: String? = nil) -> NodeID {
    let id = graph.constant(tensor, spelling: spelling.map { [$0] })
    values[id] = tensor
    return id
  }

  mutating func constant(_ number: Double) -> NodeID { constant(Tensor(number)) }

  mutating func set(_ id: NodeID, to value: Tensor) { values[id] = value }

  /// Computes a node again, and returns whether it has a value.
  mutating func evaluate(_ id: NodeID) -> Bool {
    do throws(Diagnostic) { try values.evaluate(id, in: graph) } catch { return false }
    return true
  }

  /// Adds nodes with `build`; `nil` if it fails.
  mutating func add(_ build: (inout Graph) throws(Diagnostic) -> NodeID?) -> NodeID? {
    let first = graph.count
    do throws(Diagnostic) {
      guard let id = try build(&graph) else { return nil }
      for index in first..<graph.count { try values.evaluate(graph.id(index), in: graph) }
      return id
    } catch {
      return nil
    }
  }

  // MARK: Replacing nodes

  /// The target's value with some nodes replaced; `nil` if it cannot be computed.
  func value(replacing edits: [NodeID: NodeID]) -> Tensor? {
    var run = Replacement(self, edits)
    return run.value(target)
  }

  /// Adds the nodes that depend on replaced ones, and returns the one that takes the place of `id`.
  mutating func node(_ id: NodeID, replacing edits: [NodeID: NodeID]) -> NodeID? {
    var built: [NodeID: NodeID] = [:]
    return build(id, edits, affected(by: edits), &built)
  }

  private mutating func build(
    _ id: NodeID, _ edits: [NodeID: NodeID], _ affected: Set<NodeID>,
    _ built: inout [NodeID: NodeID]
  ) -> NodeID? {
    if let known = built[id] { return known }
    guard affected.contains(id) else { return id }
    let result = rebuilt(edits[id] ?? id, in: id, edits, affected, &built)
    built[id] = result
    return result
  }

  /// A node of the replacement of `id`, with inputs that other replacements have changed.
  private mutating func rebuilt(
    _ new: NodeID, in id: NodeID, _ edits: [NodeID: NodeID], _ affected: Set<NodeID>,
    _ built: inout [NodeID: NodeID]
  ) -> NodeID? {
    if isShared(new), new != id { return build(new, edits, affected, &built) }
    var inputs: [NodeID] = []
    for input in graph[new].inputs {
      // A replacement may contain what it replaces, as it would have been.
      let node =
        isShared(input) && input != id
        ? build(input, edits, affected, &built) : rebuilt(input, in: id, edits, affected, &built)
      guard let node else { return nil }
      inputs.append(node)
    }
    guard let operation = graph[new].operation, inputs != graph[new].inputs else { return new }
    return apply(operation, inputs, inPlaceOf: new)
  }

  /// Whether a node belongs to the computation without mistakes.
  func isShared(_ id: NodeID) -> Bool { id.index < count }

  /// The nodes that some replacements change.
  fileprivate func affected(by edits: [NodeID: NodeID]) -> Set<NodeID> {
    var affected = Set(edits.keys)
    var waiting = Array(edits.keys)
    while let id = waiting.popLast() {
      for user in users(of: id) where affected.insert(user).inserted { waiting.append(user) }
    }
    return affected
  }
}

/// One computation of what depends on replaced nodes.
private struct Replacement {
  private let computation: EditedComputation
  private let edits: [NodeID: NodeID]
  private let affected: Set<NodeID>
  private var known: [NodeID: Tensor] = [:]
  private var waiting: Set<NodeID> = []

  init(_ computation: EditedComputation, _ edits: [NodeID: NodeID]) {
    self.computation = computation
    self.edits = edits
    affected = computation.affected(by: edits)
  }

  mutating func value(_ id: NodeID) -> Tensor? {
    if let value = known[id] { return value }
    guard affected.contains(id) else { return computation.values[id] }
    // A replacement that depends on what it changes has no value.
    guard waiting.insert(id).inserted else { return nil }
    let value = edits[id].map { replacement($0, of: id) } ?? computed(id, replacing: nil)
    waiting.remove(id)
    known[id] = value
    return value
  }

  /// The value of an added node that takes the place of `id`, which it may contain as it would have been.
  private mutating func replacement(_ new: NodeID, of id: NodeID) -> Tensor? {
    if new == id { return computed(id, replacing: nil) }
    if computation.isShared(new) { return value(new) }
    if computation.graph[new].operation == nil { return computation.values[new] }
    return computed(new, replacing: id)
  }

  private mutating func computed(_ id: NodeID, replacing old: NodeID?) -> Tensor? {
    guard let operation = computation.graph[id].operation else { return computation.values[id] }
    var inputs: [Tensor] = []
    for input in computation.graph[id].inputs {
      guard let value = old.map({ replacement(input, of: $0) }) ?? value(input) else { return nil }
      inputs.append(value)
    }
    return try? operation.value(inputs)
  }
}
