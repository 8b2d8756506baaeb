import Autodiff

/// The nodes of a graph that a picture of it shows, and the operations that belong to each.
struct NodeChoice {
  /// The largest number of nodes up to which every operation is shown; beyond it, only named quantities are.
  private static let mostOperations = 14
  /// The largest number of nodes in a picture.
  private static let most = 32

  let target: NodeID
  /// The shown nodes in order of computation.
  let shown: [NodeID]
  /// The number of nodes that are left out, the ones furthest from the target.
  let omitted: Int
  /// The nodes that each node is computed from, in the order in which its formula has them.
  private(set) var links: [NodeID: [NodeID]] = [:]
  /// The node to which each operation belongs.
  private var owners: [NodeID: NodeID] = [:]
  /// The number of nodes of the graph that were visited.
  let work: Int

  /// - Parameter isSum: whether a node adds or subtracts; of a long sum only the result is a node.
  init(_ target: NodeID, in graph: Graph, isSum: (NodeID) -> Bool) {
    self.target = target
    let all = graph.ancestors(of: [target])
    work = all.count
    // A number of the program without a name, and what is computed from such numbers alone, is part of a formula.
    var hasName: Set<NodeID> = [target]
    for id in all {
      let node = graph[id]
      if node.label != nil || node.isVariable || node.inputs.contains(where: hasName.contains) {
        hasName.insert(id)
      }
    }
    var nodes = hasName
    if nodes.count > Self.mostOperations {
      nodes = Self.named(all, target, in: graph).intersection(hasName)
    } else {
      for id in all where nodes.contains(id) && isSum(id) {
        nodes.subtract(
          graph[id].inputs.filter { graph[$0].label == nil && $0 != target && isSum($0) })
      }
    }
    for id in all.reversed() {
      if nodes.contains(id) { owners[id] = id }
      guard let owner = owners[id] else { continue }
      for input in graph[id].inputs where !nodes.contains(input) { owners[input] = owner }
    }
    for id in nodes { links[id] = Self.inputs(of: id, nodes, in: graph) }
    let nearest = Self.nearest(to: target, links)
    shown = nearest.sorted()
    omitted = nodes.count - nearest.count
  }

  /// Whether a node of the graph is one of its own, shown or left out.
  func isNode(_ id: NodeID) -> Bool { owners[id] == id }

  func owner(of id: NodeID) -> NodeID? { owners[id] }

  /// The operations that belong to a node, its own included.
  func operations(of id: NodeID) -> [NodeID] {
    owners.filter { $0.value == id }.map { $0.key }.sorted()
  }

  /// The nodes with names, and those that serve more than one of them.
  private static func named(_ all: [NodeID], _ target: NodeID, in graph: Graph) -> Set<NodeID> {
    var nodes: Set<NodeID> = []
    var owners: [NodeID: Set<NodeID>] = [target: [target]]
    for id in all.reversed() {
      let node = graph[id]
      let own = owners[id] ?? []
      if id == target || node.label != nil || node.isVariable || own.count > 1 { nodes.insert(id) }
      for input in node.inputs {
        owners[input, default: []].formUnion(nodes.contains(id) ? [id] : own)
      }
    }
    return nodes
  }

  /// The nearest nodes on every way back from a node, in the order in which its formula has them.
  private static func inputs(
    of id: NodeID, _ nodes: Set<NodeID>, in graph: Graph
  ) -> [NodeID] {
    var found: [NodeID] = []
    var seen: Set<NodeID> = []
    var waiting = Array(graph[id].inputs.reversed())
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted else { continue }
      if nodes.contains(next) {
        found.append(next)
      } else {
        waiting += graph[next].inputs.reversed()
      }
    }
    return found
  }

  /// The nodes with the fewest links to the target, up to the largest number of a picture.
  private static func nearest(to target: NodeID, _ links: [NodeID: [NodeID]]) -> [NodeID] {
    var reached = [target]
    var seen: Set<NodeID> = [target]
    var next = 0
    while next < reached.count, reached.count < most {
      for input in links[reached[next]] ?? []
      where reached.count < most && seen.insert(input).inserted {
        reached.append(input)
      }
      next += 1
    }
    return reached
  }
}
