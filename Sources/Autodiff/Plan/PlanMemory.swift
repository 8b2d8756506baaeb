import Kernels

/// Assigns memory to the nodes of a plan.
///
/// A node reuses the memory of one that is no longer read. An assigned value uses its variable's memory directly if every
/// other reader comes before it; otherwise it is copied there at the end.
struct PlanMemory<S: PlanScalar> {
  private(set) var places: [NodeID: UnsafeMutablePointer<S>] = [:]
  /// Values that are copied to their variables at the end.
  private(set) var copies: [(value: NodeID, variable: NodeID)] = []
  /// What the memory of the rest is.
  let arena: Storage<S>

  /// - Parameters:
  ///   - local: nodes that are used only in their own entry and need no memory.
  ///   - kept: nodes whose values are read after the run.
  init(
    _ graph: Graph, _ entries: [PlanOrder.Entry], local: Set<NodeID>, kept: Set<NodeID>,
    assignments: [Plan<S>.Assignment], storage: [NodeID: Storage<S>]
  ) {
    var lastUse: [NodeID: Int] = [:]
    for (position, entry) in entries.enumerated() {
      for id in entry.nodes {
        for input in graph[id].inputs { lastUse[graph.viewed(input)] = position }
      }
    }
    for id in kept { lastUse[graph.viewed(id)] = entries.count }
    for (variable, storage) in storage { places[variable] = storage.start }

    let readers = graph.readers(among: entries.flatMap { $0.nodes })
    let order = Order(entries)
    var taken = Set<NodeID>()
    for assignment in assignments {
      let (value, variable) = (assignment.value, assignment.variable)
      let isComputed = !(graph[value].operation.map { $0.isView } ?? true)
      if isComputed, !taken.contains(value),
        order.isLast(value, of: variable, among: readers[variable] ?? [], graph)
      {
        places[value] = places[variable]
        taken.insert(value)
      } else {
        copies.append((value, variable))
        lastUse[graph.viewed(value)] = entries.count
      }
    }
    var layout = Layout()
    var offsets: [NodeID: Int] = [:]
    var ending = [[NodeID]](repeating: [], count: entries.count + 1)
    for (position, entry) in entries.enumerated() {
      for id in entry.nodes where places[id] == nil && !local.contains(id) {
        offsets[id] = layout.take(graph[id].shape.count)
        ending[lastUse[id, default: position]].append(id)
      }
      for id in ending[position] { layout.release(offsets[id]!, graph[id].shape.count) }
    }
    arena = Storage(Shape([layout.size]))
    for (id, offset) in offsets { places[id] = arena.start + offset }
  }

  /// The position of each node in the order.
  private struct Order {
    private var positions: [NodeID: Int] = [:]
    /// Whole operations may read their inputs after they have started to write.
    private var wholes = Set<NodeID>()

    init(_ entries: [PlanOrder.Entry]) {
      for entry in entries {
        for id in entry.nodes { positions[id] = positions.count }
        switch entry {
        case .whole, .joint: wholes.formUnion(entry.nodes)
        case .elementwise, .strips: break
        }
      }
    }

    /// Whether no reader needs a variable after its next value is written.
    func isLast(
      _ value: NodeID, of variable: NodeID, among readers: [NodeID], _ graph: Graph
    ) -> Bool {
      guard let position = positions[value] else { return false }
      return readers.allSatisfy { reader in
        reader == value
          ? !wholes.contains(value) || graph.replaces(variable, by: value)
          : positions[reader]! < position
      }
    }
  }

  /// Free and used ranges of one piece of memory, aligned to cache lines.
  private struct Layout {
    var size = 0
    private var free: [(offset: Int, count: Int)] = []

    private static func aligned(_ count: Int) -> Int { Registers.filled(Swift.max(count, 1)) }

    /// Returns the first free range that is large enough, or new memory at the end.
    mutating func take(_ count: Int) -> Int {
      let count = Self.aligned(count)
      if let position = free.firstIndex(where: { $0.count >= count }) {
        let offset = free[position].offset
        free[position] = (offset + count, free[position].count - count)
        if free[position].count == 0 { free.remove(at: position) }
        return offset
      }
      size += count
      return size - count
    }

    mutating func release(_ offset: Int, _ count: Int) {
      free.append((offset, Self.aligned(count)))
      free.sort { $0.offset < $1.offset }
      var joined: [(offset: Int, count: Int)] = []
      for part in free {
        if let last = joined.last, last.offset + last.count == part.offset {
          joined[joined.count - 1].count += part.count
        } else {
          joined.append(part)
        }
      }
      free = joined
    }
  }
}

extension Graph {
  /// Whether an operation that is computed as a whole, a step of weights along their gradient, reads each element of a node
  /// only for the element that replaces it.
  fileprivate func replaces(_ id: NodeID, by value: NodeID) -> Bool {
    Orientation.allCases.contains { form in
      let step = Pattern.productStep(
        form, .operand(.p, .matrix), .operand(.q, .matrix), from: .operand(.a, .any),
        times: .operand(.s, .number))
      guard let match = match(step, self[value].operation!, self[value].inputs) else {
        return false
      }
      return match[.a] == id && viewed(match[.p]) != id && viewed(match[.q]) != id
    }
  }
}
