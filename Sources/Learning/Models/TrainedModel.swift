import Autodiff
import Kernels
import Text

/// A network with its weights and what is needed to use it: the scaling of samples, the names of features and outputs.
package struct TrainedModel: Sendable {
  package let model: Model
  /// The elements of each of the model's parameters.
  package let parameters: [[Float]]
  package let loss: LossSpecification
  /// The weight of each class in the loss; empty if all samples count the same.
  package let classWeights: [Double]
  package let featureScaling: Scaling
  package let targetScaling: Scaling?
  /// Whether it reproduces its samples.
  package let reproduces: Bool
  /// The columns of the table that it was trained on, in the order of their features; empty for other data.
  package let columns: [FeatureColumn]
  /// Empty if it predicts numbers, or reproduces its samples.
  package let classNames: [String]
  /// The name of the target, and of each of its columns. A network that reproduces its samples has no columns, and as its
  /// target's name that of the classes that were set aside, if there were any.
  package let targetName: String
  package let targetColumns: [String]
  /// The value of a white pixel of images.
  package let white: Double?

  package init(
    model: Model, parameters: [[Float]], loss: LossSpecification, classWeights: [Double] = [],
    featureScaling: Scaling, targetScaling: Scaling?, reproduces: Bool = false,
    columns: [FeatureColumn], classNames: [String], targetName: String, targetColumns: [String],
    white: Double?
  ) {
    self.model = model
    self.parameters = parameters
    self.loss = loss
    self.classWeights = classWeights
    self.featureScaling = featureScaling
    self.targetScaling = targetScaling
    self.reproduces = reproduces
    self.columns = columns
    self.classNames = classNames
    self.targetName = targetName
    self.targetColumns = targetColumns
    self.white = white
  }

  /// The result of a training run.
  package init(_ ingredients: Ingredients, parameters: [[Float]]) {
    let data = ingredients.data
    var targetColumns: [String] = []
    if case .numbers(_, let names) = data.targets { targetColumns = names }
    let targetName = data.reproduces ? data.summary.classesAside ?? "" : data.targetName
    self.init(
      model: ingredients.model, parameters: parameters, loss: ingredients.loss,
      classWeights: ingredients.classWeights,
      featureScaling: ingredients.featureScaling, targetScaling: ingredients.targetScaling,
      reproduces: data.reproduces, columns: data.columns, classNames: data.classNames,
      targetName: targetName, targetColumns: targetColumns, white: data.white)
  }

  /// Returns data as the network expects them, with its features in its order, its value of white and its classes; each
  /// sample is its own target if the network reproduces them.
  ///
  /// Throws if the samples have another shape.
  package func fitted(_ data: DataSet) throws(Diagnostic) -> DataSet {
    var data = try data.selecting(columns)
    if let white { data = data.rescaled(toWhite: white) }
    if data.sampleShape != model.sampleShape, data.featureCount == model.sampleShape.count,
      data.sampleShape.rank == 1
    {
      data = data.reshaped(to: model.sampleShape)
    }
    guard data.sampleShape == model.sampleShape else {
      throw Diagnostic(
        "the samples have the shape \(data.sampleShape), and the model takes \(model.sampleShape)"
          + advice(on: data))
    }
    if reproduces { return data.reproducing }
    switch data.targets {
    case .none, .features: break
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

  /// Advice on images of another size.
  private func advice(on data: DataSet) -> String {
    let (own, sizes) = (model.sampleShape.sizes, data.sampleShape.sizes)
    guard own.count == 3, sizes.count == 3, own[0] == sizes[0] else { return "" }
    return "; --size \(ImageSize(width: own[2], height: own[1])) fits them"
  }

  /// Returns the outputs for fitted data, row by row: probabilities, or numbers in their original units.
  /// - Parameter unanswered: the samples that have NaN instead.
  package func outputs(
    _ data: DataSet, except unanswered: [Int] = []
  ) throws(Diagnostic) -> [Double] {
    var outputs = try run(data, except: unanswered)
    if let targetScaling { targetScaling.invert(&outputs) }
    return outputs
  }

  /// Returns the outputs of a layer for fitted data, row by row.
  /// - Parameters:
  ///   - layer: its position, from 0.
  ///   - unanswered: the samples that have NaN instead.
  package func values(
    of layer: Int, _ data: DataSet, except unanswered: [Int] = []
  ) throws(Diagnostic) -> [Double] {
    try run(data.with(targets: .none), layer: layer, except: unanswered)
  }

  private func run(
    _ data: DataSet, layer: Int? = nil, except unanswered: [Int]
  ) throws(Diagnostic) -> [Double] {
    let applied = applied(comparesTargets: false)
    guard !unanswered.isEmpty else { return try applied.run(data, layer: layer).outputs }
    let left = Set(unanswered)
    let rows = (0..<data.count).filter { !left.contains($0) }
    let width = layer.map { model.layers[$0].outputShape.count } ?? model.outputCount
    var outputs = [Double](repeating: .nan, count: data.count * width)
    guard !rows.isEmpty else { return outputs }
    let own = try applied.run(data.rows(rows), numbered: rows, layer: layer).outputs
    for (place, row) in rows.enumerated() {
      for column in 0..<width { outputs[row * width + column] = own[place * width + column] }
    }
    return outputs
  }

  /// Evaluates some rows of fitted data with targets.
  package func evaluation(_ data: DataSet, rows: [Int]) throws(Diagnostic) -> Evaluation {
    try applied(comparesTargets: true).evaluation(data, rows: rows)
  }

  private func applied(comparesTargets: Bool) -> AppliedModel<Float> {
    AppliedModel(
      model: model, parameters: parameters, loss: loss, classWeights: classWeights,
      featureScaling: featureScaling, targetScaling: targetScaling, comparesTargets: comparesTargets
    )
  }
}
