/// The default model, optimizer and number of epochs for some data.
package struct TrainDefaults {
  package let model: ModelSpecification
  package let epochs: Int

  /// Chosen, like the layers, by the validation parts of the built-in data sets.
  package static let optimizer = Optimizer(.adam, ["rate": 0.003])

  package init(_ data: DataSet) {
    let output: LayerSpecification
    if case .classes(_, let names) = data.targets {
      output = .dense(units: names.count, .softmax)
    } else {
      output = .dense(units: max(data.targets.width, 1), .linear)
    }
    let hidden: LayerSpecification =
      data.isOfImages ? .dense(units: 64, .relu) : .dense(units: 32, .tanh)
    model = ModelSpecification(layers: [hidden, output])
    // About 3,000 steps, which are more epochs for a small data set.
    epochs = min(max(3_000 * 32 / max(data.count, 1), 10), 300)
  }
}
