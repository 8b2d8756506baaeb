import Learning
import LessonLanguage

/// Trained models as files.
enum ModelStore {
  static func read(_ path: String) throws(CommandFailure) -> (
    model: TrainedModel, file: Safetensors
  ) {
    let input = try InputFile(path: path, limit: InputFile.dataLimit)
    return try DataFailure.placed(input.name) { () throws(DataError) in
      let file = try Safetensors(input.bytes)
      let model = try TrainedModel(file) { (text) throws(DataError) in
        do throws(Diagnostic) {
          return try TypedIngredients.model(text)
        } catch {
          throw DataError("the file's model \(text.quoted): \(error.message)")
        }
      }
      return (model, file)
    }
  }
}
