import Autodiff
import Foundation
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("The weights of classes in a loss")
struct ClassWeightTests {
  static let folds = Golden.root("folds").items.indices

  @Test(
    "balanced weights are those of scikit-learn, counted on the training part", arguments: folds)
  func balanced(number: Int) throws {
    let golden = Golden.root("folds").items[number]
    let labels = golden("labels").ints
    let names = (0...labels.max()!).map { "\($0)" }
    // As many samples again, which are not for training.
    let targets = Targets.classes(labels + labels.map { _ in 0 }, names: names)
    let weights = try ClassWeighting.balanced.weights(targets, training: Array(labels.indices))
    for (ours, theirs) in zip(weights, golden("weights").doubles) {
      #expect(abs(ours - theirs) < 1e-12)
    }
    #expect(weights.count == golden("weights").doubles.count)
  }

  @Test("weights by name; the others are 1")
  func named() throws {
    let targets = Targets.classes([0, 1, 2], names: ["a", "b, c", "d=e"])
    for (text, expected) in [
      ("a = 2", [2, 1, 1]), ("d=e=0.5,\"b, c\" = 3", [1, 3, 0.5]), ("a=1e1", [10, 1, 1.0]),
    ] {
      let weighting = try ClassWeighting(text)
      #expect(try weighting.weights(targets, training: [0, 1, 2]) == expected)
      #expect(try ClassWeighting(weighting.description) == weighting)
    }
    #expect(try ClassWeighting("balanced") == .balanced)
  }

