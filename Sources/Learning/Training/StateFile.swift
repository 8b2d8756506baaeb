import Autodiff
import Kernels
import Text

/// A training run's state as tensors and one text, for exact storage in a file.
extension TrainingState where S == Float {
  /// The optimizer's state and the best tensors; the current ones are the model's.
  package func tensors(_ model: Model, _ optimizer: Optimizer) -> [StoredTensor] {
    var tensors: [StoredTensor] = []
    let names = optimizer.states.filter { !$0.isScalar }.map { $0.name }
    for (parameter, memory) in zip(model.parameters, memory) {
      for (name, elements) in zip(names, memory) {
        tensors.append(
          StoredTensor(
            name: "optimizer.\(name).\(parameter.name)", shape: parameter.shape, floats: elements))
      }
    }
    for (parameter, elements) in zip(model.parameters, best?.parameters ?? []) {
      tensors.append(
        StoredTensor(name: "best.\(parameter.name)", shape: parameter.shape, floats: elements))
    }
    return tensors
  }

  /// Everything else, as JSON. Shortest decimals preserve the bits.
  package var text: String {
    var members: [JSON.Member] = [
      ("epoch", .whole(epoch)), ("iteration", .whole(iteration)),
      ("counts", .numbers(counts)), ("samples", .whole(running.samples)),
      ("weight", .number(running.weight)),
      ("correct", .whole(running.correct)), ("loss", .number(running.loss)),
      ("penalty", .number(running.penalty)),
      ("history", .array(history.map { $0.json })),
    ]
    if let best {
      members.append(
        ("best", .object([("epoch", .whole(best.epoch)), ("loss", .number(best.loss))])))
    }
    return JSON.object(members).text
  }

  /// Reads `tensors` and `text`.
  package init(
    _ file: Safetensors, text: String, model: TrainedModel, of ingredients: Ingredients
  ) throws(Diagnostic) {
    let (optimizer, batch) = (ingredients.optimizer, ingredients.settings.batch)
    let iterations = ingredients.settings.iterations(of: ingredients.split.training.count)
    guard let json = JSON.read(text), let epoch = json["epoch"]?.whole,
      let iteration = json["iteration"]?.whole, let counts = json["counts"]?.numbers,
      let samples = json["samples"]?.whole, let correct = json["correct"]?.whole,
      let weight = json["weight"]?.number, let loss = json["loss"]?.numberOrWord,
      let penalty = json["penalty"]?.numberOrWord,
      let history = json["history"]?.items
    else { throw Diagnostic("the file's state of the run cannot be read") }
    func require(_ holds: Bool, _ name: String) throws(Diagnostic) {
      if !holds { throw Diagnostic("the file's state of the run has an impossible '\(name)'") }
    }
    try require((0...StopRule.mostEpochs).contains(epoch), "epoch")
    try require((0..<iterations).contains(iteration), "iteration")
    try require(samples == iteration * batch, "samples")
    try require((0...samples).contains(correct), "correct")
    try require(weight.isFinite && (weight > 0) == (samples > 0), "weight")
    try require(history.count == epoch, "history")
    let steps = Double(epoch * iterations + iteration)
    try require(counts.allSatisfy { $0 == steps }, "counts")
    func floats(_ name: String, _ shape: Shape) throws(Diagnostic) -> [Float] {
      guard let tensor = file[name], tensor.shape == shape, let floats = tensor.floats else {
        throw Diagnostic("the file has no tensor '\(name)' of shape \(shape)")
      }
      return floats
    }
    let names = optimizer.states.filter { !$0.isScalar }.map { $0.name }
    var memory: [[[Float]]] = []
    var best: [[Float]] = []
    for parameter in model.model.parameters {
      var own: [[Float]] = []
      for name in parameter.isTrained ? names : [] {
        own.append(try floats("optimizer.\(name).\(parameter.name)", parameter.shape))
      }
      memory.append(own)
      if json["best"] != nil { best.append(try floats("best.\(parameter.name)", parameter.shape)) }
    }
    guard counts.count == optimizer.states.filter({ $0.isScalar }).count else {
      throw Diagnostic("the file's state is not that of its optimizer")
    }
    self.init(parameters: model.parameters, memory: memory, counts: counts)
    (self.epoch, self.iteration) = (epoch, iteration)
    (running.samples, running.correct) = (samples, correct)
    (running.weight, running.loss, running.penalty) = (weight, loss, penalty)
    for (position, item) in history.enumerated() {
      guard let result = EpochResult(item) else {
        throw Diagnostic("the file's history cannot be read")
      }
      try require(
        result.epoch == position + 1 && result.steps == result.epoch * iterations, "history")
      self.history.append(result)
    }
    guard let kept = json["best"] else { return }
    guard let bestEpoch = kept["epoch"]?.whole, let loss = kept["loss"]?.numberOrWord,
      (1...max(epoch, 1)).contains(bestEpoch)
    else { throw Diagnostic("the file's best epoch cannot be read") }
    self.best = Best(epoch: bestEpoch, loss: loss, parameters: best)
  }
}

extension EpochResult {
  fileprivate var json: JSON {
    .object([
      ("epoch", .whole(epoch)), ("steps", .whole(steps)),
      ("rate", .number(rate)), ("training", training.json),
      ("penalty", penalty.map { .number($0) } ?? .null),
      ("validation", validation?.json ?? .null),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard let epoch = json["epoch"]?.whole, let steps = json["steps"]?.whole,
      let rate = json["rate"]?.numberOrWord, let training = json["training"].flatMap({ Score($0) })
    else { return nil }
    var validation: Score?
    if let json = json["validation"], json != .null {
      guard let score = Score(json) else { return nil }
      validation = score
    }
    self.init(
      epoch: epoch, steps: steps, rate: rate, training: training,
      penalty: json["penalty"]?.numberOrWord,
      validation: validation)
  }
}

extension Score {
  fileprivate var json: JSON {
    .array([.number(loss)] + (accuracy.map { [.number($0)] } ?? []))
  }

  fileprivate init?(_ json: JSON) {
    guard let items = json.items, (1...2).contains(items.count), let loss = items[0].numberOrWord
    else {
      return nil
    }
    let accuracy = items.count == 2 ? items[1].number : nil
    guard items.count == 1 || (0...1).contains(accuracy ?? -1) else { return nil }
    self.init(loss: loss, accuracy: accuracy)
  }
}
