import Autodiff
import Kernels

/// A training run's state as tensors and one text, so that a file holds it bit by bit.
extension TrainingState where S == Float {
  /// The optimizer's memory and the best weights; the weights themselves are the model's tensors.
  public func tensors(_ model: Model, _ optimizer: Optimizer) -> [StoredTensor] {
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

  /// Everything else, as JSON. Shortest decimals give back the same bits.
  public var text: String {
    var members: [JSONValue.Member] = [
      .init("epoch", .whole(Int64(epoch))), .init("iteration", .whole(Int64(iteration))),
      .init("counts", .numbers(counts)), .init("samples", .whole(Int64(running.samples))),
      .init("correct", .whole(Int64(running.correct))), .init("loss", .number(running.loss)),
      .init("penalty", .number(running.penalty)),
      .init("history", .array(history.map { $0.json })),
    ]
    if let best {
      members.append(
        .init(
          "best",
          .object([.init("epoch", .whole(Int64(best.epoch))), .init("loss", .number(best.loss))])))
    }
    return JSONValue.object(members).text
  }

  /// Reads what `tensors` and `text` have written.
  public init(
    _ file: Safetensors, text: String, model: TrainedModel, optimizer: Optimizer
  ) throws(DataError) {
    guard let json = JSONValue.read(text), let epoch = json["epoch"]?.whole,
      let iteration = json["iteration"]?.whole, let counts = json["counts"]?.numbers,
      let samples = json["samples"]?.whole, let correct = json["correct"]?.whole,
      let loss = json["loss"]?.number, let penalty = json["penalty"]?.number,
      let history = json["history"]?.items, epoch >= 0, iteration >= 0
    else { throw DataError("the file's state of the run cannot be read") }
    func floats(_ name: String, _ shape: Shape) throws(DataError) -> [Float] {
      guard let tensor = file[name], tensor.shape == shape, let floats = tensor.floats else {
        throw DataError("the file has no tensor '\(name)' of shape \(shape)")
      }
      return floats
    }
    let names = optimizer.states.filter { !$0.isScalar }.map { $0.name }
    var memory: [[[Float]]] = []
    var best: [[Float]] = []
    for parameter in model.model.parameters {
      var own: [[Float]] = []
      for name in names {
        own.append(try floats("optimizer.\(name).\(parameter.name)", parameter.shape))
      }
      memory.append(own)
      if json["best"] != nil { best.append(try floats("best.\(parameter.name)", parameter.shape)) }
    }
    guard counts.count == optimizer.states.filter({ $0.isScalar }).count else {
      throw DataError("the file's state is not that of its optimizer")
    }
    self.init(parameters: model.parameters, memory: memory, counts: counts)
    (self.epoch, self.iteration) = (epoch, iteration)
    (running.samples, running.correct) = (samples, correct)
    (running.loss, running.penalty) = (loss, penalty)
    for item in history {
      guard let result = EpochResult(item) else {
        throw DataError("the file's history cannot be read")
      }
      self.history.append(result)
    }
    if let json = json["best"], let epoch = json["epoch"]?.whole, let loss = json["loss"]?.number {
      self.best = Best(epoch: epoch, loss: loss, parameters: best)
    }
  }
}

extension EpochResult {
  fileprivate var json: JSONValue {
    .object([
      .init("epoch", .whole(Int64(epoch))), .init("steps", .whole(Int64(steps))),
      .init("rate", .number(rate)), .init("training", training.json),
      .init("penalty", penalty.map { .number($0) } ?? .null),
      .init("validation", validation?.json ?? .null),
    ])
  }

  fileprivate init?(_ json: JSONValue) {
    guard let epoch = json["epoch"]?.whole, let steps = json["steps"]?.whole,
      let rate = json["rate"]?.number, let training = json["training"].flatMap({ Score($0) })
    else { return nil }
    self.init(
      epoch: epoch, steps: steps, rate: rate, training: training, penalty: json["penalty"]?.number,
      validation: json["validation"].flatMap { Score($0) })
  }
}

extension Score {
  fileprivate var json: JSONValue {
    .array([.number(loss)] + (accuracy.map { [.number($0)] } ?? []))
  }

  fileprivate init?(_ json: JSONValue) {
    guard let numbers = json.numbers, let loss = numbers.first, numbers.count <= 2 else {
      return nil
    }
    self.init(loss: loss, accuracy: numbers.count == 2 ? numbers[1] : nil)
  }
}
