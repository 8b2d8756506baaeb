/// The default model, optimizer and number of epochs for some data; to reproduce samples, a model with a narrow layer of two
/// numbers, or one if there are no more than two features.
package struct TrainDefaults {
  package let model: ModelSpecification
  package let epochs: Int

  /// Chosen, like the layers, by the validation parts of the built-in data sets.
  package static let optimizer = Optimizer(.adam, ["rate": 0.003])

  package init(_ data: DataSet) {
    // More epochs for a small data set.
    let steps = data.reproduces ? 9_000 : 3_000
    epochs = min(max(steps * 32 / max(data.count, 1), 10), 300)
    if data.reproduces {
      let width = data.featureCount
      model = ModelSpecification(layers: [
        .dense(units: 32, .tanh), .dense(units: width > 2 ? 2 : 1, .linear),
        .dense(units: 32, .tanh), .dense(units: width, .linear),
      ])
      return
    }
    let output: LayerSpecification
    if case .classes(_, let names) = data.targets {
      output = .dense(units: names.count, .softmax)
    } else {
      output = .dense(units: max(data.targets.width, 1), .linear)
    }
    let hidden: LayerSpecification =
      data.isOfImages ? .dense(units: 64, .relu) : .dense(units: 32, .tanh)
    model = ModelSpecification(layers: [hidden, output])
  }
}
