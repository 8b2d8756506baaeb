import Learning
import Text

/// What `predict` and `evaluate` take: a model, and data for it.
struct ModelOptions: ArgumentGroup {
  static let declared = ModelOptions()

  let model = Argument.required(
    "model", .text(completion: .files), help: "A model that 'nnlearn train --save' has written.")
  let data = Argument.required(
    "data", TableOptions.names,
    help: "A built-in data set, a CSV or IDX file, images, or - for a CSV on standard input.")
  let classes = Argument.option(
    "classes", valueName: "file", .text(completion: .files),
    help: "A file that names the classes of the data, a label and its name a line.")
  let encoding = TableOptions.declared.encoding
  let seed = Argument.option(
    "seed", .integer(in: 0...Int.max),
    help: "What a generated data set is drawn from. (default: 0; with --part, the model's own)")

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
  ) throws(Diagnostic) -> Loaded {
    let path = arguments[\ModelOptions.model]
    let (model, file) = try ModelStore.read(path)
    let record = try Diagnostic.about(path.escaped) { () throws(Diagnostic) in
      try TrainingRecord(file)
    }
    let name = arguments[\ModelOptions.data]
    let seed =
      arguments[\ModelOptions.seed].map { UInt64($0) } ?? (ofTraining ? record?.seed : nil) ?? 0
    let reading = TableReading(
      target: target(model.targetName), kind: model.classNames.isEmpty ? .numbers : .classes,
      encoding: arguments[\ModelOptions.encoding],
      hasHeader: !TableOptions.declared.noHeader.parameter.isKept(in: file),
      features: model.featureNames.isEmpty ? nil : model.featureNames, origin: .model)
    let loaded = try DataSource(
      name: name, reading: reading, classes: arguments[\ModelOptions.classes], seed: seed
    ).load().data
    let place = name == "-" ? "standard input" : name.escaped
    for note in loaded.notes { console.error.write("Note: \(place): \(note)\n") }
    return try Diagnostic.about(place) { () throws(Diagnostic) in
      let fitted = try model.fitted(loaded)
      return Loaded(
        model: model, data: fitted, record: record, split: try record?.split(fitted))
    }
  }
}
