import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Training runs as in PyTorch")
struct GoldenTrainingTests {
  static let root: JSON = {
    guard let bytes = try? Golden.bytes("Tests/Golden/training.json"),
      let value = try? JSONReader.value(of: bytes), !value("cases").items.isEmpty
    else { preconditionFailure("training.json cannot be read") }
    return value
  }()

  static let cases = root("cases").items.indices

  @Test(
    "the losses of 100 steps, in Double to a billionth and in Float to a hundred-thousandth",
    arguments: cases)
  func losses(number: Int) throws {
    let run = GoldenRun(Self.root("cases").items[number])
    let name = run.name
    let (losses, storage) = try run.run(as: Double.self)
    compare(losses, run.json("losses64").doubles, 1e-9, name)
    try compare(
      run.run(as: Float.self).losses, run.json("losses32").doubles, 1e-5, name + " in Float")
    let parameters = try run.ingredients().model.parameters
    guard parameters.statisticCount > 0 else { return }
    let statistics = zip(parameters, storage.parameters).filter { !$0.0.isTrained }
    #expect(
      isClose(
        statistics.flatMap { $0.1.elements }, run.json("statistics64").doubles, within: 1e-9),
      "\(name)")
    #expect(
      isClose(try run.evaluated(storage), run.json("evaluated64").double, within: 1e-9), "\(name)")
  }

  /// Names the first step whose loss deviates; later ones follow from it.
  private func compare(
    _ ours: [Double], _ theirs: [Double], _ tolerance: Double, _ name: String
  ) {
    #expect(ours.count == 100 && theirs.count == 100, "\(name)")
    for (step, (own, golden)) in zip(ours, theirs).enumerated()
    where !(abs(own - golden) <= tolerance * abs(golden)) {
      Issue.record("\(name), step \(step + 1): \(own), and PyTorch \(golden)")
      return
    }
  }
}

/// A run of `training.json`, made again.
private struct GoldenRun {
  let json: JSON
  let samples = 20
  let batch = 8

  init(_ json: JSON) { self.json = json }

  var name: String {
    "\(json("model").text) · \(json("loss").text) · \(json("optimizer").text) · \(json("schedule").text)"
  }

  /// Element i of tensor number k: see make_training.py.
  private func tensor(_ number: Int, _ shape: Shape, scale: Double) -> Tensor {
    let elements = (0..<shape.count).map { (i: Int) -> Double in
      let remainder = (7919 * number + 104_729 * i + 12345) % 2003
      return (Double(remainder) / 1001.5 - 1) * scale
    }
    return Tensor(shape, elements)
  }

  /// The losses of 100 steps, and the state after them.
  func run<S: PlanScalar>(
    as type: S.Type
  ) throws -> (losses: [Double], storage: TrainingStorage<S>) {
    let ingredients = try ingredients()
    let storage = TrainingStorage<S>(ingredients.model, ingredients.optimizer, batch: batch)
    var number = 2
    for (parameter, cell) in zip(ingredients.model.parameters, storage.parameters) {
      if parameter.isTrained {
        cell.tensor = tensor(number, cell.shape, scale: 0.5)
        number += 1
      } else {
        cell.tensor = Tensor(cell.shape, repeating: parameter.role == .runningMean ? 0 : 1)
      }
    }
    let data = PreparedData<S>(
      ingredients.data, features: ingredients.featureScaling, targets: nil,
      encoding: ingredients.encoding)
    let passes = try [8, 4].map {
      try TrainingPass(ingredients, data: data, batch: $0, storage: storage)
    }
    var losses: [Double] = []
    var start = 0
    for step in 0..<100 {
      let end = min(start + batch, samples)
      let pass = passes[end - start == batch ? 0 : 1]
      pass.batch.copy(ArraySlice(start..<end))
      storage.rate.start.pointee = ingredients.settings.schedule.rate(
        ingredients.optimizer.rate, step: step)
      pass.run()
      losses.append(pass.loss + pass.penalty)
      start = end % samples
    }
    return (losses, storage)
  }

