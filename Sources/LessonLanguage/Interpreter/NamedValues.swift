import Autodiff
import Learning

/// A value of a running program for a reader to watch.
package struct NamedValue: Sendable {
  package enum Kind: String, Sendable {
    case loss, parameter, gradient
    /// An optimizer's state for a parameter, or a running statistic.
    case memory
  }

  package let kind: Kind
  /// A name, or the derivative with respect to a parameter of the last backward pass.
  package let name: Formula
  package let value: Tensor
  /// Whether parameters have changed since it was computed.
  package let isStale: Bool
}

extension Session {
  /// The loss of the last backward pass, the parameters with their gradients and optimizer states, and the weights of trained
  /// networks.
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
    return values + networkWeights
  }

  /// The name in the working; `v(w)` if none has been shown.
  private func name(of state: UpdateRule.State, _ node: NodeID, _ parameter: String) -> Formula {
    guard case .name(let name) = workspace.graph[node].label else {
      return .operation(state.name, [.name(parameter)], options: [])
    }
    return .name(name)
  }
}