  @Test(
    "what is wrong with them is said",
    arguments: [
      (
        "balance",
        "class weights are 'balanced', or a number for each name, as in \"setosa = 1, virginica = 2\""
      ), ("a = x", "the weight of 'a' is a number above 0, not 'x'"),
      ("a = 0", "the weight of 'a' is a number above 0, not 0"),
      ("a = 1e39", "the weight of 'a' is between 1e-30 and 1e30, not 1e+39"),
      ("a = 1e-31", "the weight of 'a' is between 1e-30 and 1e30, not 1e-31"),
      ("a = 1, a = 2", "the class 'a' has two weights"),
      ("z = 1", "there is no class 'z' among 'a', 'b'"),
    ])
  func refusals(text: String, message: String) throws {
    let targets = Targets.classes([0, 1], names: ["a", "b"])
    let error = #expect(throws: Diagnostic.self) {
      try ClassWeighting(text).weights(targets, training: [0, 1])
    }
    #expect(error?.message == message)
  }

  @Test("balanced weights count the classes that occur")
  func absent() throws {
    let targets = Targets.classes([0, 0, 2], names: ["a", "b", "c"])
    // 3 / (2 · 2) and 3 / (2 · 1)
    #expect(
      try ClassWeighting.balanced.weights(targets, training: [0, 1, 2]) == [0.75, 1, 1.5])
    #expect(throws: Diagnostic.self) { try ClassWeighting("a = 1e39") }
  }

  @Test("more samples than are computed at once are weighed alike")
  func chunks() throws {
    let data = Generated.moons(count: 600, seed: 3)
    guard case .classes(let labels, let names) = data.targets else { return }
    let ingredients = try Ingredients(
      data: data, split: Split(training: Array(0..<600)), scaling: .standard,
      model: ModelSpecification(layers: [.dense(units: 2, .softmax)]), loss: nil,
      classWeighting: .named([.init(names[0], 9)]), optimizer: Optimizer(.sgd),
      settings: TrainingSettings(batch: 60))
    let trainer = try Trainer<Float>(ingredients)
    let (first, second) = (
      labels.indices.filter { labels[$0] == 0 }, labels.indices.filter { labels[$0] == 1 }
    )
    func loss(_ rows: [Int]) throws -> Double {
      let loss = try #require(trainer.score(rows)).loss
      let evaluation = try #require(try trainer.evaluation(rows))
      #expect(abs(evaluation.score.loss - loss) < 1e-5)
      return loss
    }
    // The classes one after the other: the chunks have other total weights.
    let (a, b) = (9 * Double(first.count), Double(second.count))
    let expected = try (a * loss(first) + b * loss(second)) / (a + b)
    #expect(try abs(loss(first + second) - expected) < 1e-5)
  }

  @Test("a file with impossible weights is refused")
  func damaged() throws {
    func refused(_ weights: String, _ loss: Loss, _ activation: Activation) throws -> Bool {
      let data = Generated.moons(count: 64, seed: 3)
      let ingredients = try Ingredients(
        data: data, split: Split(training: Array(0..<64)), scaling: .none,
        model: ModelSpecification(layers: [.dense(units: 2, activation)]),
        loss: LossSpecification(loss), optimizer: Optimizer(.sgd), settings: TrainingSettings())
      let parameters = try Trainer<Float>(ingredients).state.parameters
      let file = TrainedModel(ingredients, parameters: parameters).file(
        texts: [.init("loss_weights", weights)])
      let message = dataError {
        _ = try TrainedModel(file) { (_) throws(Diagnostic) in ingredients.model.specification }
      }
      if let message {
        #expect(
          message
            == "the file's entry 'loss_weights' is not a number above 0 for each class")
      }
      return message != nil
    }
    #expect(try !refused("[1,2]", .crossEntropy, .softmax))
    for weights in ["[1,0]", "[1,-2]", "[1]", "[1,2,3]", "1"] {
      #expect(try refused(weights, .crossEntropy, .softmax), "\(weights)")
    }
    #expect(try refused("[1,2]", .mse, .softmax))
  }

  @Test("a class without training samples, numbers, and losses of numbers are refused")
  func misfits() throws {
    let targets = Targets.classes([0, 0, 1], names: ["a", "b"])
    #expect(
      throws: Diagnostic(
        "the class 'b' has no sample in the training part, from which 'balanced' would count its weight: give the "
          + "weights by name, or another split")
    ) { try ClassWeighting.balanced.weights(targets, training: [0, 1]) }
    #expect(throws: Diagnostic("class weights are for classes, and the target is a number")) {
      try ClassWeighting.balanced.weights(.numbers([1], names: ["y"]), training: [0])
    }
    let data = DataSet(
      name: "d", source: "", sampleShape: Shape([1]), features: [0, 1, 2, 3],
      targets: .classes([0, 1, 0, 1], names: ["a", "b"]))
    #expect(
      throws: Diagnostic(
        "class weights are for a loss that compares classes, such as cross_entropy, not 'mse'")
    ) {
      try Ingredients(
        data: data, split: Split(training: [0, 1, 2, 3]), scaling: .none,
        model: ModelSpecification(layers: [.dense(units: 2, .softmax)]),
        loss: LossSpecification(.mse), classWeighting: .balanced, optimizer: Optimizer(.sgd),
        settings: TrainingSettings(batch: 2))
    }
  }

  @Test("the gradient is that of the weighted formula", arguments: ["softmax", "one", "several"])
  func gradient(outputs: String) throws {
    let loss = LossSpecification(outputs == "softmax" ? .crossEntropy : .bce)
    let y =
      outputs == "one"
      ? Tensor(Shape([3, 1]), [1, 0, 1]) : Tensor(Shape([3, 2]), [1, 0, 0, 1, 1, 0])
    let x = Tensor(y.shape, [0.3, -1.2, 2, 0.1, -0.7, 0.4].prefix(y.count).map { $0 })
    let weights = [0.5, 3.0]
    func built(_ x: Tensor) throws -> (Graph, NodeID, NodeID) {
      var graph = Graph()
      let (target, sums) = (graph.constant(y), graph.variable(x))
      let weighted = try WeightedLoss(
        &graph, loss, target: target, sums: sums, classWeights: weights)
      return (graph, sums, weighted.loss)
    }
    func value(_ x: Tensor) throws -> Double {
      let (graph, _, loss) = try built(x)
      return try #require(graph.value(of: loss).number)
    }
    // Σ w · l / Σ w in plain arithmetic.
    var (total, mass) = (0.0, 0.0)
    for row in 0..<3 {
      let label =
        outputs == "one" ? Int(y.elements[row]) : Int(y.elements[row * 2 + 1])
      let own = weights[label]
      let sums =
        outputs == "one" ? [x.elements[row]] : [x.elements[row * 2], x.elements[row * 2 + 1]]
      let targets =
        outputs == "one" ? [y.elements[row]] : [y.elements[row * 2], y.elements[row * 2 + 1]]
      let loss: Double
      if outputs == "softmax" {
        loss = log(sums.reduce(0) { $0 + exp($1) }) - sums[label]
      } else {
        loss =
          zip(sums, targets).reduce(0) {
            let p = 1 / (1 + exp(-$1.0))
            return $0 - $1.1 * log(p) - (1 - $1.1) * log(1 - p)
          } / Double(sums.count)
      }
      total += own * loss
      mass += own
    }
    #expect(abs(try value(x) - total / mass) < 1e-12)
    var (graph, sums, node) = try built(x)
    let pass = graph.differentiate(node, by: [sums])
    let gradient = try graph.value(of: try #require(pass.gradients[sums]))
    for position in 0..<x.count {
      var (above, below) = (x.elements, x.elements)
      above[position] += 1e-5
      below[position] -= 1e-5
      let slope =
        try (value(Tensor(x.shape, above)) - value(Tensor(x.shape, below))) / 2e-5
      #expect(abs(gradient.elements[position] - slope) < 1e-8)
    }
  }

  @Test("training, validation and a saved model weigh the loss alike, and accuracy not at all")
  func consistent() throws {
    let data = try Golden.builtIn()["iris"]!.dataSet(seed: 0)
    let split = try Split(data, ratio: SplitRatio("60/40/0"), seed: 1)
    let ingredients = try Ingredients(
      data: data, split: split, scaling: .standard,
      model: ModelSpecification(layers: [.dense(units: 3, .softmax)]), loss: nil,
      classWeighting: .named([.init("setosa", 5), .init("virginica", 0.25)]),
      optimizer: Optimizer(.sgd, ["rate": 1e-30]), settings: TrainingSettings(batch: 7))
    let trainer = try Trainer<Float>(ingredients)
    let epoch = try trainer.finishEpoch()
    // The weights have not moved, so that the mean over batches is that over all samples.
    let all = try #require(trainer.score(split.training))
    #expect(abs(epoch.training.loss - all.loss) < 1e-6)
    #expect(epoch.training.accuracy == all.accuracy)
    let model = TrainedModel(ingredients, parameters: trainer.state.parameters)
    let read = try TrainedModel(Safetensors(model.file().bytes)) { (_) throws(Diagnostic) in
      ingredients.model.specification
    }
    let evaluation = try read.evaluation(data, rows: split.validation)
    #expect(abs(evaluation.score.loss - (epoch.validation?.loss ?? 0)) < 1e-6)
    let plain = try TrainedModel(
      model: read.model, parameters: read.parameters, loss: read.loss,
      featureScaling: read.featureScaling, targetScaling: nil, columns: read.columns,
      classNames: read.classNames, targetName: "", targetColumns: [], white: nil
    ).evaluation(data, rows: split.validation)
    #expect(plain.score.accuracy == evaluation.score.accuracy)
    #expect(abs(plain.score.loss - evaluation.score.loss) > 1e-3)
  }
}
