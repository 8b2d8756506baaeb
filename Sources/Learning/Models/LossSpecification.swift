import Autodiff
import Text

/// A loss by its name, and what it needs of a model and its targets.
package struct LossSpecification: Sendable, Equatable, CustomStringConvertible {
  package let name: String
  /// Where huber's square gives way to a line.
  package let delta: Double

  package static let names = [
    "mse", "mae", "huber", "bce", "cross_entropy", "bce_logits", "cross_entropy_logits",
  ]
  private static let aliases = [
    "categorical_cross_entropy": "cross_entropy", "binary_cross_entropy": "bce",
    "cross-entropy": "cross_entropy", "l1": "mae", "l2": "mse",
  ]

  package init(_ name: String, delta: Double = 1) throws(Diagnostic) {
    let known = Self.aliases[name] ?? name
    guard Self.names.contains(known) else {
      let nearest = NearestName.suggestion(for: name, among: Self.names)
      throw Diagnostic(
        "there is no loss \(name.quoted)"
          + (nearest.map { "; did you mean '\($0)'?" }
            ?? ": there are \(Self.names.joined(separator: ", "))"))
    }
    guard delta > 0, delta.isFinite else {
      throw Diagnostic("huber's delta is a number above 0, not \(delta)")
    }
    self.name = known
    self.delta = delta
  }

  private init(known name: String) {
    self.name = name
    delta = 1
  }

  package var description: String {
    name == "huber" && delta != 1 ? "huber(delta = \(delta.shortest))" : name
  }

  /// What is usual: mse for numbers, bce for one sigmoid output, cross-entropy for other classes.
  package static func standard(for targets: Targets, model: Model) -> LossSpecification {
    guard case .classes = targets else { return LossSpecification(known: "mse") }
    if model.outputCount == 1 { return LossSpecification(known: "bce") }
    return LossSpecification(
      known: model.outputActivation == .softmax ? "cross_entropy" : "cross_entropy_logits")
  }

  /// Whether loss and last activation are computed as one, from the sums before it: it is exact where the two apart would round or
  /// overflow, and its gradient is (p − y) / n.
  package func isFused(with activation: Activation) -> Bool {
    (name == "cross_entropy" && activation == .softmax)
      || (name == "bce" && activation == .sigmoid)
  }

  /// One output stands for two classes, the number 1 for the second; else each class has an output.
  package func encoding(model: Model, targets: Targets) -> Targets.Encoding {
    if case .classes(_, let names) = targets, names.count == 2, model.outputCount == 1 {
      return .label
    }
    return .oneHot
  }

  /// Refuses a model or targets that the loss has no meaning for.
  package func check(model: Model, targets: Targets) throws(Diagnostic) {
    let outputs = model.outputCount
    let width = targets.width(encoding(model: model, targets: targets))
    guard outputs == width else {
      if case .classes(_, let names) = targets {
        throw Diagnostic(
          "the model has \(outputs) \(outputs == 1 ? "output" : "outputs") for \(names.count) classes: "
            + "let its last layer be 'dense \(names.count) softmax'")
      }
      throw Diagnostic(
        "the model has \(outputs) outputs for \(width) target "
          + "\(width == 1 ? "column" : "columns"): let its last layer be 'dense \(width)'")
    }
    guard name.hasPrefix("bce") || name.hasPrefix("cross_entropy") else { return }
    guard case .classes = targets else {
      throw Diagnostic(
        "'\(name)' compares classes, and the target is a number: use mse, mae or huber")
    }
    let needed: Activation
    switch name {
    case "cross_entropy": needed = .softmax
    case "bce": needed = .sigmoid
    default: needed = .linear
    }
    if name.hasPrefix("cross_entropy"), outputs == 1 {
      throw Diagnostic("'\(name)' compares several outputs, and the model has one: use bce")
    }
    guard model.outputActivation == needed else {
      throw Diagnostic(
        "'\(name)' needs \(needed == .linear ? "no activation" : "a \(needed.rawValue)") after the last "
          + "layer, not '\(model.outputActivation.rawValue)'")
    }
  }

  /// Adds the loss of a model's outputs to its graph.
  package func build(
    _ graph: inout Graph, target: NodeID, model: BuiltModel, activation: Activation
  ) throws(Diagnostic) -> NodeID {
    let prediction = isFused(with: activation) ? model.logits : model.output
    do throws(Diagnostic) {
      return try loss(fused: isFused(with: activation))(
        &graph, target: target, prediction: prediction)
    } catch {
      throw Diagnostic(error.message)
    }
  }

  /// Adds what makes probabilities of a model's outputs, where the loss is one of logits and the model ends with them.
  func probabilities(_ graph: inout Graph, _ output: NodeID) throws(Diagnostic) -> NodeID {
    switch name {
    case "cross_entropy_logits": try graph.apply(.softmax, [output])
    case "bce_logits": try graph.apply(.sigmoid, [output])
    default: output
    }
  }

  private func loss(fused: Bool) -> Loss {
    switch name {
    case "mse": .mse
    case "mae": .mae
    case "huber": .huber(delta: delta)
    case "bce": fused ? .bceLogits : .bce
    case "bce_logits": .bceLogits
    case "cross_entropy": fused ? .crossEntropyLogits : .crossEntropy
    default: .crossEntropyLogits
    }
  }
}
