import Autodiff
import Kernels
import Learning
import Text

/// A compiled training step of a descent: it computes the recorded values and the next parameters and optimizer states from
/// the current ones.
///
/// It is a function of its inputs that keeps memory for intermediate values: copies of a run may share it on one thread.
final class DescentPlan: @unchecked Sendable {
  struct Key: Hashable {
    let results: [NodeID]
    let updates: [NodeID]
  }

  /// A variable that the step updates.
  private struct Moving {
    let node: NodeID
    let storage: Storage<Double>
    /// Its value before the last step.
    let present: Storage<Double>
  }

  /// Elements that are copied before a step.
  private struct Copy {
    let from: UnsafePointer<Double>
    let to: UnsafeMutablePointer<Double>
    let count: Int
  }

  /// The cost of a step.
  let work: Double
  /// The number of elements that it computes, an upper bound of its memory.
  let elements: Int
  private let plan: Plan<Double>
  /// The variables that the step depends on.
  private let variables: [(node: NodeID, storage: Storage<Double>)]
  private let moving: [Moving]
  /// The copies that preserve the moving variables before a step.
  private let copies: [Copy]
  /// The elements of each node that is read after a step.
  private let places: [NodeID: UnsafePointer<Double>]

  /// - Parameter results: the nodes that are read after each step.
  init(_ graph: Graph, results: [NodeID], updates: [ParameterUpdate]) throws(Diagnostic) {
    let moves = updates.flatMap { update in
      update.states.map { (variable: $0.state, value: $0.next) }
        + [(variable: update.parameter, value: update.value)]
    }
    let moved = Set(moves.map { $0.variable })
    var bound = Variables<Double>()
    var variables: [(node: NodeID, storage: Storage<Double>)] = []
    var places: [NodeID: UnsafePointer<Double>] = [:]
    var moving: [Moving] = []
    var work = Work.compiledStep
    var elements = 0
    for id in graph.ancestors(of: results + moves.flatMap { [$0.variable, $0.value] }) {
      work += Work.compiledNode + graph.arithmetic(of: id)
      elements += graph[id].shape.count
      guard graph[id].isVariable else { continue }
      // It is copied before it is updated, and between the program and the plan.
      work += 2 * Double(graph[id].shape.count)
      let storage = Storage<Double>(graph[id].shape)
      bound.bind(id, to: storage)
      variables.append((id, storage))
      places[id] = UnsafePointer(storage.start)
      guard moved.contains(id) else { continue }
      moving.append(Moving(node: id, storage: storage, present: Storage(graph[id].shape)))
      places[id] = UnsafePointer(moving[moving.count - 1].present.start)
    }
    let computed = results.filter { !graph[$0].isVariable }
    plan = try Plan(
      graph, results: computed,
      assignments: moves.map { Plan.Assignment(variable: $0.variable, value: $0.value) },
      variables: bound)
    for id in computed { places[id] = plan[id] }
    self.variables = variables
    self.moving = moving
    copies = moving.map {
      Copy(
        from: UnsafePointer($0.storage.start), to: $0.present.start, count: $0.storage.count)
    }
    self.places = places
    self.work = work
    self.elements = elements
  }

  /// The elements of a result of the last step; for a variable, its elements before the step.
  func place(of result: NodeID) -> UnsafePointer<Double> {
    guard let place = places[result] else { preconditionFailure("this node is not a result") }
    return place
  }

  func value(_ result: NodeID, _ shape: Shape) -> Tensor {
    Tensor(shape, Array(UnsafeBufferPointer(start: place(of: result), count: shape.count)))
  }

  /// Copies the workspace's current variables.
  func load(_ workspace: Workspace) {
    for (node, storage) in variables {
      let elements = workspace.value(node).elements
      for offset in elements.indices { storage.start[offset] = elements[offset] }
    }
  }

  /// Computes a step and updates the parameters and states.
  func run() {
    for copy in copies { copy.to.update(from: copy.from, count: copy.count) }
    plan.run()
  }

  /// The parameters and states before the last step.
  var present: [(node: NodeID, value: Tensor)] {
    moving.map { ($0.node, $0.present.tensor) }
  }

  /// The parameters and states after the last step.
  var next: [(node: NodeID, value: Tensor)] { moving.map { ($0.node, $0.storage.tensor) } }
}
