/// The default model, optimizer, number of epochs and penalty for some data; to reproduce samples, a model with a narrow layer
/// of two numbers, or one if there are no more than two features.
///
/// They were chosen by the validation parts of the built-in data sets, and on public tables.
package struct TrainDefaults {
  package let model: ModelSpecification
  package let epochs: Int
  private let hasNoise: Bool

  package static let optimizer = Optimizer(.adam, ["rate": 0.003])

  /// The number of features from which a table is as wide as a small image.
  private static let wide = 50
  /// The fewest columns, and samples to train on, of a table that is taken to be measured rather than made up.
  private static let fewestColumns = 5
  private static let fewestSamples = 100

  package init(_ data: DataSet) {
    hasNoise = !data.reproduces && !data.isOfImages && data.columns.count >= Self.fewestColumns
    // More epochs for a small data set; and a large one is seen 30 times.
    let steps = data.reproduces ? 9_000 : 3_000
    epochs = min(max(steps * 32 / max(data.count, 1), 30), 300)
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
      data.isOfImages || data.featureCount >= Self.wide
      ? .dense(units: 64, .relu) : .dense(units: 32, .tanh)
    model = ModelSpecification(layers: [hidden, output])
  }

  /// The schedule of a run that has no validation part because a test file takes the place of the other parts: the rate falls
  /// along a cosine to 0, so that the last weights, which are kept, have settled.
  package static func schedule(steps: Int) -> RateSchedule {
    RateSchedule(.cosine, ["steps": Double(steps)])
  }

  /// 3 / samples, to two digits, for a table with five columns or more and 100 samples or more to train on; otherwise 0.
  ///
  /// Each sample adds to the loss that measures how well the weights fit it, and the penalty stays the same: the more samples
  /// there are, the less it decides. Ridge regression with its usual penalty of 1 has 1 / samples.
  package func l2(training count: Int) -> Double {
    guard hasNoise, count >= Self.fewestSamples else { return 0 }
    let penalty = 3 / Double(count)
    var scale = 1.0
    while penalty * scale < 10 { scale *= 10 }
    return (penalty * scale).rounded() / scale
  }
}
