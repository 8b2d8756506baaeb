import Autodiff
import Text

/// A trained model with whose weights another run begins, on data prepared as that model expects them.
package struct StartingPoint: Sendable {
  /// The layers of the new run: those of the trained model, with another last layer if the data have other classes.
  package let specification: ModelSpecification
  /// The weights that are kept, in the model's order: all, or all but those of the last layer.
  package let parameters: [[Float]]
  /// The scaling of the trained model, which its weights expect.
  package let featureScaling: Scaling
  package let targetScaling: Scaling?
  /// The loss of the trained model; `nil` if the last layer is new.
  package let loss: LossSpecification?
  /// The data in the order of the model's features. If the model knows all classes, they keep its order.
  package let data: DataSet

  package var isLastLayerNew: Bool { loss == nil }

  /// Throws if the data do not fit the model: other features or another shape, numbers instead of classes.
  package init(_ base: TrainedModel, _ data: DataSet) throws(Diagnostic) {
    featureScaling = base.featureScaling
    targetScaling = base.targetScaling
    guard case .classes(_, let names) = data.targets, !base.classNames.isEmpty,
      names.contains(where: { !base.classNames.contains($0) })
    else {
      self.data = try base.fitted(data)
      specification = base.model.specification
      parameters = base.parameters
      loss = base.loss
      return
    }
    self.data = try base.fitted(data.with(targets: .none)).with(targets: data.targets)
    let layers = base.model.specification.layers
    guard let last = layers.last, last.kind == .dense else {
      throw Diagnostic(
        "the data have classes that the model does not know, and its last layer is not a dense one that could be "
          + "replaced")
    }
    let activation = last.activation == .linear ? Activation.linear : .softmax
    specification = ModelSpecification(
      layers: layers.dropLast() + [.dense(units: names.count, activation)])
    let kept = base.model.parameters.count { $0.layer < layers.count - 1 }
    parameters = Array(base.parameters.prefix(kept))
    loss = nil
  }
}
