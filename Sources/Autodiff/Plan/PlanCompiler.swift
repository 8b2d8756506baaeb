import Kernels
import Text

/// Compiles a graph into the instructions of a plan: simplifies and orders it, and assigns memory to every node.
struct PlanCompiler<S: PlanScalar> {
  typealias Assignment = Plan<S>.Assignment

  private(set) var owned = OwnedStorage<S>()
  private(set) var numberInstructions: [Instruction<Double>] = []
  private(set) var instructions: [Instruction<S>] = []
  private(set) var conversions:
    [(number: UnsafePointer<Double>, element: UnsafeMutablePointer<S>)] =
      []
  private(set) var tensorCopies: [(from: UnsafePointer<S>, to: Storage<S>)] = []
  private(set) var numberCopies: [(from: UnsafePointer<Double>, to: Storage<Double>)] = []
  private(set) var roundedCopies: [(from: UnsafePointer<S>, to: Storage<Double>)] = []
  private(set) var results: [NodeID: UnsafePointer<S>] = [:]

  private let graph: Graph
  private let workers: Workers
  /// The nodes that are numbers computed only from numbers.
  private let isNumber: [Bool]
  /// The memory of each tensor; a view shares that of its input.
  private var places: [NodeID: UnsafeMutablePointer<S>] = [:]
  private var numberPlaces: [NodeID: UnsafeMutablePointer<Double>] = [:]

  init(
    _ original: Graph, _ wanted: [NodeID], _ assigned: [Assignment], _ variables: Variables<S>,
    _ workers: Workers
  ) throws(Diagnostic) {
    let simple = try Simplification(
      original, for: wanted + assigned.map { $0.value } + assigned.map { $0.variable },
      regroupsNumbers: S.regroupsNumbers)
    var graph = simple.graph
    let assignments = assigned.map {
      Assignment(
        variable: simple.places[$0.variable]!, value: graph.computed(simple.places[$0.value]!))
    }
    let kept = wanted.map { graph.computed(simple.places[$0]!) }
    self.graph = graph
    self.workers = workers
    let targets = kept + assignments.map { $0.value }
    let (tensors, numbers) = Self.bind(variables, simple.variables)
    owned.storages += tensors.values
    owned.numbers += numbers.values
    isNumber = PlanOrder.numbers(in: graph, variables: Set(numbers.keys))
    var order = PlanOrder(
      graph, for: targets,
      assignments: assignments.map { .init(variable: $0.variable, value: $0.value) },
      isNumber: isNumber)
    order.entries = JointOperations.joined(order.entries, graph)
    let kernels = Self.kernels(order.entries, graph)
    var next: [NodeID: NodeID] = [:]
    for assignment in assignments { next[assignment.variable] = assignment.value }
    order.entries = Strips.joined(order.entries, graph, kernels: kernels, assigned: next)

    placeNumbers(order.numbers, numbers)
    let local = locals(order.entries, kept: Set(targets))
    let memory = PlanMemory(
      graph, order.entries, local: local, kept: Set(kept),
      assignments: assignments.filter { tensors[$0.variable] != nil && !isNumber[$0.value.index] },
      storage: tensors)
    owned.storages.append(memory.arena)
    places = memory.places
    placeConstants(targets)
    for entry in order.entries { emit(entry, local, kernels) }
    for (value, variable) in memory.copies { tensorCopies.append((at(value), tensors[variable]!)) }
    for assignment in assignments {
      assignNumber(assignment, tensors[assignment.variable], numbers[assignment.variable])
    }
    for (original, id) in zip(wanted, kept) { results[original] = at(id) }
  }

  // MARK: Places

  private static func bind(
    _ variables: Variables<S>, _ originals: [NodeID: NodeID]
  ) -> (tensors: [NodeID: Storage<S>], numbers: [NodeID: Storage<Double>]) {
    var tensors: [NodeID: Storage<S>] = [:]
    var numbers: [NodeID: Storage<Double>] = [:]
    for (variable, original) in originals {
      if let storage = variables.tensors[original] {
        tensors[variable] = storage
      } else if let storage = variables.numbers[original] {
        numbers[variable] = storage
      } else {
        preconditionFailure("every variable of a plan is bound to a storage")
      }
    }
    return (tensors, numbers)
  }

