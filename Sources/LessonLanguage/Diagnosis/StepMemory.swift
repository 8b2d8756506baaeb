import Autodiff
import Learning

/// The last `step`, so that a value after it can be traced back to the parameters before it.
struct StepMemory: Sendable {
  let updates: [ParameterUpdate]
  /// The backward pass whose gradients it followed.
  let pass: BackwardPass
  /// The parameters and the optimizer's states before the step.
  private(set) var before: [NodeID: Tensor] = [:]
  /// The node of the next value of each of them.
  private(set) var next: [NodeID: NodeID] = [:]

  init(_ updates: [ParameterUpdate], along pass: BackwardPass, in workspace: Workspace) {
    self.updates = updates
    self.pass = pass
    for update in updates {
      for (variable, next) in update.states + [(update.parameter, update.value)] {
        before[variable] = workspace.value(variable)
        self.next[variable] = next
      }
    }
  }

  /// Whether the parameters have not changed since.
  func isLatest(in workspace: Workspace) -> Bool {
    next.allSatisfy { workspace.value($0.key) == workspace.value($0.value) }
  }
}
