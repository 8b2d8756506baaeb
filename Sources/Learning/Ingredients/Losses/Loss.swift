import Autodiff
import Text

/// A measure of how wrong a prediction is: a function of (target, prediction) that builds its nodes.
package final class Loss: Ingredient {
  package typealias Build =
    @Sendable (inout Graph, _ target: NodeID, _ prediction: NodeID, _ settings: LossSpecification)
    throws(Diagnostic) -> NodeID

  /// What a model's outputs are to a loss.
  package enum Comparison: Sendable {
    /// Any numbers.
    case numbers
    /// Probabilities of classes, which an activation makes; the loss that takes the sums before it computes the same.
    case probabilities(Activation, fromSums: Loss)
    /// The sums of which an activation would make probabilities of classes.
    case sums(before: Activation)
  }

  package static let kind = "loss"
  package static let request = "of a loss, as in: loss cross_entropy"

  package let name: String
  package let aliases: [String]
  package let summary: String
  package let settings: [Setting]
  let compares: Comparison
  private let build: Build

  init(
    _ name: String, aliases: [String] = [], _ summary: String, settings: [Setting] = [],
    compares: Comparison = .numbers, build: @escaping Build
  ) {
    (self.name, self.aliases, self.summary, self.settings) = (name, aliases, summary, settings)
    (self.compares, self.build) = (compares, build)
  }

  /// Those that a model can be trained with.
  package static let all = [mse, mae, huber, bce, crossEntropy, bceLogits, crossEntropyLogits]

  /// Every function of target and prediction that the language has.
  package static let functions = [error, meanError, sse] + all

  /// What makes probabilities of a model's sums, where the loss compares classes.
  var activation: Activation? {
    switch compares {
    case .numbers: nil
    case .probabilities(let activation, _), .sums(let activation): activation
    }
  }

  /// The difference y − p, which the squared and absolute errors start from.
  static func difference(
    _ graph: inout Graph, _ y: NodeID, _ p: NodeID
  ) throws(Diagnostic) -> NodeID {
    try graph.apply(.subtract, [y, p])
  }

  static func mean(_ graph: inout Graph, _ x: NodeID) throws(Diagnostic) -> NodeID {
    graph[x].shape.rank == 0 ? x : try graph.apply(.mean(), [x])
  }

  /// Adds the loss of `prediction` against `target` to the graph.
  ///
  /// Both have one shape, or one of them is a single number; another pair is an error, since broadcasting a
  /// column against a row would compare every target with every prediction.
  fileprivate func apply(
    _ graph: inout Graph, _ target: NodeID, _ prediction: NodeID, _ settings: LossSpecification
  ) throws(Diagnostic) -> NodeID {
    let (y, p) = (graph[target].shape, graph[prediction].shape)
    guard y == p || y.rank == 0 || p.rank == 0 else {
      throw Diagnostic(
        "'\(name)' compares a target and a prediction of one shape, not \(y) and \(p)")
    }
    return try build(&graph, target, prediction, settings)
  }
}

/// A loss with its settings: `huber(delta = 2)`.
package typealias LossSpecification = Choice<Loss>

extension LossSpecification {
  /// Adds the loss of `prediction` against `target` to the graph. Both have one shape, or one of them is a single number.
  package func callAsFunction(
    _ graph: inout Graph, target: NodeID, prediction: NodeID
  ) throws(Diagnostic) -> NodeID {
    try kind.apply(&graph, target, prediction, self)
  }
}
