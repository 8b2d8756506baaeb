import Learning
import LessonLanguage
import Text

/// Trained models as files.
enum ModelStore {
  static func read(_ path: String) throws(Diagnostic) -> (
    model: TrainedModel, file: Safetensors
  ) {
    let input = try InputFile(path: path, limit: InputFile.dataLimit)
    return try Diagnostic.about(input.name) { () throws(Diagnostic) in
      let file = try Safetensors(input.bytes)
      let model = try TrainedModel(file) { (text) throws(Diagnostic) in
        try Diagnostic.about("the file's model \(text.quoted)") { () throws(Diagnostic) in
          try TypedIngredients.model(text)
        }
      }
      return (model, file)
    }
  }
}
