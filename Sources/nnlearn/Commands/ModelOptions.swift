import Learning
import LessonLanguage
import Text

/// What `predict` and `evaluate` take: a model, and data for it.
enum ModelOptions {
  static let model = Argument.required(
    "model", .text(completion: .files), help: "A model that 'nnlearn train --save' has written.")
  static let data = Argument.required(
    "data",
    .text(completion: Completion(words: BuiltInData.all.entries.map(\.name), paths: .files)),
    help: "A built-in data set, a CSV or IDX file, images, or - for a CSV on standard input.")
  static let classes = Argument.option(
    "classes", valueName: "file", .text(completion: .files),
    help: "A file that names the classes of the data, a label and its name a line.")
  static let seed = Argument.option(
    "seed", .integer(in: 0...Int.max),
    help: "What a generated data set is drawn from. (default: 0; with --part, the model's own)")

  static let parameters = [
    model.parameter, data.parameter, classes.parameter, TrainOptions.encoding.parameter,
    seed.parameter,
  ]

  /// A model, and data as it takes them; their target column may be missing.
  struct Loaded {
    let model: TrainedModel
    let data: DataSet
    /// What the model's file says of the data that it was trained on; nil where it says nothing.
    let record: TrainingRecord?
    /// The parts into which these data were divided to train the model; nil where it was trained on others.
    let split: Split?
  }

  /// Reads of a table only the columns that the model uses. What a reader might not expect of the data is written to standard
  /// error.
  /// - Parameters:
  ///   - ofTraining: whether a generated data set is to be drawn as it was to train the model.
  ///   - target: the target column, of which the name is handed in.
  static func load(
    _ arguments: ParsedArguments, _ console: Console, ofTraining: Bool = false,
    target: (String) -> TargetColumn
  ) throws(CommandFailure) -> Loaded {
    let path = arguments[self.model]
    let (model, file) = try ModelStore.read(path)
    let record = try DataFailure.placed(path.escaped) { () throws(Diagnostic) in
      try TrainingRecord(file)
    }
    let name = arguments[data]
    let seed = arguments[seed].map { UInt64($0) } ?? (ofTraining ? record?.seed : nil) ?? 0
    let reading = TableReading(
      target: target(model.targetName), kind: model.classNames.isEmpty ? .numbers : .classes,
      encoding: arguments[TrainOptions.encoding],
      hasHeader: TrainRequest.hasHeader(file),
      features: model.featureNames.isEmpty ? nil : model.featureNames, origin: .model)
    let loaded = try DataSource(
      name: name, reading: reading, classes: arguments[classes], seed: seed
    ).load().data
    let place = name == "-" ? "standard input" : name.escaped
    for note in loaded.notes { console.error.write("Note: \(place): \(note)\n") }
    return try DataFailure.placed(place) { () throws(Diagnostic) in
      let fitted = try model.fitted(loaded)
      return Loaded(
        model: model, data: fitted, record: record, split: try record?.split(fitted))
    }
  }
}
