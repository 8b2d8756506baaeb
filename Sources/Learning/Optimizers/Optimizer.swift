import Autodiff
import Text

/// A rule by which a parameter follows its gradient: a function of (settings, parameter, gradient, state) that
/// builds its nodes.
package final class Optimizer: Sendable, CustomStringConvertible {
  package struct Setting: Sendable, Equatable {
    package let name: String
    package let value: Double
    /// Whether 0 is as good as no setting at all.
    let isOptional: Bool

    init(name: String, value: Double, isOptional: Bool = false) {
      (self.name, self.value, self.isOptional) = (name, value, isOptional)
    }
  }

  /// A number or tensor that the rule keeps from one step to the next; it starts at 0.
  package struct State: Sendable {
    package let name: String
    /// One number for the whole parameter, as the count of steps, in place of one for each element.
    package let isScalar: Bool
  }

  package typealias Rule = @Sendable (UpdateBuilder) -> Quantity

  package let name: String
  /// The learning rate η.
  package let rate: Double
  /// What defines the rule besides its rate: while these stay, its state lives on.
  package let settings: [Setting]
  package let states: [State]
  private let rule: Rule

  init(
    _ name: String, rate: Double, settings: [Setting], states: [State] = [], rule: @escaping Rule
  ) {
    self.name = name
    self.rate = rate
    self.settings = settings
    self.states = states
    self.rule = rule
  }

  /// The optimizer as the language spells it, every setting written out that says something: sgd(rate = 0.1).
  package var description: String {
    let written =
      [("rate", rate)]
      + settings.filter { !$0.isOptional || $0.value != 0 }.map { ($0.name, $0.value) }
    return name + "(" + written.map { "\($0.0) = \($0.1.shortest)" }.joined(separator: ", ") + ")"
  }

  /// Whether the state of `other` may be carried on by this one.
  package func continues(_ other: Optimizer) -> Bool {
    name == other.name && settings == other.settings
  }

  /// Adds the update of one parameter to the graph.
  /// - Parameters:
  ///   - states: the nodes that hold the present state, in the order of `states`.
  ///   - rate: the node of a rate that changes from step to step; the optimizer's own where it is nil.
  package func update(
    _ graph: inout Graph, parameter: NodeID, gradient: NodeID, states: [NodeID],
    rate: NodeID? = nil
  ) -> ParameterUpdate {
    let builder = UpdateBuilder(
      graph: graph, optimizer: self, parameter: parameter, gradient: gradient, states: states,
      rate: rate)
    let value = rule(builder)
    graph = builder.graph
    return ParameterUpdate(
      parameter: parameter, value: value.id, states: builder.nextStates,
      intermediates: builder.intermediates, settings: builder.settings)
  }
}

/// The nodes that compute one parameter's next value.
package struct ParameterUpdate: Sendable {
  package let parameter: NodeID
  /// The parameter's next value.
  package let value: NodeID
  /// Each state's present node and the node of its next value.
  package let states: [(state: NodeID, next: NodeID)]
  /// What has a name on the way, in the order of computation: next states and corrected moments.
  package let intermediates: [(name: String, node: NodeID)]
  /// The rate and the settings in the rule, once for each place where they stand.
  package let settings: [(name: String, node: NodeID)]
}
