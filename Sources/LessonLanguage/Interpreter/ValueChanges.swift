import Autodiff

/// A value that has changed.
package struct ValueChange: Sendable {
  /// A name, or the derivative in the last backward pass with respect to a parameter.
  package let name: Formula
  package let before: Tensor
  package let after: Tensor
}

extension Alteration {
  /// The alteration as a change of value.
  package var change: ValueChange { ValueChange(name: subject, before: before, after: after) }
}

extension Session {
  /// Returns the named values and gradients that differ from those of an earlier session, in order of definition.
  /// Values that only one of the two has are not included.
  package func changes(since earlier: Session) -> [ValueChange] {
    var changes: [(node: NodeID, change: ValueChange)] = []
    for (name, node) in names {
      guard let before = earlier.names[name] else { continue }
      add(.name(name), (earlier, before), node, to: &changes)
    }
    if let pass = lastPass, let before = earlier.lastPass,
      let target = name(of: pass.target), target == earlier.name(of: before.target)
    {
      for parameter in parameters {
        guard let gradient = pass.gradients[parameter.node],
          let old = earlier.names[parameter.name].flatMap({ before.gradients[$0] })
        else { continue }
        add(
          .derivative(of: .name(target), by: .name(parameter.name)), (earlier, old), gradient,
          to: &changes)
      }
    }
    return changes.sorted { $0.node < $1.node }.map { $0.change }
  }

  private func add(
    _ name: Formula, _ earlier: (session: Session, node: NodeID), _ node: NodeID,
    to changes: inout [(node: NodeID, change: ValueChange)]
  ) {
    let before = earlier.session.workspace.value(earlier.node)
    let after = workspace.value(node)
    guard !before.isSame(as: after) else { return }
    changes.append((node, ValueChange(name: name, before: before, after: after)))
  }

  private func name(of node: NodeID) -> String? {
    guard case .name(let name) = workspace.graph[node].label else { return nil }
    return name
  }
}

extension Tensor {
  /// Equality in which NaN equals NaN.
  fileprivate func isSame(as other: Tensor) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
