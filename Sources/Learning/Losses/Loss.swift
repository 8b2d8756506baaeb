import Autodiff
import Text

/// A measure of how wrong a prediction is: a function of (target, prediction) that builds its nodes.
package final class Loss: Sendable {
  package typealias Build =
    @Sendable (inout Graph, _ target: NodeID, _ prediction: NodeID) throws(Diagnostic) -> NodeID

  package let name: String
  private let build: Build

  init(_ name: String, build: @escaping Build) {
    self.name = name
    self.build = build
  }

  /// Adds the loss of `prediction` against `target` to the graph.
  ///
  /// Both have one shape, or one of them is a single number; another pair is an error, since broadcasting a
  /// column against a row would compare every target with every prediction.
  package func callAsFunction(
    _ graph: inout Graph, target: NodeID, prediction: NodeID
  ) throws(Diagnostic) -> NodeID {
    let (y, p) = (graph[target].shape, graph[prediction].shape)
    guard y == p || y.rank == 0 || p.rank == 0 else {
      throw Diagnostic(
        "'\(name)' compares a target and a prediction of one shape, not \(y) and \(p)")
    }
    return try build(&graph, target, prediction)
  }

  /// Every loss of two arguments; `huber` has a setting more.
  package static let all: [Loss] = [
    error, meanError, sse, mse, mae, bce, bceLogits, crossEntropy, crossEntropyLogits,
  ]

  /// The difference y − p, which the squared and absolute errors start from.
  static func difference(
    _ graph: inout Graph, _ y: NodeID, _ p: NodeID
  ) throws(Diagnostic) -> NodeID {
    try graph.apply(.subtract, [y, p])
  }

  static func mean(_ graph: inout Graph, _ x: NodeID) throws(Diagnostic) -> NodeID {
    graph[x].shape.rank == 0 ? x : try graph.apply(.mean(), [x])
  }
}
