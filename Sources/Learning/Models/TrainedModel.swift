import Autodiff
import Kernels
import Text

/// A network with its weights, and what it takes to use it: how samples are scaled, what its outputs are called.
package struct TrainedModel: Sendable {
  package let model: Model
  /// A tensor for each of the model's parameters, as Float computes with them.
  package let parameters: [[Float]]
  package let loss: LossSpecification
  package let featureScaling: Scaling
  package let targetScaling: Scaling?
  /// The features by name, in the order in which the network takes them; none for images.
  package let featureNames: [String]
  /// None where it predicts numbers.
  package let classNames: [String]
  /// What the target is called, and each of its numbers.
  package let targetName: String
  package let targetColumns: [String]
  /// The value of a white pixel, for images.
  package let white: Double?

  package init(
    model: Model, parameters: [[Float]], loss: LossSpecification, featureScaling: Scaling,
    targetScaling: Scaling?, featureNames: [String], classNames: [String], targetName: String,
    targetColumns: [String], white: Double?
  ) {
    self.model = model
    self.parameters = parameters
    self.loss = loss
    self.featureScaling = featureScaling
    self.targetScaling = targetScaling
    self.featureNames = featureNames
    self.classNames = classNames
    self.targetName = targetName
    self.targetColumns = targetColumns
    self.white = white
  }

  /// What a training run has come to.
  package init(_ ingredients: Ingredients, parameters: [[Float]]) {
    var columns: [String] = []
    if case .numbers(_, let names) = ingredients.data.targets { columns = names }
    self.init(
      model: ingredients.model, parameters: parameters, loss: ingredients.loss,
      featureScaling: ingredients.featureScaling, targetScaling: ingredients.targetScaling,
      featureNames: ingredients.data.featureNames, classNames: ingredients.data.classNames,
      targetName: ingredients.data.targetName, targetColumns: columns, white: ingredients.data.white
    )
  }

  /// Data as the network takes them: its features in their order, its white, its classes.
  ///
  /// Refuses samples of another shape by naming both.
  package func fitted(_ data: DataSet) throws(Diagnostic) -> DataSet {
    var data = try data.selecting(featureNames)
    if let white { data = data.rescaled(toWhite: white) }
    if data.sampleShape != model.sampleShape, data.featureCount == model.sampleShape.count,
      data.sampleShape.rank == 1
    {
      data = data.reshaped(to: model.sampleShape)
    }
    guard data.sampleShape == model.sampleShape else {
      throw Diagnostic(
        "the samples have the shape \(data.sampleShape), and the model takes \(model.sampleShape)")
    }
    switch data.targets {
    case .none: break
    case .classes:
      guard !classNames.isEmpty else {
        throw Diagnostic("the data name classes, and the model predicts numbers")
      }
      data = data.with(targets: try data.targets.classes(among: classNames))
    case .numbers(_, let names):
      guard names.count == targetColumns.count else {
        throw Diagnostic(
          classNames.isEmpty
            ? "the data have \(names.count) numbers to predict, and the model \(targetColumns.count)"
            : "the data have numbers as targets, and the model predicts classes")
      }
    }
    return data
  }

  /// The outputs for fitted data, row after row: probabilities, or numbers in their own units.
  package func outputs(_ data: DataSet) throws(Diagnostic) -> [Double] {
    var outputs = try applied(comparesTargets: false).run(data).outputs
    if let targetScaling { targetScaling.invert(&outputs) }
    return outputs
  }

  /// How well some rows of fitted data with targets are predicted.
  package func evaluation(_ data: DataSet, rows: [Int]) throws(Diagnostic) -> Evaluation {
    try applied(comparesTargets: true).evaluation(data, rows: rows)
  }

  private func applied(comparesTargets: Bool) -> AppliedModel<Float> {
    AppliedModel(
      model: model, parameters: parameters, loss: loss, featureScaling: featureScaling,
      targetScaling: targetScaling, comparesTargets: comparesTargets)
  }
}
