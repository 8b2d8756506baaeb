import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Batch normalisation")
struct BatchNormTests {
  private func model(_ shape: Shape, _ layer: LayerSpecification = .batchNorm()) throws -> Model {
    try Model(
      ModelSpecification(layers: shape.rank == 1 ? [layer] : [layer, .flatten]), sampleShape: shape)
  }

  /// A training pass or an application to a batch: the outputs, and the next running statistics.
  private func run(
    _ model: Model, _ batch: Tensor, _ parameters: [Tensor], for use: NetworkUse
  ) throws -> (output: Tensor, statistics: [Tensor]) {
    var graph = Graph()
    let x = graph.constant(batch)
    let nodes = parameters.map { graph.variable($0) }
    let built = try model.build(&graph, input: x, parameters: nodes, for: use)
    return (
      try graph.value(of: built.output), try built.updates.map { try graph.value(of: $0.next) }
    )
  }

  @Test("four values: mean 5, variance 5, and running statistics that move by a tenth")
  func four() throws {
    let model = try model(Shape([1]), .batchNorm(eps: 4))
    #expect(
      model.parameters.map { $0.name }
        == ["0.weight", "0.bias", "0.running_mean", "0.running_var"])
    let start = model.initialParameters(.pytorch, seed: 1)
    #expect(start == [vector(1), vector(0), vector(0), vector(1)])
    let batch = matrix([2], [4], [6], [8])
    let trained = try run(model, batch, start, for: .training(masks: []))
    // (x − 5) / √(5 + 4)
    #expect(isClose(trained.output.elements, [-1, -1 / 3.0, 1 / 3.0, 1]))
    // The unbiased variance is 20 / 3.
    #expect(isClose(trained.statistics.flatMap { $0.elements }, [0.5, 0.9 + 2 / 3.0]))
    let applied = try run(
      model, batch, [vector(2), vector(10), vector(3), vector(12)], for: .inference)
    #expect(isClose(applied.output.elements, [9.5, 10.5, 11.5, 12.5]))
    #expect(applied.statistics.isEmpty)
  }

  @Test("a channel of images is normalised over the batch and its pixels")
  func channels() throws {
    let model = try model(Shape([2, 2, 3]), .batchNorm(momentum: 0.5))
    var numbers = SplitMix64(seed: 3)
    let batch = Tensor(Shape([3, 2, 2, 3]), (0..<36).map { _ in numbers.fraction() })
    let (scale, shift) = ([2.0, -1], [0.5, 3])
    let parameters = [
      Tensor(Shape([2]), scale), Tensor(Shape([2]), shift), vector(0, 0), vector(1, 1),
    ]
    let trained = try run(model, batch, parameters, for: .training(masks: []))
    for channel in 0..<2 {
      let places = (0..<36).filter { $0 / 6 % 2 == channel }
      let values = places.map { batch[$0] }
      let mean: Double = values.reduce(0, +) / 18
      let squares: Double = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation: Double = (squares / 18 + 1e-5).squareRoot()
      let (gamma, beta) = (scale[channel], shift[channel])
      let expected = values.map { (value: Double) in gamma * (value - mean) / deviation + beta }
      #expect(isClose(places.map { trained.output[$0] }, expected, within: 1e-13))
      #expect(isClose(trained.statistics[0][channel], mean / 2))
      #expect(isClose(trained.statistics[1][channel], 0.5 + squares / 17 / 2))
    }
  }

  @Test("gradients agree with differences, for rows and for images", arguments: [[2], [2, 1, 2]])
  func differences(sizes: [Int]) throws {
    let shape = Shape(sizes)
    let model = try Model(
      ModelSpecification(
        layers: (shape.rank == 1 ? [] : [.batchNorm(.tanh), .flatten]) + [
          .residual([.dense(units: 3, .tanh), .batchNorm(), .dense(units: shape.count, .linear)]),
          .dense(units: 1, .linear),
        ]), sampleShape: shape)
    var numbers = SplitMix64(seed: 5)
    func drawn(_ shape: Shape) -> Tensor {
      Tensor(shape, (0..<shape.count).map { _ in numbers.fraction() - 0.4 })
    }
    var graph = Graph()
    let x = graph.constant(drawn(shape.batched(4)))
    let nodes = model.parameters.map { graph.variable(drawn($0.shape)) }
    let built = try model.build(
      &graph, input: x, parameters: nodes, for: .training(masks: []))
    let loss = graph.emit(.sum(), graph.emit(.square, built.output))
    let trained = zip(nodes, model.parameters).filter { $0.1.isTrained }.map { $0.0 }
    let gradients = graph.differentiate(loss, by: Set(nodes)).gradients
    #expect(Set(gradients.keys).isDisjoint(with: Set(nodes).subtracting(trained)))
    for node in trained {
      let start = try graph.value(of: node)
      let gradient = try graph.value(of: try #require(gradients[node]))
      for position in 0..<start.count {
        func moved(_ step: Double) throws -> Double {
          var elements = start.elements
          elements[position] += step
          return try graph.value(
            of: loss, setting: [node: Tensor(start.shape, elements)])[0]
        }
        let difference = try (moved(1e-5) - moved(-1e-5)) / 2e-5
        #expect(abs(gradient[position] - difference) < 1e-7)
      }
    }
  }

  @Test("the optimizer, l2 and clip leave running statistics alone, and l2 the scale too")
  func training() throws {
    let data = Generated.moons(count: 100, seed: 3)
    let layers: [LayerSpecification] = [
      .dense(units: 4, .linear), .batchNorm(.relu), .dense(units: 2, .softmax),
    ]
    func graph(_ optimizer: Optimizer) throws -> (TrainingGraph, Model) {
      let ingredients = try Ingredients(
        data: data, split: Split(data, ratio: .standard, seed: 1), scaling: .standard,
        model: ModelSpecification(layers: layers), loss: nil, optimizer: optimizer,
        settings: TrainingSettings(batch: 16, l2: 0.5, clip: 0.1))
      return (
        try TrainingGraph(ingredients, batch: 16, targetWidth: 2), ingredients.model
      )
    }
    let (graph, model) = try graph("adam(rate = 0.01, weight_decay = 0.1)")
    #expect(model.parameters.weightCount == 12 + 8 + 10 && model.parameters.statisticCount == 8)
    let statistics = zip(graph.parameters, model.parameters).filter { !$0.1.isTrained }
    #expect(statistics.count == 2 && graph.gradients.count == 6 && graph.memory.count == 6)
    for (node, _) in statistics {
      let assigned = graph.assignments.filter { $0.variable == node }
      #expect(assigned.count == 1)
      // What follows the batches depends on no gradient.
      let sources = Set(graph.graph.ancestors(of: assigned.map { $0.value }))
      #expect(sources.isDisjoint(with: graph.gradients) && sources.contains(node))
    }
    let penalized = Set(graph.graph.ancestors(of: [try #require(graph.penalty)]))
    #expect(
      zip(graph.parameters, model.parameters).filter { penalized.contains($0.0) }.map { $0.1.name }
        == ["0.weight", "3.weight"])
  }

  @Test(
    "a batch of one value is refused before training",
    arguments: [
      (1, "a batch of 1 sample has none to compare: take larger batches"),
      (
        23,
        "with 70 samples to train on, the last batch of 23 would have only 1: take batches of another size, such as 24"
      ),
    ])
  func single(batch: Int, problem: String) throws {
    let data = Generated.moons(count: 100, seed: 3)
    func ingredients(_ layers: [LayerSpecification]) throws -> Ingredients {
      try Ingredients(
        data: data, split: Split(data, ratio: .standard, seed: 1), scaling: .standard,
        model: ModelSpecification(layers: layers + [.dense(units: 2, .softmax)]), loss: nil,
        optimizer: "sgd", settings: TrainingSettings(batch: batch))
    }
    let name = "layer 1, 'batch_norm', compares the samples of a batch, and "
    #expect(throws: Diagnostic(name + problem)) { try ingredients([.batchNorm()]) }
    let inner = "layer 2.1, 'batch_norm relu', compares the samples of a batch, and "
    #expect(throws: Diagnostic(inner + problem)) {
      try ingredients([.dense(units: 2, .tanh), .residual([.batchNorm(.relu)])])
    }
    _ = try ingredients([.dense(units: 2, .tanh)])
  }

  @Test("the advised batch size leaves no batch of one value either")
  func advice() throws {
    // 7 = 3 · 2 + 1 = 2 · 3 + 1 = 4 + 3
    let error = #expect(throws: Diagnostic.self) {
      try model(Shape([1])).checkBatches(of: 2, samples: 7)
    }
    #expect(error?.message.hasSuffix("take batches of another size, such as 4") == true)
  }

  @Test("an image has many values of a channel, so that a single one is enough")
  func singleImage() throws {
    let model = try model(Shape([2, 2, 3]))
    try model.checkBatches(of: 1, samples: 3)
    let trained = try run(
      model, Tensor(Shape([1, 2, 2, 3]), (0..<12).map { Double($0) }),
      model.initialParameters(nil, seed: 1), for: .training(masks: []))
    #expect(isClose(trained.statistics[0].elements, [0.25, 0.85]))
  }
}
