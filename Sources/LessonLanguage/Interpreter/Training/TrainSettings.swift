import Learning
import Text

/// The settings of a `train` statement.
extension Session {
  mutating func rule(_ call: TrainCall) throws(Diagnostic) -> StopRule {
    var patience: Int?
    if let expression = call.numbers[.patience] {
      let count = try wholeNumber(expression, "the patience")
      guard count >= 1 else {
        throw Diagnostic(expression.place, "the patience is 1 epoch or more, not \(count)")
      }
      patience = count
    }
    switch call.duration {
    case .steps(let expression):
      let count = try wholeNumber(expression, "the number of epochs")
      guard (1...StopRule.mostEpochs).contains(count) else {
        throw Diagnostic(
          expression.place, "train takes 1 to \(StopRule.mostEpochs) epochs, not \(count)")
      }
      return StopRule(.epochs(count), patience: patience)
    case .untilChange(let expression):
      let bound = try number(expression, "the bound")
      guard bound > 0, bound.isFinite else {
        throw Diagnostic(
          expression.place, "the bound is a small number above 0, not \(bound.written)")
      }
      return StopRule(.change(below: bound), patience: patience)
    }
  }

  mutating func settings(_ call: TrainCall, samples: Int) throws(Diagnostic) -> TrainingSettings {
    var settings = TrainingSettings()
    if let expression = call.numbers[.batch] {
      settings.batch = try wholeNumber(expression, "the batch")
    } else {
      settings.batch = min(settings.batch, samples)
    }
    settings.seed = try seed(call.numbers[.seed])
    if let schedule = call.schedule { settings.schedule = try choice(RateRule.self, schedule) }
    if let expression = call.numbers[.l2] {
      settings.l2 = try number(expression, "l2")
      guard settings.l2 >= 0, settings.l2.isFinite else {
        throw Diagnostic(expression.place, "l2 is a finite number, 0 or more")
      }
    }
    if let expression = call.numbers[.clip] {
      let clip = try number(expression, "clip")
      guard clip > 0, clip.isFinite else {
        throw Diagnostic(expression.place, "clip is a length above 0")
      }
      settings.clip = clip
    }
    settings.initializer = call.initializer
    return settings
  }
}
