import Learning
import LessonLanguage

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
    "seed", .integer(in: 0...Int.max), default: 0, help: "What a generated data set is drawn from.")

  static let parameters = [
    model.parameter, data.parameter, classes.parameter, seed.parameter,
  ]

  /// The model, and the data as it takes them; their target column may be missing.
  static func load(
    _ arguments: ParsedArguments
  ) throws(CommandFailure) -> (model: TrainedModel, data: DataSet) {
    let model = try ModelStore.read(arguments[self.model]).model
    let name = arguments[data]
    let kind: TargetKind = model.classNames.isEmpty ? .numbers : .classes
    let loaded = try DataSource(
      name: name, target: .namedIfPresent(model.targetName), kind: kind,
      classes: arguments[classes], seed: UInt64(arguments[seed])
    ).load().data
    let fitted = try DataFailure.placed(name == "-" ? "standard input" : name.escaped) {
      () throws(DataError) in try model.fitted(loaded)
    }
    return (model, fitted)
  }
}
