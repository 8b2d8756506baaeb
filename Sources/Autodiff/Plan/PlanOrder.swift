/// The order of a plan: whole operations one by one, and elementwise ones of one shape together.
struct PlanOrder {
  /// The operations of one instruction.
  enum Entry {
    case whole(NodeID)
    /// Two such operations, of which one loop computes both.
    case joint(NodeID, with: NodeID)
    /// Elementwise operations, computed block by block while the block is in the cache.
    case elementwise([NodeID])
    /// A whole operation in strips of rows, and elementwise ones that depend on its rows.
    case strips(NodeID, [NodeID])

    var nodes: [NodeID] {
      switch self {
      case .whole(let id): [id]
      case .joint(let id, let other): [id, other]
      case .elementwise(let ids): ids
      case .strips(let id, let ids): [id] + ids
      }
    }
  }

  struct Assignment {
    let variable: NodeID
    let value: NodeID
  }

  /// Operations on numbers that depend only on numbers, in Double.
  private(set) var numbers: [NodeID] = []
  var entries: [Entry] = []

  /// - Parameter assignments: the next values of variables. If possible, they are computed after all other readers of the
  ///   variable, so that they can use its memory directly.
  /// - Parameter isNumber: for each node of the graph, whether it is a number computed only from numbers.
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

  /// For each assigned value, the nodes that read its variable, except itself and the nodes that depend on it.
  private static func readers(
    _ nodes: [NodeID], of assignments: [Assignment], in graph: Graph
  ) -> [NodeID: [NodeID]] {
    let readersOfVariable = graph.readers(among: nodes)
    var readers: [NodeID: [NodeID]] = [:]
    for assignment in assignments {
      let value = assignment.value
      guard let candidates = readersOfVariable[assignment.variable] else { continue }
      var follows = Set<NodeID>([value])
      // Only later nodes can depend on the value.
      if candidates.contains(where: { $0 > value }) {
        for id in nodes where id > value {
          if graph[id].inputs.contains(where: follows.contains) { follows.insert(id) }
        }
      }
      readers[value, default: []] += candidates.filter { !follows.contains($0) }
    }
    return readers
  }

  /// Finds the numbers that are computed from constants and from variables bound to numbers.
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

  /// Schedules operations that are ready; after an elementwise one, also all of its shape that depend on it.
  private mutating func order(
    _ nodes: [NodeID], _ graph: Graph, _ readers: [NodeID: [NodeID]], _ isDone: inout [Bool]
  ) {
    // These are looked up often: a node's inputs, and a number for each shape of an elementwise operation.
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
  /// For each node that is read, directly or through views, its readers among `nodes`.
  func readers(among nodes: [NodeID]) -> [NodeID: [NodeID]] {
    var readers: [NodeID: [NodeID]] = [:]
    for id in nodes {
      for read in Set(self[id].inputs.map { viewed($0) }) { readers[read, default: []].append(id) }
    }
    return readers
  }

  /// The node that a view shows in another shape; the node itself if it is not a view.
  func viewed(_ id: NodeID) -> NodeID {
    var id = id
    while let operation = self[id].operation, case .view = operation.computation {
      id = self[id].inputs[0]
    }
    return id
  }
}
