import Learning
import LessonLanguage
import Text

/// A training run as a file, from which it goes on as if it had never stopped.
enum Checkpoint {
  /// The bytes of a file from which the run goes on: the request, the model and the state.
  /// - Parameter texts: what else the file is to keep.
  static func bytes(
    _ ingredients: Ingredients, _ state: TrainingState<Float>, _ request: TrainRequest,
    texts: [Safetensors.Entry]
  ) -> [UInt8] {
    let model = TrainedModel(ingredients, parameters: state.parameters)
    let texts =
      request.entries + texts + [
        .init(folder, OperatingSystem.folder), .init("state", state.text),
      ]
    return model.file(
      tensors: state.tensors(ingredients.model, ingredients.optimizer), texts: texts
    ).bytes
  }

  /// The entry that names the folder in which the run began.
  private static let folder = "folder"

  /// The run that a file was written from; the data are read again where they were.
  ///
  /// The folder in which the run began becomes the present one, so that all its paths mean what they meant.
  static func read(
    _ path: String, rule: StopRule?
  ) throws(CommandFailure) -> (
    request: TrainRequest, state: TrainingState<Float>, file: Safetensors
  ) {
    let (model, file) = try ModelStore.read(path)
    let record = try DataFailure.placed(path.escaped) { () throws(Diagnostic) in
      try TrainingRecord(file)
    }
    guard let text = file.text("state"), let record else {
      throw CommandFailure(
        message: "\(path.quoted) is a model, not an interrupted run: there is nothing to resume",
        exitCode: .badData)
    }
    if let folder = file.text(folder) { OperatingSystem.folder = folder }
    let request = try placed(path) { () throws(CommandFailure) in
      try TrainRequest(entries: file, model: model, rule: rule)
    }
    guard request.ingredients.data.digest == record.digest else {
      throw CommandFailure(
        message: "The data have changed since \(path.quoted) was written", exitCode: .badData)
    }
    let state = try DataFailure.placed(path.escaped) { () throws(Diagnostic) in
      try TrainingState<Float>(
        file, text: text, model: model, of: request.ingredients)
    }
    return (request, state, file)
  }

  /// Reads something from a checkpoint. What would be a wrong call on the command line is bad data there.
  static func placed<T>(
    _ path: String, _ read: () throws(CommandFailure) -> T
  ) throws(CommandFailure) -> T {
    do throws(CommandFailure) {
      return try read()
    } catch {
      guard error.exitCode == .wrongCall else { throw error }
      throw CommandFailure(message: "\(path.escaped): \(error.message)", exitCode: .badData)
    }
  }
}

extension Safetensors {
  /// A whole number among the file's texts; nil where it has none of the name.
  func number(_ name: String, in range: ClosedRange<Int>) throws(CommandFailure) -> Int? {
    try entry(name) { Int($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// A number among the file's texts; nil where it has none of the name.
  func number(
    _ name: String, where isAllowed: (Double) -> Bool
  ) throws(CommandFailure) -> Double? {
    try entry(name) { Double($0).flatMap { $0.isFinite && isAllowed($0) ? $0 : nil } }
  }

  /// What a text of the file stands for, which is nil only where there is none.
  func entry<T>(_ name: String, _ read: (String) -> T?) throws(CommandFailure) -> T? {
    guard let text = text(name) else { return nil }
    guard let value = read(text) else {
      throw CommandFailure(
        message: "the file's entry '\(name)' cannot be \(text.quoted)", exitCode: .wrongCall)
    }
    return value
  }
}
