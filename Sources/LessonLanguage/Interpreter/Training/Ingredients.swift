import Autodiff
import Learning
import Text

/// `data`, `model`, `loss` and `optimizer`: each is put on the shelf, and its step says what it is.
extension Session {
  mutating func load(_ call: DataCall, at place: Place) throws(Diagnostic) -> Step {
    let seed = try seed(call.seed)
    do throws(Diagnostic) {
      let data = try loader.load(
        .init(path: call.path, target: call.target, classes: call.classes, seed: seed))
      let split = try Split(data, ratio: call.ratio ?? data.usualSplit, seed: seed)
      try count(data, as: call.name)
      shelf.data[call.name] = .init(data: data, split: split, scaling: call.scaling)
      return Step(
        place: place,
        outcome: .data(
          DataReport(name: call.name, data: data, split: split, scaling: call.scaling)))
    } catch {
      throw error.at(call.pathPlace)
    }
  }

  /// Counts the work of reading a data set, and checks that there is room for it beside the others.
  private mutating func count(_ data: DataSet, as name: String) throws(Diagnostic) {
    let others = shelf.data.reduce(0) { $0 + ($1.key == name ? 0 : $1.value.data.features.count) }
    let most = workspace.limits.dataElements
    guard others + data.features.count <= most else {
      throw Diagnostic("the program's data sets have more than \(most) numbers together")
    }
    do throws(Diagnostic) {
      try workspace.spend(2e6 + 100 * Double(data.features.count + data.count))
    } catch {
      throw Diagnostic(error.message)
    }
  }

  mutating func shelve(_ call: ModelCall, at place: Place) -> Step {
    shelf.models[call.name] = call.specification
    shelf.trained[call.name] = nil
    return Step(
      place: place, outcome: .ingredient(.model(name: call.name, call.specification)))
  }

  mutating func shelve(_ call: LossCall, at place: Place) throws(Diagnostic) -> Step {
    let loss = try loss(call)
    shelf.loss = loss
    shelf.lossPlace = call.place
    return Step(place: place, outcome: .ingredient(.loss(loss)))
  }

  mutating func shelve(_ call: OptimizerCall, at place: Place) throws(Diagnostic) -> Step {
    let optimizer = try optimizer(call)
    shelf.optimizer = optimizer
    return Step(place: place, outcome: .ingredient(.optimizer(optimizer)))
  }

  // MARK: Reading

  mutating func seed(_ expression: Expression?) throws(Diagnostic) -> UInt64 {
    guard let expression else { return 0 }
    let seed = try wholeNumber(expression, "a seed")
    guard seed >= 0 else { throw Diagnostic(expression.place, "a seed is 0 or more, not \(seed)") }
    return UInt64(seed)
  }

  mutating func loss(_ call: LossCall) throws(Diagnostic) -> LossSpecification {
    var delta = 1.0
    for argument in call.arguments {
      guard call.name == "huber", argument.name == "delta" || argument.name == nil else {
        throw Diagnostic(
          argument.place, "only huber has a setting: loss huber(delta = 2)")
      }
      delta = try number(argument.value, "'delta'")
    }
    do throws(Diagnostic) {
      return try LossSpecification(call.name, delta: delta)
    } catch {
      throw error.at(call.place)
    }
  }

  mutating func schedule(_ call: ScheduleCall) throws(Diagnostic) -> RateSchedule {
    guard let choice = ScheduleChoice.all.first(where: { $0.name == call.name }) else {
      let names = ScheduleChoice.all.map { $0.name }
      throw Diagnostic(
        call.place,
        "there is no schedule '\(call.name)'" + suggestion(call.name, among: names)
          + (NearestName.suggestion(for: call.name, among: names) == nil
            ? "; there are \(names.joined(separator: ", "))" : ""))
    }
    var values: [String: Double] = [:]
    let known = choice.settings + ["warm_up"]
    for (position, argument) in call.arguments.enumerated() {
      let name =
        argument.name ?? (position < choice.settings.count ? choice.settings[position] : "")
      guard known.contains(name) else {
        throw Diagnostic(
          argument.place,
          "'\(call.name)' has no setting '\(name)'; it takes \(known.joined(separator: ", "))")
      }
      let value = try number(argument.value, "'\(name)'")
      if let problem = ScheduleChoice.problem(with: name, value) {
        throw Diagnostic(argument.place, problem)
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw Diagnostic(argument.place, "'\(name)' is given twice")
      }
    }
    if let missing = choice.settings.first(where: {
      values[$0] == nil && ScheduleChoice.defaults[$0] == nil
    }) {
      throw Diagnostic(call.place, "'\(call.name)' needs '\(missing)', as in \(choice.example)")
    }
    for (name, value) in ScheduleChoice.defaults where values[name] == nil { values[name] = value }
    return choice.make(values)
  }
}

/// A schedule of the learning rate as the language spells it.
struct ScheduleChoice: Sendable {
  let name: String
  let settings: [String]
  let example: String
  private let form: @Sendable ([String: Double]) -> RateSchedule.Form

  func make(_ values: [String: Double]) -> RateSchedule {
    RateSchedule(form(values), warmUp: Int(values["warm_up"] ?? 0))
  }

  static let defaults: [String: Double] = ["least": 0]

  /// What is wrong with a setting; nil where nothing is.
  static func problem(with name: String, _ value: Double) -> String? {
    switch name {
    case "steps", "every":
      Int(exactly: value).map { $0 >= 1 && $0 <= 1_000_000_000 } ?? false
        ? nil : "'\(name)' is a whole number of steps, 1 or more, not \(value.written)"
    case "warm_up":
      Int(exactly: value).map { $0 >= 0 && $0 <= 1_000_000_000 } ?? false
        ? nil : "'warm_up' is a whole number of steps, not \(value.written)"
    default:
      value >= 0 && value.isFinite
        ? nil : "'\(name)' is a finite number, 0 or more, not \(value.written)"
    }
  }

  static let all: [ScheduleChoice] = [
    ScheduleChoice(name: "constant", settings: [], example: "constant") { _ in .constant },
    ScheduleChoice(
      name: "step", settings: ["every", "factor"], example: "step(every = 100, factor = 0.5)"
    ) { .step(every: Int($0["every"] ?? 1), factor: $0["factor"] ?? 1) },
    ScheduleChoice(name: "exponential", settings: ["factor"], example: "exponential(factor = 0.99)")
    { .exponential(factor: $0["factor"] ?? 1) },
    ScheduleChoice(
      name: "cosine", settings: ["steps", "least"], example: "cosine(steps = 1000)"
    ) { .cosine(steps: Int($0["steps"] ?? 1), least: $0["least"] ?? 0) },
    ScheduleChoice(name: "inverse", settings: ["decay"], example: "inverse(decay = 0.01)") {
      .inverse(decay: $0["decay"] ?? 0)
    },
  ]
}
