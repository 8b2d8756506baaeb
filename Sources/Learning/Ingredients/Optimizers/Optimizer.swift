import Autodiff
import Text

/// The update rule of an optimizer: a function of (settings, parameter, gradient, state) that builds its nodes.
package final class UpdateRule: Ingredient {
  /// A number or tensor that the rule keeps between steps, initially 0.
  package struct State: Sendable {
    package let name: String
    /// Whether it is one number for the whole parameter, such as the step count, instead of one for each element.
    package let isScalar: Bool

    init(_ name: String, isScalar: Bool = false) { (self.name, self.isScalar) = (name, isScalar) }
  }

  package typealias Rule = @Sendable (UpdateBuilder) -> Quantity
  typealias Resolve = @Sendable (Optimizer) throws(Diagnostic) -> Optimizer

  package static let kind = "optimizer"
  package static let request = "of an optimizer, as in sgd(rate = 0.1)"

  package let name: String
  package let summary: String
  /// The settings, starting with the learning rate.
  package let settings: [Setting]
  package let states: [State]
  /// How it is written in PyTorch, with `{rate}` for a setting, and `{momentum?}` for whether it is not 0.
  package let pytorch: String
  private let resolve: Resolve
  fileprivate let rule: Rule

  /// - Parameters:
  ///   - settings: the settings other than the rate and the usual weight decay.
  ///   - resolve: returns the choice that a choice amounts to, if it may be another rule.
  init(
    _ name: String, _ summary: String, rate: Double, settings: [Setting] = [], states: [State] = [],
    pytorch: String, resolve: @escaping Resolve = { (choice) throws(Diagnostic) in choice },
    rule: @escaping Rule
  ) {
    (self.name, self.summary, self.states) = (name, summary, states)
    self.pytorch = pytorch
    (self.resolve, self.rule) = (resolve, rule)
    let decay = Setting("weight_decay", .notNegative, default: 0, isOptional: true)
    self.settings =
      [Setting("rate", .notNegative, default: rate)] + settings
      + (settings.contains { $0.name == decay.name } ? [] : [decay])
  }

  package func resolved(_ choice: Optimizer) throws(Diagnostic) -> Optimizer { try resolve(choice) }

  package static let all = [sgd, momentum, nesterov, rmsprop, adagrad, adadelta, adam, adamw]
}

/// An optimizer with its settings: `sgd(rate = 0.1)`.
package typealias Optimizer = Choice<UpdateRule>

extension Optimizer {
  /// The learning rate η.
  package var rate: Double { values[0] }
  package var states: [UpdateRule.State] { kind.states }

  package func at(rate: Double) -> Optimizer { Choice(kind, values: [rate] + values.dropFirst()) }

  /// Whether this optimizer can continue with the state of `other`, which may differ only in its rate.
  package func continues(_ other: Optimizer) -> Bool { at(rate: 0) == other.at(rate: 0) }

  /// Adds the update of one parameter to the graph.
  /// - Parameters:
  ///   - states: the nodes of the current state, in the order of `states`.
  ///   - rate: the node of a rate that varies from step to step; `nil` for the optimizer's own.
  package func update(
    _ graph: inout Graph, parameter: NodeID, gradient: NodeID, states: [NodeID],
    rate: NodeID? = nil
  ) -> ParameterUpdate {
    let builder = UpdateBuilder(
      graph: graph, optimizer: self, parameter: parameter, gradient: gradient, states: states,
      rate: rate)
    let value = kind.rule(builder)
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
  /// Each state's current node and the node of its next value.
  package let states: [(state: NodeID, next: NodeID)]
  /// The named intermediate values, in order of computation: next states and corrected moments.
  package let intermediates: [(name: String, node: NodeID)]
  /// The rate and settings, once for each occurrence in the rule.
  package let settings: [(name: String, node: NodeID)]
}