  private mutating func placeNumbers(_ order: [NodeID], _ variables: [NodeID: Storage<Double>]) {
    for (variable, storage) in variables { numberPlaces[variable] = storage.start }
    for id in order {
      let operands = graph[id].inputs.map { input in
        Kernel.Operand(start: UnsafePointer(numberPlace(input)), stride: 1)
      }
      let kernel = graph[id].operation!.kernel(
        graph[id].inputs.map { graph[$0].shape }, graph[id].shape)
      numberInstructions.append(
        Instruction(
          .init(kernel: kernel, count: 1, operands: FixedArray(operands), out: numberPlace(id)),
          nil,
          .one))
    }
  }

  /// The Double of a number; a constant has its value at once.
  private mutating func numberPlace(_ id: NodeID) -> UnsafeMutablePointer<Double> {
    if let place = numberPlaces[id] { return place }
    let storage: Storage<Double>
    if case .constant(let tensor, _) = graph[id].source {
      storage = Storage(tensor)
    } else {
      storage = Storage(.scalar)
    }
    owned.numbers.append(storage)
    numberPlaces[id] = storage.start
    return storage.start
  }

  private mutating func placeConstants(_ targets: [NodeID]) {
    for id in graph.ancestors(of: targets) {
      guard case .constant(let tensor, _) = graph[id].source else { continue }
      let storage = Storage<S>(tensor)
      owned.storages.append(storage)
      places[id] = storage.start
    }
  }

  /// The elements of a node; a number that instructions read is converted first.
  private mutating func at(_ id: NodeID) -> UnsafePointer<S> {
    let id = graph.viewed(id)
    if let place = places[id] { return UnsafePointer(place) }
    let storage = Storage<S>(.scalar)
    owned.storages.append(storage)
    places[id] = storage.start
    conversions.append((UnsafePointer(numberPlace(id)), storage.start))
    return UnsafePointer(storage.start)
  }

  /// Variables that are numbers, and numbers that are assigned to variables, stay Double if possible.
  private mutating func assignNumber(
    _ assignment: Assignment, _ tensor: Storage<S>?, _ number: Storage<Double>?
  ) {
    if let number {
      if isNumber[assignment.value.index] {
        numberCopies.append((UnsafePointer(numberPlace(assignment.value)), number))
      } else {
        roundedCopies.append((at(assignment.value), number))
      }
    } else if let tensor, isNumber[assignment.value.index] {
      tensorCopies.append((at(assignment.value), tensor))
    }
  }

  /// The nodes of blocks and strips that are read only in their own entry.
  private func locals(_ entries: [PlanOrder.Entry], kept: Set<NodeID>) -> Set<NodeID> {
    var entryOf: [NodeID: Int] = [:]
    for (position, entry) in entries.enumerated() {
      for id in entry.nodes { entryOf[id] = position }
    }
    var local = Set<NodeID>()
    for entry in entries {
      switch entry {
      case .whole, .joint: continue
      case .elementwise, .strips: local.formUnion(entry.nodes)
      }
    }
    for (position, entry) in entries.enumerated() {
      for id in entry.nodes {
        for input in graph[id].inputs {
          let source = graph.viewed(input)
          if entryOf[source] != position || source != input { local.remove(source) }
        }
      }
    }
    for id in kept { local.remove(graph.viewed(id)) }
    return local
  }

  // MARK: Instructions

  /// Makes the loops of operations that are computed as a whole.
  static func kernels(_ entries: [PlanOrder.Entry], _ graph: Graph) -> [NodeID: Kernel] {
    var kernels: [NodeID: Kernel] = [:]
    for case .whole(let id) in entries {
      kernels[id] = graph[id].operation!.kernel(
        graph[id].inputs.map { graph[$0].shape }, graph[id].shape)
    }
    return kernels
  }

