import Autodiff
import Learning
import Text

/// A training run whose speed is measured, of a size that is common in tutorials.
struct Workload {
  let name: String
  let sampleShape: [Int]
  let model: [LayerSpecification]
  let loss: Loss
  let optimizer: Optimizer
  let batch: Int
  /// The number of steps in an epoch.
  let steps: Int

  private static let classifier: [LayerSpecification] = [
    .dense(units: 128, .relu), .dense(units: 10, .softmax),
  ]

  static let all = [
    Workload(
      name: "xor", sampleShape: [2],
      model: [.dense(units: 4, .sigmoid), .dense(units: 1, .sigmoid)],
      loss: .mse, optimizer: Optimizer(.sgd, ["rate": 0.5]), batch: 4, steps: 2000),
    Workload(
      name: "digits", sampleShape: [64],
      model: [.dense(units: 64, .relu), .dense(units: 10, .softmax)], loss: .crossEntropy,
      optimizer: Optimizer(.sgd, ["rate": 0.1]), batch: 32, steps: 560),
    Workload(
      name: "mnist", sampleShape: [784], model: classifier, loss: .crossEntropy,
      optimizer: Optimizer(.sgd), batch: 32, steps: 1000),
    Workload(
      name: "mnist-adam", sampleShape: [784], model: classifier, loss: .crossEntropy,
      optimizer: Optimizer(.adam), batch: 32, steps: 1000),
    Workload(
      name: "wide", sampleShape: [784],
      model: [.dense(units: 512, .relu), .dense(units: 512, .relu), .dense(units: 10, .softmax)],
      loss: .crossEntropy, optimizer: Optimizer(.adam), batch: 128, steps: 200),
    Workload(
      name: "cnn", sampleShape: [1, 28, 28],
      model: [
        convolution(8), pooling, convolution(16), pooling, LayerSpecification(.flatten),
        .dense(units: 10, .softmax),
      ], loss: .crossEntropy, optimizer: Optimizer(.adam), batch: 64, steps: 100),
  ]

  private static let pooling = LayerSpecification(.maxPool, ["size": 2])

  private static func convolution(_ filters: Double) -> LayerSpecification {
    LayerSpecification(.convolution, ["filters": filters, "height": 3, "width": 3], .relu)
  }

  static func named(_ name: String) throws(Diagnostic) -> Workload {
    guard let known = all.first(where: { $0.name == name }) else {
      let names = all.map { $0.name }
      throw Diagnostic(
        .usage,
        "There is no workload \(name.quoted)"
          + (NearestName.suggestion(for: name, among: names).map { ". Did you mean '\($0)'?" }
            ?? ": there are \(names.joined(separator: ", "))"))
    }
    return known
  }

  /// The four ingredients, with random data: an epoch of `steps` full batches, all for training.
  func ingredients() throws(Diagnostic) -> Ingredients {
    let data = dataSet
    return try Diagnostic.capitalized(.defect) { () throws(Diagnostic) in
      try Ingredients(
        data: data, split: Split(training: Array(0..<data.count)), scaling: .none,
        model: ModelSpecification(layers: model), loss: LossSpecification(loss),
        optimizer: optimizer,
        settings: TrainingSettings(batch: batch, shuffles: false))
    }
  }

  private var dataSet: DataSet {
    var random = RandomSource(seed: 1)
    let samples = steps * batch
    let size = sampleShape.reduce(1, *)
    var features: [Double] = []
    features.reserveCapacity(samples * size)
    for _ in 0..<samples * size { features.append(2 * random.uniform() - 1) }
    let targets: Targets
    if loss == .mse {
      targets = .numbers((0..<samples).map { _ in random.uniform() }, names: ["y"])
    } else {
      targets = .classes(
        (0..<samples).map { _ in Int(random.uniform() * 10) }, names: (0..<10).map { "\($0)" })
    }
    return DataSet(
      name: name, source: "drawn at random", sampleShape: Shape(sampleShape), features: features,
      targets: targets)
  }
}
