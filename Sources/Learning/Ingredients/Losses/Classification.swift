import Autodiff
import Text

extension Loss {
  /// As in PyTorch's BCELoss, logarithms are clamped at −100. A p outside [0, 1] is an error.
  package static let bce = Loss(
    "bce", aliases: ["binary_cross_entropy"], "−(1/n) · Σ (y · ln p + (1 − y) · ln(1 − p))",
    compares: .probabilities(.sigmoid, fromSums: bceLogits)
  ) { (graph, y, p, _) throws(Diagnostic) in
    let one = graph.constant(1)
    let yes = try graph.apply(.multiply, [y, try graph.apply(.clampedLog, [p])])
    let notP = try graph.apply(.subtract, [one, p])
    let notY = try graph.apply(.subtract, [one, y])
    let no = try graph.apply(.multiply, [notY, try graph.apply(.clampedLog, [notP])])
    let average = try mean(&graph, try graph.apply(.add, [yes, no]))
    return try graph.apply(.negate, [average])
  }

  /// (1/n) · Σ ((1 − y) · x + softplus(−x)): as in PyTorch's BCEWithLogitsLoss. Its gradient is (σ(x) − y) / n.
  package static let bceLogits = Loss(
    "bce_logits", "`bce(y, sigmoid(x))`, from the logits x without overflow",
    pytorch:
      "F.binary_cross_entropy_with_logits(outputs, targets, reduction=\"none\").mean(1)",
    compares: .sums(before: .sigmoid)
  ) { (graph, y, x, _) throws(Diagnostic) in try mean(&graph, try bceTerms(&graph, y, x)) }

  /// (1 − y) · x + softplus(−x), element by element.
  static func bceTerms(
    _ graph: inout Graph, _ y: NodeID, _ x: NodeID
  ) throws(Diagnostic) -> NodeID {
    let notY = try graph.apply(.subtract, [graph.constant(1), y])
    let linear = try graph.apply(.multiply, [notY, x])
    let soft = try graph.apply(.softplus, [try graph.apply(.negate, [x])])
    return try graph.apply(.add, [linear, soft])
  }

  /// A term with y = 0 is 0, even at p = 0.
  package static let crossEntropy = Loss(
    "cross_entropy", aliases: ["categorical_cross_entropy", "cross-entropy"],
    "−Σ y · ln p over the last axis, mean over the rest",
    compares: .probabilities(.softmax, fromSums: crossEntropyLogits)
  ) { (graph, y, p, _) throws(Diagnostic) in
    let products = try graph.apply(.productWithLog, [y, p])
    let shape = graph[products].shape
    let total =
      shape.rank == 0
      ? products : try graph.apply(.sum(axis: shape.rank == 1 ? nil : -1), [products])
    return try graph.apply(.negate, [try mean(&graph, total)])
  }

  /// −Σ y · log_softmax(x) over the last axis, mean over the rest: as in PyTorch's CrossEntropyLoss. Its gradient is
  /// (softmax(x) − y) / rows.
  package static let crossEntropyLogits = Loss(
    "cross_entropy_logits", "`cross_entropy(y, softmax(x))`, from the logits x without overflow",
    pytorch: "F.cross_entropy(outputs, targets, reduction=\"none\")",
    compares: .sums(before: .softmax)
  ) { (graph, y, x, _) throws(Diagnostic) in
    try mean(&graph, try graph.apply(.softmaxCrossEntropy, [y, x]))
  }
}
