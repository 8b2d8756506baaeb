import Autodiff
import Text

/// What a network is built for: to be applied, or a step of its training.
package enum NetworkUse: Sendable {
  case inference
  /// Training, with a node for each of the model's `dropouts`.
  case training(masks: [NodeID])
}

/// Adds layers to a graph, first to last, and records what their nodes are called and what a step of training assigns besides
/// the weights.
package struct LayerBuilder {
  var graph: Graph
  let isTraining: Bool
  /// The tensors and factors that no layer has taken yet.
  private var parameters: ArraySlice<NodeID>
  private var masks: ArraySlice<NodeID>
  /// The named nodes, in order of computation.
  private(set) var definitions: [Definition] = []
  /// The running statistics with their next values.
  private(set) var updates: [StatisticUpdate] = []
  private var named: Set<NodeID>

  /// A node with its name in an explained step.
  package struct Definition: Sendable {
    package let name: String
    package let node: NodeID
  }

  /// A running statistic, and its value after a step.
  package struct StatisticUpdate: Sendable {
    package let statistic: NodeID
    package let next: NodeID
  }

  init(_ graph: Graph, input: NodeID, parameters: [NodeID], for use: NetworkUse) {
    self.graph = graph
    self.parameters = parameters[...]
    named = [input]
    switch use {
    case .inference: (isTraining, masks) = (false, [])
    case .training(let masks): (isTraining, self.masks) = (true, masks[...])
    }
  }

  /// Takes the layer's next tensor.
  mutating func parameter() -> NodeID { parameters.removeFirst() }

  /// Takes the factors of the layer's dropout.
  mutating func mask() -> NodeID { masks.removeFirst() }

  /// Adds the sums of a layer, to which its activation is applied.
  mutating func sums(of layer: Layer, _ x: NodeID) throws(Diagnostic) -> NodeID {
    let sums = try layer.specification.kind.build(&self, x, layer)
    define(layer.parameters.isEmpty ? "h" : "z", sums, of: layer)
    return sums
  }

  /// Names a node in an explained step, unless it has a name.
  mutating func define(_ name: String, _ node: NodeID, of layer: Layer? = nil) {
    if named.insert(node).inserted {
      definitions.append(Definition(name: name + (layer?.path.label ?? ""), node: node))
    }
  }

  /// Records the next value of a running statistic, (1 − m) · statistic + m · value.
  mutating func follow(
    _ statistic: NodeID, _ role: Model.Parameter.Role, _ value: NodeID, of layer: Layer
  ) {
    let share = layer.specification["momentum"]
    let kept = graph.emit(.multiply, graph.constant(1 - share), statistic)
    let next = graph.emit(.add, kept, graph.emit(.multiply, graph.constant(share), value))
    updates.append(StatisticUpdate(statistic: statistic, next: next))
    define(role.symbol, next, of: layer)
  }

  mutating func apply(_ operation: Operation, _ inputs: NodeID...) throws(Diagnostic) -> NodeID {
    try graph.apply(operation, inputs)
  }
}