  /// The loss of all samples, as after training.
  func evaluated(_ storage: TrainingStorage<Double>) throws -> Double {
    let ingredients = try ingredients()
    return try ingredients.evaluation(
      of: storage.parameters.map { $0.elements }, rows: Array(0..<samples)
    ).score.loss
  }

  fileprivate func ingredients() throws -> Ingredients {
    let shape = Shape(json("shape").ints)
    let specification = try GoldenSpelling.model(json("model").text)
    let outputs = try Model(specification, sampleShape: shape).outputCount
    let loss = try LossSpecification(spelt: json("loss").text)
    let targets: Targets
    if ["bce", "cross_entropy"].contains(loss.name) {
      let classes = max(outputs, 2)
      targets = .classes(
        (0..<samples).map { $0 % classes }, names: (0..<classes).map { "\($0)" })
    } else {
      targets = .numbers(
        tensor(1, Shape([samples, outputs]), scale: 2).elements,
        names: (0..<outputs).map { "\($0)" })
    }
    let data = DataSet(
      name: "golden", source: "", sampleShape: shape,
      features: tensor(0, Shape([samples] + shape.sizes), scale: 1).elements, targets: targets,
      targetName: "y")
    var clip: Double?
    if case .number(let value) = json("clip") { clip = value }
    let weights = json("class_weights").doubles
    let classWeighting: ClassWeighting? =
      weights.isEmpty
      ? nil : .named(weights.enumerated().map { ClassWeighting.Named("\($0)", $1) })
    // Every sample is one to train on; the scaling leaves all numbers as they are.
    return try Ingredients(
      data: data, split: Split(data, ratio: SplitRatio("90/10"), seed: 0), scaling: .none,
      model: specification, loss: loss, classWeighting: classWeighting,
      optimizer: Optimizer(spelt: json("optimizer").text),
      settings: TrainingSettings(
        batch: batch, schedule: RateSchedule(spelt: json("schedule").text),
        l2: json("l2").double, clip: clip))
  }
}

/// The models of `training.json`, because this target does not have the language's parser.
private enum GoldenSpelling {
  static func model(_ text: String) throws -> ModelSpecification {
    let models: [LayerSpecification] = [
      .dense(units: 8, .tanh), .dense(units: 3, .softmax), .dense(units: 6, .relu),
      .dense(units: 2, .linear), .dense(units: 5, .sigmoid), .dense(units: 1, .sigmoid),
      .dense(units: 6, .leakyRelu), .dense(units: 6, .softplus), .maxPool(2), .averagePool(2),
      .flatten, .convolution(filters: 3, height: 3, width: 3, .relu, padding: 1),
      .convolution(filters: 2, height: 3, width: 3, .tanh, stride: 2),
      .dense(units: 6, .linear), .dense(units: 6, .tanh), .dense(units: 4, .tanh), .batchNorm(),
      .batchNorm(.relu), .batchNorm(eps: 0.01, momentum: 0.3),
      .convolution(filters: 3, height: 3, width: 3, .linear, padding: 1),
      .residual([.dense(units: 5, .relu), .dense(units: 4, .linear)], .relu),
      .residual([
        .batchNorm(.relu), .dense(units: 3, .tanh), .residual([.dense(units: 3, .tanh)]),
        .dense(units: 4, .linear),
      ]),
      .residual(
        [.convolution(filters: 2, height: 3, width: 3, .tanh, padding: 1), .batchNorm()], .relu),
    ]
    return ModelSpecification(
      layers: try spellings(text).map { word in
        try #require(models.first { $0.description == word })
      })
  }

  /// The layers of a text, divided at the commas outside braces.
  private static func spellings(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for letter in text {
      if letter == "{" { depth += 1 }
      if letter == "}" { depth -= 1 }
      if letter == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(letter)
      }
    }
    return parts.map { String($0.drop { $0 == " " }) }
  }
}
