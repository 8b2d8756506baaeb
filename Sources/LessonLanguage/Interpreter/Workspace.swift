import Autodiff
import Text

/// A graph with the current values of its nodes and their freshness.
struct Workspace: Sendable {
  private(set) var graph = Graph()
  private(set) var evaluator = Evaluator()
  let limits: Limits
  private(set) var work = 0.0
  private var elements = 0
  private var freshness = Freshness()
  /// The loops, descents and trainings around the current statement, outermost first.
  var progress: [Progress] = []

  init(limits: Limits) { self.limits = limits }

  func value(_ id: NodeID) -> Tensor {
    guard let value = evaluator[id] else { preconditionFailure("a node was never computed") }
    return value
  }

  // MARK: Building

  /// Adds nodes with `build` and computes them; an error is placed at `place`.
  mutating func add<T>(
    at place: Place, _ build: (inout Graph) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> T {
    let first = graph.count
    return try Diagnostic.placed(at: place) { () throws(Diagnostic) in
      let result = try build(&graph)
      try computeNew(from: first, at: place)
      return result
    }
  }

  mutating func apply(
    _ operation: Operation, _ inputs: [NodeID], at place: Place
  ) throws(Diagnostic) -> NodeID {
    try add(at: place) { (graph) throws(Diagnostic) in try graph.apply(operation, inputs) }
  }

  mutating func setLabel(_ label: Label, of id: NodeID) { graph.setLabel(label, of: id) }

  private mutating func computeNew(from first: Int, at place: Place) throws(Diagnostic) {
    guard graph.count <= limits.nodes else {
      throw Diagnostic("the program has built \(limits.nodes) quantities; that is the limit")
    }
    for index in first..<graph.count { try computeNew(graph.id(index)) }
  }

  // MARK: Computing

  /// Recomputes operations with the current values of the variables.
  mutating func recompute(_ schedule: Schedule, at place: Place) throws(Diagnostic) {
    try Diagnostic.placed(at: place) { () throws(Diagnostic) in
      try spend(schedule.work)
      try evaluator.run(schedule)
    }
    for id in schedule.nodes { freshness.computed(id) }
  }

  private mutating func computeNew(_ id: NodeID) throws(Diagnostic) {
    let count = graph[id].shape.count
    guard count <= limits.tensorElements else {
      throw Diagnostic(
        "a tensor of shape \(graph[id].shape) has " + (count == .max ? "too many" : "\(count)")
          + " elements; the limit is \(limits.tensorElements)")
    }
    elements += count
    guard elements <= limits.totalElements else {
      throw Diagnostic(
        "the program's tensors have more than \(limits.totalElements) elements together")
    }
    if let operation = graph[id].operation {
      try reserve(graph.scratch(of: id), "'\(operation.name)' takes memory for")
    }
    try spend(Work.newNode + graph.work(of: id))
    try evaluator.evaluate(id, in: graph)
    freshness.append(graph[id])
  }

  mutating func spend(_ amount: Double) throws(Diagnostic) {
    work += amount
    guard work <= limits.work else {
      let reached = progress.map { "\($0.unit.rawValue) \($0.number)" }.joined(separator: ", ")
      throw Diagnostic(
        "the program has used up the \(Int(limits.work)) units of work that one run may do; it was stopped "
          + (reached.isEmpty ? "here" : "at " + reached))
    }
  }

  /// Adopts the work that a copy has counted.
  mutating func countWork(of copy: Workspace) { work = max(work, copy.work) }

  /// Counts work; an error is placed at `place`.
  mutating func spend(_ amount: Double, at place: Place) throws(Diagnostic) {
    do throws(Diagnostic) { try spend(amount) } catch { throw error.at(place) }
  }

  /// Checks that there is room for temporary numbers.
  func reserve(_ count: Double, _ purpose: String) throws(Diagnostic) {
    guard count > Double(limits.totalElements - elements) else { return }
    let written =
      count < 1e15 ? "\(Int(count)) numbers, \(Int(count) >> 17) MB" : "too many numbers"
    throw Diagnostic(
      "\(purpose) \(written); there is room for \(limits.totalElements - elements) of "
        + "\(limits.totalElements)")
  }

  /// The number of elements of all tensors.
  var elementCount: Int { elements }

  /// The cost of copying it and changing the copy.
  var workOfCopy: Double { Work.copiedNode * Double(graph.count) }

  // MARK: Variables

  mutating func set(_ id: NodeID, to value: Tensor) {
    if evaluator[id] == value { return }
    evaluator[id] = value
    freshness.changed(id)
  }

  /// Whether a variable that a value depends on has changed since it was computed.
  func isStale(_ id: NodeID) -> Bool { freshness.isStale(id) }

  /// Whether a value depends on a variable, so that a step can change it.
  func isVariable(_ id: NodeID) -> Bool { freshness.hasVariable(id) }

  /// The operations that a value depends on, in order of computation.
  func operations(behind target: NodeID) -> Schedule {
    graph.schedule(graph.ancestors(of: [target]))
  }

  /// The operations that depend on a variable, whose values a step can change.
  var operationsDependingOnVariables: Schedule {
    graph.schedule((0..<graph.count).map { graph.id($0) }.filter(isVariable))
  }

  /// The operations that were added since the graph had `first` nodes.
  func operations(from first: Int) -> Schedule {
    graph.schedule((first..<graph.count).map { graph.id($0) })
  }
}