  private mutating func emit(
    _ entry: PlanOrder.Entry, _ local: Set<NodeID>, _ kernels: [NodeID: Kernel]
  ) {
    switch entry {
    case .whole(let id): instructions.append(Instruction(whole(id, kernels[id]!), nil, workers))
    case .joint(let id, let other):
      let inputs = graph[id].inputs
      let kernel = JointOperations.kernel(inputs.map { graph[$0].shape })
      instructions.append(Instruction(whole(id, kernel, inputs + [other]), nil, workers))
    case .elementwise(let ids): instructions.append(Instruction(nil, blocks(ids, local), workers))
    case .strips(let id, let ids):
      instructions.append(
        Instruction(whole(id, kernels[id]!), blocks(ids, local, strip: id), workers))
    }
  }

  /// - Parameter operands: the node's inputs unless given.
  private mutating func whole(
    _ id: NodeID, _ kernel: Kernel, _ operands: [NodeID]? = nil
  ) -> Instruction<S>.Whole {
    let operands = (operands ?? graph[id].inputs).map { Kernel.Operand(start: at($0), stride: 1) }
    return .init(
      kernel: kernel, count: graph[id].shape.count, operands: FixedArray(operands), out: places[id])
  }

  private mutating func blocks(
    _ ids: [NodeID], _ local: Set<NodeID>, strip: NodeID? = nil
  ) -> ElementwiseBlocks<S> {
    let shape = graph[ids[0]].shape
    let members = Set(ids)
    let axes = graph.joinable(ids)
    let loops = graph.loops(ids, local: local)
    var lastUse: [NodeID: Int] = [:]
    for (position, loop) in loops.enumerated() {
      for input in loop.inputs where members.contains(input) { lastUse[input] = position }
    }
    var blockOf: [NodeID: Int] = [:]
    var free: [Int] = []
    var blockCount = 0
    var placed: [ElementwiseBlocks<S>.Loop] = []
    for (position, loop) in loops.enumerated() {
      let sources = loop.inputs.map { input -> ElementwiseBlocks<S>.Source in
        if let block = blockOf[input] { return .block(block) }
        if input == strip { return .strip }
        return .memory(at(input), RowWalk(graph[input].shape, under: shape, joined: axes))
      }
      let target: ElementwiseBlocks<S>.Target
      if local.contains(loop.result) {
        let block = free.popLast() ?? blockCount
        blockCount = Swift.max(blockCount, block + 1)
        blockOf[loop.result] = block
        target = .block(block)
      } else {
        target = .memory(places[loop.result]!)
      }
      placed.append(.init(kernel: loop.kernel, sources: sources, target: target))
      for (input, use) in lastUse where use == position {
        if let block = blockOf[input] { free.append(block) }
        lastUse[input] = nil
      }
    }
    let inner = shape.sizes.suffix(axes).reduce(1, *)
    return ElementwiseBlocks(
      placed, rows: inner == 0 ? 0 : shape.count / inner, inner: inner, blockCount: blockCount,
      threads: workers.count)
  }
}

extension Operation {
  var isView: Bool {
    if case .view = computation { return true }
    return false
  }

  /// The loops for inputs of known shapes; a view has none and shares its input's memory.
  func kernel(_ inputs: [Shape], _ shape: Shape) -> Kernel {
    switch computation {
    case .elementwise(let kernel): kernel
    case .whole(let make): make(inputs, shape)
    case .broadcast, .view: .repeated(inputs[0], to: shape)
    }
  }
}

extension Graph {
  /// Returns the node itself if it is an operation's result, else a copy, which is kept when the variable changes.
  fileprivate mutating func computed(_ id: NodeID) -> NodeID {
    self[viewed(id)].operation == nil ? emit(.broadcast(to: self[id].shape), id) : id
  }
}
