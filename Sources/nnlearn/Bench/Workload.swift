import Autodiff
import Learning
import LessonLanguage
import Text

/// A training run whose speed is measured: sizes that learners and their tutorials use.
struct Workload {
  let name: String
  let sampleShape: [Int]
  let model: String
  let loss: String
  let optimizer: String
  let batch: Int
  /// How many steps an epoch takes.
  let steps: Int

  static let all = [
    Workload(
      name: "xor", sampleShape: [2], model: "dense 4 sigmoid, dense 1 sigmoid", loss: "mse",
      optimizer: "sgd(rate = 0.5)", batch: 4, steps: 2000),
    Workload(
      name: "digits", sampleShape: [64], model: "dense 64 relu, dense 10 softmax",
      loss: "cross_entropy", optimizer: "sgd(rate = 0.1)", batch: 32, steps: 560),
    Workload(
      name: "mnist", sampleShape: [784], model: "dense 128 relu, dense 10 softmax",
      loss: "cross_entropy", optimizer: "sgd(rate = 0.01)", batch: 32, steps: 1000),
    Workload(
      name: "mnist-adam", sampleShape: [784], model: "dense 128 relu, dense 10 softmax",
      loss: "cross_entropy", optimizer: "adam(rate = 0.001)", batch: 32, steps: 1000),
    Workload(
      name: "wide", sampleShape: [784],
      model: "dense 512 relu, dense 512 relu, dense 10 softmax", loss: "cross_entropy",
      optimizer: "adam(rate = 0.001)", batch: 128, steps: 200),
    Workload(
      name: "cnn", sampleShape: [1, 28, 28],
      model: "conv 8 3x3 relu, max_pool 2, conv 16 3x3 relu, max_pool 2, flatten, dense 10 softmax",
      loss: "cross_entropy", optimizer: "adam(rate = 0.001)", batch: 64, steps: 100),
  ]

  static func named(_ name: String) throws(CommandFailure) -> Workload {
    guard let known = all.first(where: { $0.name == name }) else {
      let names = all.map { $0.name }
      throw CommandFailure(
        message: "There is no workload \(name.quoted)"
          + (NearestName.suggestion(for: name, among: names).map { ". Did you mean '\($0)'?" }
            ?? ": there are \(names.joined(separator: ", "))"),
        exitCode: .wrongCall)
    }
    return known
  }

  /// The four ingredients, the data drawn at random: an epoch of `steps` whole batches, all of them to train.
  func ingredients() throws(CommandFailure) -> Ingredients {
    let parts: (model: ModelSpecification, loss: LossSpecification, optimizer: Optimizer)
    do throws(Diagnostic) {
      parts = (
        try TypedIngredients.model(model), try TypedIngredients.loss(loss),
        try TypedIngredients.optimizer(optimizer)
      )
    } catch {
      throw CommandFailure(message: error.message.sentence, exitCode: .bug)
    }
    let data = dataSet
    do throws(Diagnostic) {
      return try Ingredients(
        data: data, split: Split(training: Array(0..<data.count)), scaling: .none,
        model: parts.model, loss: parts.loss, optimizer: parts.optimizer,
        settings: TrainingSettings(batch: batch, shuffles: false))
    } catch {
      throw CommandFailure(message: error.message.sentence, exitCode: .bug)
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
    if loss == "mse" {
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
