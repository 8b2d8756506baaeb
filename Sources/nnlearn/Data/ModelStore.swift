import Learning
import LessonLanguage
import Text

extension TrainedModel {
  /// The target columns of the table that it was trained on.
  var targetList: ColumnList {
    ColumnList(ColumnList.text(of: targetColumns.isEmpty ? [targetName] : targetColumns))
  }
}

extension DataSource {
  /// The source of data for a model; of a table, only the columns that the model uses.
  /// - Parameter target: returns the target column, given its name.
  init(
    _ name: String, for model: TrainedModel, target: (ColumnList) -> TargetColumn,
    encoding: TextEncoding, hasHeader: Bool, classes: String?, seed: UInt64
  ) {
    self.init(
      name: name,
      reading: TableReading(
        target: model.targetName.isEmpty ? .none : target(model.targetList),
        kind: model.classNames.isEmpty && !model.reproduces ? .numbers : .classes,
        encoding: encoding, hasHeader: hasHeader, origin: .model), classes: classes, seed: seed)
    reading.model = (model.columns, model.classNames)
    fitting.fit(model, nil)
  }
}

extension ImageFitting {
  /// Makes images those that a model takes: with its channels and, if its file has one, the size of `--size`.
  mutating func fit(_ model: TrainedModel, _ file: Safetensors?) {
    let sizes = model.model.sampleShape.sizes
    channels = sizes.count == 3 ? sizes[0] : nil
    kept = TableOptions.declared.size.parameter.keeping?.entry.flatMap { file?.text($0) }
      .flatMap { ImageSize($0) }
  }
}

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
