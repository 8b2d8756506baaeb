import Learning
import LessonLanguage

/// A training run as a file, from which it goes on as if it had never stopped.
enum Checkpoint {
  /// The entries of a request, by the names of its options.
  static func bytes(_ trainer: Trainer<Float>, _ request: TrainRequest) -> [UInt8] {
    let state = trainer.state
    let ingredients = trainer.ingredients
    let model = TrainedModel(ingredients, parameters: state.parameters)
    let texts =
      request.entries + [.init("state", state.text)]
    return model.file(
      tensors: state.tensors(ingredients.model, ingredients.optimizer), texts: texts
    ).bytes
  }

  /// The request and the state that a file was written from; the data are read again where they were.
  static func read(
    _ path: String, rule: StopRule?
  ) throws(CommandFailure) -> (request: TrainRequest, state: TrainingState<Float>) {
    let (model, file) = try ModelStore.read(path)
    let record = try DataFailure.placed(path.escaped) { () throws(DataError) in
      try TrainingRecord(file)
    }
    guard let text = file.text("state"), let record else {
      throw CommandFailure(
        message: "\(path.quoted) is a model, not an interrupted run: there is nothing to resume",
        exitCode: .badData)
    }
    let request = try TrainRequest(entries: file, model: model, rule: rule)
    guard request.ingredients.data.digest == record.digest else {
      throw CommandFailure(
        message: "The data have changed since \(path.quoted) was written", exitCode: .badData)
    }
    let state = try DataFailure.placed(path.escaped) { () throws(DataError) in
      try TrainingState<Float>(
        file, text: text, model: model, optimizer: request.ingredients.optimizer)
    }
    return (request, state)
  }
}
