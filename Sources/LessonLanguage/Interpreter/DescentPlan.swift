import Autodiff
import Kernels
import Learning
import Text

/// A training step of a descent, compiled: from the present parameters and optimizer states the values that are recorded, and
/// what one step makes of parameters and states.
///
/// A function of its inputs, though one with memory of its own: the copies of a run may share it on one thread.
final class DescentPlan: @unchecked Sendable {
  struct Key: Hashable {
    let results: [NodeID]
    let updates: [NodeID]
  }

  /// What a step costs.
  let work: Double
  /// How many numbers it computes, an upper bound of those that it has memory for.
  let elements: Int
  private let plan: Plan<Double>
  /// Where the results lie, in the order in which they were asked for.
  private let results: [(start: UnsafePointer<Double>, shape: Shape)]
  /// Everything the step is computed from that can change.
  private let variables: [(node: NodeID, storage: Storage<Double>)]
  /// What the step gives a next value.
  private let moving: [(node: NodeID, storage: Storage<Double>)]

  /// - Parameter results: what is read after each step.
  init(
    _ graph: Graph, results: [NodeID], updates: [ParameterUpdate]
  ) throws(Diagnostic) {
    let moves = updates.flatMap { update in
      update.states.map { (variable: $0.state, value: $0.next) }
        + [(variable: update.parameter, value: update.value)]
    }
    var bound = Variables<Double>()
    var variables: [(node: NodeID, storage: Storage<Double>)] = []
    var work = Work.compiledStep
    var elements = 0
    for id in graph.ancestors(of: results + moves.flatMap { [$0.variable, $0.value] }) {
      work += Work.compiledNode + graph.arithmetic(of: id)
      elements += graph[id].shape.count
      guard graph[id].isVariable else { continue }
      // It is copied to where it is computed with, and back.
      work += 2 * Double(graph[id].shape.count)
      let storage = Storage<Double>(graph[id].shape)
      bound.bind(id, to: storage)
      variables.append((id, storage))
    }
    plan = try Plan(
      graph, results: results,
      assignments: moves.map { Plan.Assignment(variable: $0.variable, value: $0.value) },
      variables: bound)
    let moved = Set(moves.map { $0.variable })
    self.results = results.map { [plan] in (plan[$0], graph[$0].shape) }
    self.variables = variables
    moving = variables.filter { moved.contains($0.node) }
    self.work = work
    self.elements = elements
  }

  /// Computes the step at the workspace's present variables.
  func run(at workspace: Workspace) {
    for (node, storage) in variables {
      for (offset, element) in workspace.value(node).elements.enumerated() {
        storage.start[offset] = element
      }
    }
    plan.run()
  }

  /// A result of the last run, by its position among those that were asked for.
  func value(_ result: Int) -> Tensor {
    let (start, shape) = results[result]
    return tensor(shape, start)
  }

  func element(_ offset: Int, of result: Int) -> Double { results[result].start[offset] }

  /// The parameters and states after the step of the last run.
  var next: [(node: NodeID, value: Tensor)] {
    moving.map { ($0.node, tensor($0.storage.shape, UnsafePointer($0.storage.start))) }
  }

  private func tensor(_ shape: Shape, _ start: UnsafePointer<Double>) -> Tensor {
    Tensor(shape, Array(UnsafeBufferPointer(start: start, count: shape.count)))
  }
}
