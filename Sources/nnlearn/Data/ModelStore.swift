import Learning
import LessonLanguage
import Text

/// Trained models as files.
enum ModelStore {
  static func read(_ path: String) throws(CommandFailure) -> (
    model: TrainedModel, file: Safetensors
  ) {
    let input = try InputFile(path: path, limit: InputFile.dataLimit)
    return try DataFailure.placed(input.name) { () throws(Diagnostic) in
      let file = try Safetensors(input.bytes)
      let model = try TrainedModel(file) { (text) throws(Diagnostic) in
        do throws(Diagnostic) {
          return try TypedIngredients.model(text)
        } catch {
          throw Diagnostic("the file's model \(text.quoted): \(error.message)")
        }
      }
      return (model, file)
    }
  }
}
