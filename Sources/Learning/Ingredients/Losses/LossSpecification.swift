import Autodiff
import Text

/// How a loss fits the model and targets of a training run.
extension LossSpecification {
  /// The default loss: mse for numbers, bce for one sigmoid output, cross-entropy for other classes.
  package static func standard(for targets: Targets, model: Model) -> LossSpecification {
    guard case .classes = targets else { return LossSpecification(.mse) }
    if model.outputCount == 1 { return LossSpecification(.bce) }
    return LossSpecification(
      model.outputActivation == .softmax ? .crossEntropy : .crossEntropyLogits)
  }

  /// The loss that computes activation and loss as one from the sums, if there is one. It is exact where the two would round
  /// or overflow separately, and its gradient is (p − y) / n.
  package func fused(with activation: Activation) -> LossSpecification? {
    guard case .probabilities(activation, let fromSums) = kind.compares else { return nil }
    return Choice(fromSums, values: values)
  }

  /// The representation of the targets: one output for two classes, or one output for each class.
  package func encoding(model: Model, targets: Targets) -> Targets.Encoding {
    if case .classes(_, let names) = targets, names.count == 2, model.outputCount == 1 {
      return .label
    }
    return .oneHot
  }

  /// Throws if the loss does not fit the model or the targets.
  package func check(model: Model, targets: Targets) throws(Diagnostic) {
    let outputs = model.outputCount
    let width = targets.width(encoding(model: model, targets: targets))
    guard outputs == width else {
      if case .classes(_, let names) = targets {
        throw Diagnostic(
          "the model has \(outputs) \(outputs == 1 ? "output" : "outputs") for \(names.count) classes: "
            + "let its last layer be '\(LayerSpecification.dense(units: names.count, .softmax))'")
      }
      let columns = width == 1 ? "column" : "columns"
      let wanted =
        if case .features = targets { "features to reproduce" } else { "target \(columns)" }
      throw Diagnostic(
        "the model has \(outputs.counting("output")) for \(width) \(wanted): let its last layer be "
          + "'\(LayerSpecification.dense(units: width, .linear))'")
    }
    guard let activation = kind.activation else { return }
    guard case .classes = targets else {
      let others = Loss.all.filter { $0.activation == nil }.map { $0.name }
      let target = if case .features = targets { "the sample itself" } else { "a number" }
      throw Diagnostic(
        "'\(name)' compares classes, and the target is \(target): use "
          + others.list("or"))
    }
    if activation.comparesOutputs, outputs == 1 {
      throw Diagnostic(
        "'\(name)' compares several outputs, and the model has one: use \(Loss.bce.name)")
    }
    var needed = activation
    if case .sums = kind.compares { needed = .linear }
    guard model.outputActivation == needed else {
      throw Diagnostic(
        "'\(name)' needs \(needed == .linear ? "no activation" : "a \(needed.name)") after the last "
          + "layer, not '\(model.outputActivation.name)'")
    }
  }

  /// Adds the loss of a model's outputs to its graph.
  /// - Parameter classWeights: the weight of each class; empty if all samples count the same.
  package func build(
    _ graph: inout Graph, target: NodeID, model: BuiltModel, activation: Activation,
    classWeights: [Double]
  ) throws(Diagnostic) -> NodeID {
    if !classWeights.isEmpty {
      return try WeightedLoss(
        &graph, self, target: target, sums: model.logits, classWeights: classWeights
      ).loss
    }
    if let fused = fused(with: activation) {
      return try fused(&graph, target: target, prediction: model.logits)
    }
    return try self(&graph, target: target, prediction: model.output)
  }

  /// The activation that turns a model's outputs into probabilities, if the model ends with sums and the loss takes them.
  package var missingActivation: Activation? {
    guard case .sums(let activation) = kind.compares else { return nil }
    return activation
  }

  /// Adds the missing activation, if there is one.
  func probabilities(_ graph: inout Graph, _ output: NodeID) throws(Diagnostic) -> NodeID {
    try missingActivation?.apply(&graph, output) ?? output
  }
}
