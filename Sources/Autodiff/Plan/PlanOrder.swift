/// The order in which a plan computes: whole operations one by one, and elementwise ones of one shape together.
struct PlanOrder {
  /// What one instruction computes.
  enum Entry {
    case whole(NodeID)
    /// Computed block by block, each from the ones before it while the block is in the cache.
    case elementwise([NodeID])
    /// A whole operation row by row, and elementwise ones that follow from its rows.
    case strips(NodeID, [NodeID])

    var nodes: [NodeID] {
      switch self {
      case .whole(let id): [id]
      case .elementwise(let ids): ids
      case .strips(let id, let ids): [id] + ids
      }
    }
  }

  struct Assignment {
    let variable: NodeID
    let value: NodeID
  }

  /// Operations on numbers that depend on numbers alone, in Double.
  private(set) var numbers: [NodeID] = []
  var entries: [Entry] = []

  /// - Parameter assignments: the values that variables take in the end: computed, where that is possible, after everything
  ///   else that reads the variable, so that they can take its place at once.
  /// - Parameter isNumber: for each node of the graph, whether it is a number that is computed of numbers alone.
  init(_ graph: Graph, for targets: [NodeID], assignments: [Assignment], isNumber: [Bool]) {
    let needed = graph.ancestors(of: targets)
    var isDone = [Bool](repeating: false, count: graph.count)
    var waiting: [NodeID] = []
    for id in needed {
      if graph[id].operation == nil || isNumber[id.index] {
        if graph[id].operation != nil { numbers.append(id) }
        isDone[id.index] = true
      } else {
        waiting.append(id)
      }
    }
    let readers = Self.readers(waiting, of: assignments, in: graph)
    order(waiting, graph, readers, &isDone)
  }

  /// For each assigned value the nodes that read its variable, itself and those computed from it left out.
  private static func readers(
    _ nodes: [NodeID], of assignments: [Assignment], in graph: Graph
  ) -> [NodeID: [NodeID]] {
    let readersOfVariable = graph.readers(among: nodes)
    var readers: [NodeID: [NodeID]] = [:]
    for assignment in assignments {
      let value = assignment.value
      guard let candidates = readersOfVariable[assignment.variable] else { continue }
      var follows = Set<NodeID>([value])
      // Only a later node can be computed from the value.
      if candidates.contains(where: { $0 > value }) {
        for id in nodes where id > value {
          if graph[id].inputs.contains(where: follows.contains) { follows.insert(id) }
        }
      }
      readers[value, default: []] += candidates.filter { !follows.contains($0) }
    }
    return readers
  }

  /// Which nodes are numbers, computed from constants and the variables that are bound to numbers.
  static func numbers(in graph: Graph, variables: Set<NodeID>) -> [Bool] {
    var isNumber = [Bool](repeating: false, count: graph.count)
    for index in 0..<graph.count {
      let id = graph.id(index)
      let node = graph[id]
      isNumber[index] =
        node.isVariable
        ? variables.contains(id)
        : node.shape.rank == 0 && node.inputs.allSatisfy { isNumber[$0.index] }
    }
    return isNumber
  }

  /// Takes what is ready; once an elementwise operation is, all of its shape that follow from it as well.
  private mutating func order(
    _ nodes: [NodeID], _ graph: Graph, _ readers: [NodeID: [NodeID]], _ isDone: inout [Bool]
  ) {
    // Looked up often: a node's inputs, and a number for each shape of an elementwise operation.
    var inputs = [[NodeID]](repeating: [], count: graph.count)
    var shapes = [Int](repeating: -1, count: graph.count)
    var numbers: [Shape: Int] = [:]
    for id in nodes {
      let node = graph[id]
      inputs[id.index] = node.inputs
      guard case .elementwise = node.operation!.computation else { continue }
      let number = numbers[node.shape] ?? numbers.count
      numbers[node.shape] = number
      shapes[id.index] = number
    }
    func hasInputs(_ id: NodeID) -> Bool { inputs[id.index].allSatisfy { isDone[$0.index] } }
    func isReady(_ id: NodeID) -> Bool {
      hasInputs(id) && (readers[id]?.allSatisfy { isDone[$0.index] } ?? true)
    }
    var waiting = nodes
    while !waiting.isEmpty {
      let first = waiting.firstIndex(where: isReady) ?? waiting.firstIndex(where: hasInputs)!
      let id = waiting.remove(at: first)
      isDone[id.index] = true
      switch graph[id].operation!.computation {
      case .view: continue
      case .whole, .broadcast: entries.append(.whole(id))
      case .elementwise:
        var group = [id]
        var rest: [NodeID] = []
        for candidate in waiting {
          if shapes[candidate.index] == shapes[id.index], isReady(candidate) {
            isDone[candidate.index] = true
            group.append(candidate)
          } else {
            rest.append(candidate)
          }
        }
        waiting = rest
        entries.append(.elementwise(group))
      }
    }
  }
}

extension Graph {
  /// For each node that is read, as it is or through views, those of `nodes` that read it.
  func readers(among nodes: [NodeID]) -> [NodeID: [NodeID]] {
    var readers: [NodeID: [NodeID]] = [:]
    for id in nodes {
      for read in Set(self[id].inputs.map { viewed($0) }) { readers[read, default: []].append(id) }
    }
    return readers
  }

  /// What a node shows in another shape; itself where it is no view.
  func viewed(_ id: NodeID) -> NodeID {
    var id = id
    while let operation = self[id].operation, case .view = operation.computation {
      id = self[id].inputs[0]
    }
    return id
  }
}
