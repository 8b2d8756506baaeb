import Autodiff
import Learning

/// A value of a running program as a reader keeps it in view.
package struct NamedValue: Sendable {
  package enum Kind: String, Sendable {
    case loss, parameter, gradient
    /// What an optimizer remembers of a parameter.
    case memory
  }

  package let kind: Kind
  /// A name, or the derivative of the last backward pass by a parameter.
  package let name: Formula
  package let value: Tensor
  /// Whether it was computed from parameters that have changed since.
  package let isStale: Bool
}

extension Session {
  /// The loss of the last backward pass, the parameters, their gradients, and what optimizers remember of them.
  package var state: [NamedValue] {
    var values: [NamedValue] = []
    var target: Formula?
    if let pass = lastPass, case .name(let name) = workspace.graph[pass.target].label {
      target = .name(name)
      values.append(
        NamedValue(
          kind: .loss, name: .name(name), value: workspace.value(pass.target),
          isStale: workspace.isStale(pass.target)))
    }
    for (node, name) in parameters {
      values.append(
        NamedValue(
          kind: .parameter, name: .name(name), value: workspace.value(node), isStale: false))
      if let target, let gradient = lastPass?.gradients[node] {
        values.append(
          NamedValue(
            kind: .gradient, name: .derivative(of: target, by: .name(name)),
            value: workspace.value(gradient), isStale: isPassStale))
      }
      guard let memory = optimizers.states[node] else { continue }
      for (state, node) in zip(memory.optimizer.states, memory.nodes) {
        values.append(
          NamedValue(
            kind: .memory, name: self.name(of: state, node, name), value: workspace.value(node),
            isStale: false))
      }
    }
    return values
  }

  /// As the working calls it; `v(w)` where none has been shown.
  private func name(of state: UpdateRule.State, _ node: NodeID, _ parameter: String) -> Formula {
    guard case .name(let name) = workspace.graph[node].label else {
      return .operation(state.name, [.name(parameter)], options: [])
    }
    return .name(name)
  }
}
