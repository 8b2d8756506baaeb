import Autodiff
import Text

/// A measure of how wrong a prediction is: a function of (target, prediction) that builds its nodes.
package final class Loss: Ingredient {
  package typealias Build =
    @Sendable (inout Graph, _ target: NodeID, _ prediction: NodeID, _ settings: LossSpecification)
    throws(Diagnostic) -> NodeID

  /// The meaning of a model's outputs for a loss.
  package enum Comparison: Sendable {
    /// Any numbers.
    case numbers
    /// Class probabilities, computed by an activation; the other loss computes the same from the sums before it.
    case probabilities(Activation, fromSums: Loss)
    /// Sums that an activation would turn into class probabilities.
    case sums(before: Activation)
  }

  package static let kind = "loss"
  package static let request = "of a loss, as in: loss cross_entropy"

  package let name: String
  package let aliases: [String]
  package let summary: String
  package let settings: [Setting]
  /// How it is written in PyTorch, as the loss of each of some samples, with `{delta}` for a setting; `nil` if another loss
  /// computes it from the sums, or if no model is trained by it.
  package let pytorch: String?
  let compares: Comparison
  private let build: Build

  init(
    _ name: String, aliases: [String] = [], _ summary: String, settings: [Setting] = [],
    pytorch: String? = nil, compares: Comparison = .numbers, build: @escaping Build
  ) {
    (self.name, self.aliases, self.summary, self.settings) = (name, aliases, summary, settings)
    self.pytorch = pytorch
    (self.compares, self.build) = (compares, build)
  }

  /// The losses with which a model can be trained.
  package static let all = [mse, mae, huber, bce, crossEntropy, bceLogits, crossEntropyLogits]

  /// Every function of target and prediction in the language.
  package static let functions = [error, meanError, sse] + all

  /// The activation that turns a model's sums into probabilities, if the loss compares classes.
  package var activation: Activation? {
    switch compares {
    case .numbers: nil
    case .probabilities(let activation, _), .sums(let activation): activation
    }
  }

  /// The difference y − p, with which the squared and absolute errors begin.
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
  /// Both must have the same shape, or one of them is a single number: broadcasting a column against a row would compare
  /// every target with every prediction.
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
  /// Adds the loss of `prediction` against `target` to the graph. Both have the same shape, or one is a single number.
  package func callAsFunction(
    _ graph: inout Graph, target: NodeID, prediction: NodeID
  ) throws(Diagnostic) -> NodeID {
    try kind.apply(&graph, target, prediction, self)
  }
}
