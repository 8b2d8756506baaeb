import Autodiff
import Text

/// A loss of classes in which a sample counts by the weight of its class: Σ w · l / Σ w, over the samples of a batch.
///
/// For cross-entropy this is PyTorch's `CrossEntropyLoss(weight=…)`, and `bce` has the same mean: PyTorch's
/// `BCEWithLogitsLoss(weight=…, reduction="sum")` divided by Σ w.
package struct WeightedLoss {
  /// For cross-entropy, which is linear in y, the targets times the weights, w · y; else the weight of each sample, [n, 1].
  package let weights: NodeID
  package let loss: NodeID

  /// - Parameters:
  ///   - loss: a loss that compares classes.
  ///   - target: one-hot classes, [n, k], or labels, [n, 1].
  ///   - sums: those before the softmax or sigmoid.
  ///   - constant: a node with the value of `tensor`, if there is one already.
  package init(
    _ graph: inout Graph, _ loss: LossSpecification, target y: NodeID, sums x: NodeID,
    classWeights: [Double], constant: NodeID? = nil
  ) throws(Diagnostic) {
    let width = graph[y].shape.sizes[1]
    let tensor = Self.tensor(loss, width: width, classWeights)
    let constant = constant ?? tensor.map { graph.constant($0) }
    if loss.kind.activation == .softmax, let constant {
      weights = try graph.apply(.multiply, [y, constant])
      let unscaled = try Choice(Loss.crossEntropyLogits)(&graph, target: weights, prediction: x)
      let mean = try Loss.mean(&graph, try graph.apply(.sum(axis: -1), [weights]))
      self.loss = try graph.apply(.divide, [unscaled, mean])
      return
    }
    if let constant {
      weights = try graph.apply(.matrixProduct, [y, constant])
    } else {
      let notY = try graph.apply(.subtract, [graph.constant(1), y])
      weights = try graph.apply(
        .add,
        [
          try graph.apply(.multiply, [graph.constant(classWeights[1]), y]),
          try graph.apply(.multiply, [graph.constant(classWeights[0]), notY]),
        ])
    }
    let losses = try Loss.bceTerms(&graph, y, x)
    let total = try Loss.mean(&graph, try graph.apply(.multiply, [weights, losses]))
    self.loss = try graph.apply(.divide, [total, try Loss.mean(&graph, weights)])
  }

  /// The weights by which one-hot targets are multiplied: a row, [k], for cross-entropy, and a column, [k, 1], for `bce`;
  /// `nil` for labels, whose two weights are numbers of the formula.
  package static func tensor(
    _ loss: LossSpecification, width: Int, _ classWeights: [Double]
  ) -> Tensor? {
    if loss.kind.activation == .softmax {
      return Tensor(Shape([classWeights.count]), classWeights)
    }
    return width == 1 ? nil : Tensor(Shape([width, 1]), classWeights)
  }
}
