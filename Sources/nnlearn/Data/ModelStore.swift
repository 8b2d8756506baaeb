import Learning
import LessonLanguage
import Text

/// Trained models as files.
enum ModelStore {
  static func read(_ path: String) throws(Diagnostic) -> (model: TrainedModel, file: Safetensors) {
    let input = try InputFile(path: path, limit: InputFile.dataLimit)
    let file = try Diagnostic.about(input.name, Safetensors(input.bytes))
    let model = try Diagnostic.about(
      input.name,
      TrainedModel(file) { (text) throws(Diagnostic) in
        try Diagnostic.about("the file's model \(text.quoted)", TypedIngredients.model(text))
      })
    return (model, file)
  }
}
