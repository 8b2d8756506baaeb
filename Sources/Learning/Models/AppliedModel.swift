import Autodiff
import Kernels
import Text

/// A network with its weights, applied to samples in precision `S`.
struct AppliedModel<S: PlanScalar> {
  let model: Model
  /// A tensor for each of the model's parameters.
  let parameters: [[S]]
  let loss: LossSpecification
  let classWeights: [Double]
  let featureScaling: Scaling
  let targetScaling: Scaling?
  let comparesTargets: Bool

  /// Evaluates some rows of a data set with targets; mistakes are numbered as in the data set.
  func evaluation(_ data: DataSet, rows: [Int]) throws(Diagnostic) -> Evaluation {
    let chosen = data.rows(rows)
    let (outputs, running) = try run(chosen, numbered: rows)
    let detail = Evaluation.Detail.of(chosen, rows: rows, outputs: outputs, scaling: targetScaling)
    var accuracy: Double?
    if case .classes(let matrix, _) = detail { accuracy = matrix.accuracy }
    return Evaluation(
      score: Score(loss: running.score(countsCorrect: false).loss, accuracy: accuracy),
      detail: detail)
  }

  /// Returns the outputs on the network's scale, row by row, and the loss; throws if the output of a sample is not finite.
  /// - Parameters:
  ///   - numbers: the numbers of the samples in errors; `nil` to number them in order.
  ///   - layer: the position of the layer whose outputs are given; `nil` for the network's.
  func run(
    _ data: DataSet, numbered numbers: [Int]? = nil, layer: Int? = nil
  ) throws(Diagnostic) -> (outputs: [Double], running: RunningScore) {
    let encoding = loss.encoding(model: model, targets: data.targets)
    let prepared = PreparedData<S>(
      data, features: featureScaling, targets: comparesTargets ? targetScaling : nil,
      encoding: encoding)
    let storages = zip(model.parameters, parameters).map { parameter, elements in
      let storage = Storage<S>(parameter.shape)
      storage.elements = elements
      return storage
    }
    let forward = ForwardPass(
      model, loss: loss, classWeights: classWeights, comparesTargets: comparesTargets,
      targetWidth: prepared.targetWidth, parameters: storages, layer: layer)
    let width = (layer.map { model.layers[$0].outputShape.count }) ?? model.outputCount
    var outputs: [Double] = []
    var running = RunningScore()
    let rows = Array(0..<data.count)
    let weights = data.targets.weights(classWeights)
    try forward.visit(rows, of: prepared) { chunk, values, _, loss in
      for i in 0..<chunk.count * width { outputs.append(Double(values[i])) }
      running.add(
        loss: loss, correct: 0, samples: chunk.count, weight: weights.total(of: chunk))
    }
    if let odd = outputs.firstIndex(where: { !$0.isFinite }) {
      let row = odd / width
      let sample =
        row < data.sampleNames.count
        ? data.sampleNames[row].quoted : "sample \((numbers?[row] ?? row) + 1)"
      throw Diagnostic(
        "\(sample): the output of the model is not a finite number; its features are too far from those "
          + "that it was trained on, or its weights are not finite")
    }
    return (outputs, running)
  }
}

extension Ingredients {
  /// Evaluates a network with these weights on some samples; the loss is measured on the network's scale.
  package func evaluation<S: PlanScalar>(
    of parameters: [[S]], rows: [Int]
  ) throws(Diagnostic) -> Evaluation {
    try applied(parameters, comparesTargets: true).evaluation(data, rows: rows)
  }

  /// Returns the answer of a network with these weights for each of some samples: the index of the class, or the numbers in
  /// their original units.
  /// - Parameter features: the features of all samples, in the units of the data.
  package func answers<S: PlanScalar>(
    of parameters: [[S]], for features: [Double]
  ) throws(Diagnostic) -> [Double] {
    let samples = DataSet(
      name: data.name, source: "", sampleShape: data.sampleShape, features: features,
      targets: .none)
    var outputs = try applied(parameters, comparesTargets: false).run(samples).outputs
    if data.classNames.isEmpty {
      targetScaling?.invert(&outputs)
      return outputs
    }
    let width = model.outputCount
    return (0..<samples.count).map {
      Double(Prediction(outputs[$0 * width..<($0 + 1) * width]).label)
    }
  }

  private func applied<S: PlanScalar>(
    _ parameters: [[S]], comparesTargets: Bool
  ) -> AppliedModel<S> {
    AppliedModel(
      model: model, parameters: parameters, loss: loss, classWeights: classWeights,
      featureScaling: featureScaling, targetScaling: targetScaling, comparesTargets: comparesTargets
    )
  }
}
