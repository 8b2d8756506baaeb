import Autodiff
import Kernels

/// A network with its weights, and what it takes to use it: how samples are scaled, what its outputs are called.
public struct TrainedModel: Sendable {
  public let model: Model
  /// A tensor for each of the model's parameters, as Float computes with them.
  public let parameters: [[Float]]
  public let loss: LossSpecification
  public let featureScaling: Scaling
  public let targetScaling: Scaling?
  /// The features by name, in the order in which the network takes them; none for images.
  public let featureNames: [String]
  /// None where it predicts numbers.
  public let classNames: [String]
  /// What the target is called, and each of its numbers.
  public let targetName: String
  public let targetColumns: [String]
  /// The value of a white pixel, for images.
  public let white: Double?

  public init(
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
  public init(_ ingredients: Ingredients, parameters: [[Float]]) {
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
  public func fitted(_ data: DataSet) throws(DataError) -> DataSet {
    var data = try data.selecting(featureNames)
    if let white { data = data.rescaled(toWhite: white) }
    if data.sampleShape != model.sampleShape, data.featureCount == model.sampleShape.count,
      data.sampleShape.rank == 1
    {
      data = data.reshaped(to: model.sampleShape)
    }
    guard data.sampleShape == model.sampleShape else {
      throw DataError(
        "the samples have the shape \(data.sampleShape), and the model takes \(model.sampleShape)")
    }
    switch data.targets {
    case .none: break
    case .classes:
      guard !classNames.isEmpty else {
        throw DataError("the data name classes, and the model predicts numbers")
      }
      data = data.with(targets: try data.targets.classes(among: classNames))
    case .numbers(_, let names):
      guard names.count == targetColumns.count else {
        throw DataError(
          classNames.isEmpty
            ? "the data have \(names.count) numbers to predict, and the model \(targetColumns.count)"
            : "the data have numbers as targets, and the model predicts classes")
      }
    }
    return data
  }

  /// The outputs for fitted data, row after row: probabilities, or numbers in their own units.
  public func outputs(_ data: DataSet) throws(DataError) -> [Double] {
    var (outputs, _) = try run(data, comparesTargets: false)
    if let targetScaling { targetScaling.invert(&outputs) }
    return outputs
  }

  /// How well fitted data with targets are predicted.
  public func evaluation(_ data: DataSet) throws(DataError) -> Evaluation {
    let (outputs, running) = try run(data, comparesTargets: true)
    let detail = Evaluation.Detail.of(
      data, rows: Array(0..<data.count), outputs: outputs, scaling: targetScaling)
    var accuracy: Double?
    if case .classes(let matrix, _) = detail { accuracy = matrix.accuracy }
    return Evaluation(
      score: Score(loss: running.loss / Double(max(running.samples, 1)), accuracy: accuracy),
      detail: detail)
  }

  private func run(
    _ data: DataSet, comparesTargets: Bool
  ) throws(DataError) -> (outputs: [Double], running: RunningScore) {
    let encoding = loss.encoding(model: model, targets: data.targets)
    let targets = comparesTargets ? targetScaling : nil
    let prepared = PreparedData<Float>(
      data, features: featureScaling, targets: targets, encoding: encoding)
    let storages = zip(model.parameters, parameters).map { parameter, elements in
      let storage = Storage<Float>(parameter.shape)
      storage.elements = elements
      return storage
    }
    let forward = ForwardPass(
      model, loss: loss, comparesTargets: comparesTargets, targetWidth: prepared.targetWidth,
      parameters: storages)
    var outputs: [Double] = []
    var running = RunningScore()
    let rows = Array(0..<data.count)
    do throws(ModelError) {
      try forward.visit(rows, of: prepared) { chunk, values, _, loss in
        for i in 0..<chunk.count * model.outputCount { outputs.append(Double(values[i])) }
        running.add(loss: loss, correct: 0, samples: chunk.count)
      }
    } catch {
      throw DataError(error.message)
    }
    return (outputs, running)
  }
}
