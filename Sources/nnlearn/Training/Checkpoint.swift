import Learning
import LessonLanguage
import Text

/// A training run as a file, from which it can continue as if it had never stopped.
enum Checkpoint {
  /// The entry with the folder in which the run began.
  private static let folder = "folder"

  /// Returns the bytes of a checkpoint: the call, the model and the state.
  static func bytes(
    _ ingredients: Ingredients, _ state: TrainingState<Float>, _ request: TrainRequest
  ) -> [UInt8] {
    let model = TrainedModel(ingredients, parameters: state.parameters)
    let texts =
      request.entries(outputs: true) + [
        .init(folder, OperatingSystem.folder), .init("state", state.text),
      ]
    return model.file(
      tensors: state.tensors(ingredients.model, ingredients.optimizer), texts: texts
    ).bytes
  }

  /// A run that is resumed.
  struct Resumed {
    let request: TrainRequest
    let state: TrainingState<Float>
    let files: TrainFiles
  }

  /// Reads the run of a file, and its data from their original place. The call that resumes it may change its end and its
  /// files.
  ///
  /// The folder in which the run began becomes the current one, so that its paths keep their meaning.
  static func read(_ path: String, for arguments: ParsedArguments) throws(Diagnostic) -> Resumed {
    if arguments.ingredient != nil {
      throw Diagnostic(
        .usage,
        "--resume takes the ingredients from its file; only the end of the run can be changed")
    }
    _ = try StopRule.asked(for: arguments)
    let (model, file) = try ModelStore.read(path)
    let record = try Diagnostic.about(path.escaped, TrainingRecord(file))
    guard let text = file.text("state"), let record else {
      throw Diagnostic(
        "\(path.quoted) is a model, not an interrupted run: there is nothing to resume")
    }
    var call = arguments
    call.makeOutputsAbsolute()
    if let folder = file.text(folder) { OperatingSystem.folder = folder }
    let request = try placed(path) { () throws(Diagnostic) in
      try call.complete(from: file)
      return try TrainRequest(call, trained: model)
    }
    guard request.ingredients.data.digest == record.digest else {
      throw Diagnostic("The data have changed since \(path.quoted) was written")
    }
    let state = try Diagnostic.about(
      path.escaped, TrainingState<Float>(file, text: text, model: model, of: request.ingredients))
    let files = try placed(path) { () throws(Diagnostic) in
      let files = try TrainFiles(call)
      try files.checkNeeds()
      return files
    }
    return Resumed(request: request, state: state, files: files)
  }

  /// Reads from a checkpoint, where an invalid option is bad data, not an invalid call.
  private static func placed<Value>(
    _ path: String, _ read: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try read() } catch {
      guard error.kind == .usage else { throw error }
      throw Diagnostic("\(path.escaped): \(error.message)")
    }
  }
}
