import Autodiff

/// A rule by which a parameter follows its gradient: a function of (settings, parameter, gradient, state) that
/// builds its nodes.
public final class Optimizer: Sendable, CustomStringConvertible {
  public struct Setting: Sendable, Equatable {
    public let name: String
    public let value: Double
    /// Whether 0 is as good as no setting at all.
    let isOptional: Bool

    init(name: String, value: Double, isOptional: Bool = false) {
      (self.name, self.value, self.isOptional) = (name, value, isOptional)
    }
  }

  /// A number or tensor that the rule keeps from one step to the next; it starts at 0.
  public struct State: Sendable {
    public let name: String
    /// One number for the whole parameter, as the count of steps, in place of one for each element.
    public let isScalar: Bool
  }

  public typealias Rule = @Sendable (UpdateBuilder) -> Quantity

  public let name: String
  /// The learning rate η.
  public let rate: Double
  /// What defines the rule besides its rate: while these stay, its state lives on.
  public let settings: [Setting]
  public let states: [State]
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
  public var description: String {
    let written =
      [("rate", rate)]
      + settings.filter { !$0.isOptional || $0.value != 0 }.map { ($0.name, $0.value) }
    return name + "(" + written.map { "\($0.0) = \($0.1.short)" }.joined(separator: ", ") + ")"
  }

  /// Whether the state of `other` may be carried on by this one.
  public func continues(_ other: Optimizer) -> Bool {
    name == other.name && settings == other.settings
  }

  /// Adds the update of one parameter to the graph.
  /// - Parameters:
  ///   - states: the nodes that hold the present state, in the order of `states`.
  ///   - rate: the node of a rate that changes from step to step; the optimizer's own where it is nil.
  public func update(
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
public struct ParameterUpdate: Sendable {
  public let parameter: NodeID
  /// The parameter's next value.
  public let value: NodeID
  /// Each state's present node and the node of its next value.
  public let states: [(state: NodeID, next: NodeID)]
  /// What has a name on the way, in the order of computation: next states and corrected moments.
  public let intermediates: [(name: String, node: NodeID)]
  /// The rate and the settings in the rule, once for each place where they stand.
  public let settings: [(name: String, node: NodeID)]
}
