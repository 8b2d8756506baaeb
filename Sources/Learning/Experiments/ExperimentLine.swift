import Text

// An experiments file has a line for the experiment and one for each run, in any order of the runs. Numbers are written so that
// reading gives the same bits.

extension Experiment {
  private static let event = "experiment"

  /// The first line of a file.
  package var line: String {
    JSON.object([
      ("event", .string(Self.event)), ("program", .string(program)), ("data", .string(data)),
      ("data_check", .string(digest)), ("call", .strings(fixed)), ("tried", .strings(tried)),
      ("test_samples", .whole(testSamples)), ("runs", .whole(runs)),
    ]).text
  }

  package init(line: [UInt8]) throws(Diagnostic) {
    let json = try JSONReader.value(of: line)
    guard json["event"]?.string == Self.event, let program = json["program"]?.string,
      let data = json["data"]?.string, let digest = json["data_check"]?.string,
      let fixed = json["call"]?.strings, let tried = json["tried"]?.strings,
      let testSamples = json["test_samples"]?.whole, let runs = json["runs"]?.whole
    else { throw Diagnostic("this is not the first line of experiments") }
    self.init(
      program: program, data: data, digest: digest, fixed: fixed, tried: tried,
      testSamples: testSamples, runs: runs)
  }
}

extension ExperimentRun {
  /// The line of a file.
  package var line: String { JSON.object(members).text }

  private var members: [JSON.Member] {
    let start: [JSON.Member] = [
      ("event", .string("run")), ("settings", .strings(settings)), ("seed", .string("\(seed)")),
      ("seconds", .number(seconds)),
    ]
    switch outcome {
    case .diverged(let divergence):
      return start + [("diverged", .object(divergence.members))]
    case .finished(let result):
      return start + [
        ("epochs", .whole(result.epochs)), ("kept_epoch", .whole(result.keptEpoch)),
        ("measures", .string(result.scale)), ("loss", .number(result.trainingLoss)),
        (ExperimentMeasure.loss.rawValue, .number(result.validation.loss)),
        (
          ExperimentMeasure.accuracy.rawValue,
          result.validation.accuracy.map { .number($0) } ?? .null
        ),
        (ExperimentMeasure.mse.rawValue, result.mse.map { .number($0) } ?? .null),
      ]
    }
  }

  /// - Parameter settings: the number of settings that the experiment tries.
  package init(line: [UInt8], settings count: Int) throws(Diagnostic) {
    let json = try JSONReader.value(of: line)
    guard json["event"]?.string == "run", let settings = json["settings"]?.strings,
      settings.count == count, let seed = json["seed"]?.string.flatMap({ UInt64($0) }),
      let seconds = json["seconds"]?.number
    else { throw Diagnostic("this is not the result of a run") }
    let outcome: Outcome
    if let divergence = json["diverged"].flatMap({ Divergence($0) }) {
      outcome = .diverged(divergence)
    } else if let result = Result(json) {
      outcome = .finished(result)
    } else {
      throw Diagnostic("this is not the result of a run")
    }
    self.init(settings: settings, seed: seed, outcome: outcome, seconds: seconds)
  }
}

extension ExperimentRun.Result {
  fileprivate init?(_ json: JSON) {
    guard let epochs = json["epochs"]?.whole, let kept = json["kept_epoch"]?.whole,
      let scale = json["measures"]?.string, let trainingLoss = json["loss"]?.number,
      let loss = json[ExperimentMeasure.loss.rawValue]?.number
    else { return nil }
    self.init(
      epochs: epochs, keptEpoch: kept, trainingLoss: trainingLoss,
      validation: Score(loss: loss, accuracy: json[ExperimentMeasure.accuracy.rawValue]?.number),
      mse: json[ExperimentMeasure.mse.rawValue]?.number, scale: scale)
  }
}

extension Divergence {
  package var members: [JSON.Member] {
    [
      ("step", .whole(step)), ("epoch", .whole(epoch)), ("what", .string(place.rawValue)),
      ("layer", layer.map { .whole($0) } ?? .null),
      ("last_finite_loss", lastFiniteLoss.map { .number($0) } ?? .null),
    ]
  }

  fileprivate init?(_ json: JSON) {
    guard let step = json["step"]?.whole, let epoch = json["epoch"]?.whole,
      let place = json["what"]?.string.flatMap({ Place(rawValue: $0) })
    else { return nil }
    self.init(
      step: step, epoch: epoch, place: place, layer: json["layer"]?.whole,
      lastFiniteLoss: json["last_finite_loss"]?.number)
  }
}
