import Learning
import Text

/// The arguments of `predict` and `evaluate`: a model, and data for it.
struct ModelOptions: ArgumentGroup {
  static let declared = ModelOptions()

  let model = Argument.required(
    "model", .text(completion: .files), help: "A model written by 'nnlearn train --save'.")
  let data = Argument.required(
    "data", TableOptions.names,
    help: "A built-in data set, a CSV or IDX file, images, or - for a CSV on standard input.")
  let classes = Argument.option(
    "classes", valueName: "file", .text(completion: .files),
    help: "A file with the names of the classes: a label and a name in each line.")
  let encoding = TableOptions.declared.encoding
  let separator = TableOptions.declared.separator
  let decimal = TableOptions.declared.decimal
  let size = TableOptions.declared.size
  let seed = Argument.option(
    "seed", .integer(in: 0...Int.max),
    help: "The seed of a generated data set. (default: 0; with --part, the model's own)")

  /// A model, with data that fit it; their target column may be missing.
  struct Loaded {
    let model: TrainedModel
    let data: DataSet
    /// The model file's record of its training data, if there is one.
    let record: TrainingRecord?
    /// The split with which the model was trained, of the samples to which it has an answer; `nil` if it was trained on other
    /// data.
    var split: Split?
    /// The files that were read.
    let inputs: [String]
    /// The texts of the column that identifies the samples, if one was named.
    let ids: [String]?
    /// The samples to which the model has no answer: they have missing features, and it was trained without such rows.
    let unanswered: [Int]

    /// The other samples.
    var answered: [Int] {
      let unanswered = Set(unanswered)
      return (0..<data.count).filter { !unanswered.contains($0) }
    }
  }

  /// Reads model and data; of a table, only the columns that the model uses. Notes on the data are written to standard error.
  /// - Parameters:
  ///   - ofTraining: whether a generated data set is drawn as it was for training the model.
  ///   - dropsRows: whether rows with missing values are left out, if they were for training; otherwise they have no answer.
  ///   - id: a column of a table that identifies its rows.
  ///   - target: returns the target column, given its name.
  static func load(
    _ arguments: ParsedArguments, _ console: Console, ofTraining: Bool = false,
    dropsRows: Bool = false, id: String? = nil, target: (ColumnList) -> TargetColumn
  ) throws(Diagnostic) -> Loaded {
    let path = arguments[\ModelOptions.model]
    let (model, file) = try ModelStore.read(path)
    let record = try Diagnostic.about(path.escaped, TrainingRecord(file))
    let name = arguments[\ModelOptions.data]
    let seed =
      arguments[\ModelOptions.seed].map { UInt64($0) } ?? (ofTraining ? record?.splitSeed : nil)
      ?? 0
    var source = DataSource(
      name, for: model, target: target, encoding: arguments[\ModelOptions.encoding],
      hasHeader: !TableOptions.declared.noHeader.parameter.isKept(in: file),
      classes: arguments[\ModelOptions.classes], seed: seed)
    source.reading.separator = arguments[\ModelOptions.separator]
    source.reading.decimal = arguments[\ModelOptions.decimal]
    if file.text(TableOptions.missingEntry) == MissingValues.drop.rawValue {
      source.reading.missing = .drop
      source.reading.answersEveryRow = !dropsRows
    }
    source.fitting.size = arguments[\ModelOptions.size]
    source.fitting.fit(model, file)
    source.reading.id = id
    let read = try source.load()
    let loaded = read.data
    let place = name == "-" ? "standard input" : name.escaped
    for note in loaded.notes { console.error.write("Note: \(place): \(note)\n") }
    let fitted = try Diagnostic.about(place, model.fitted(loaded))
    let unanswered =
      source.reading.missing == .drop && !loaded.columns.isEmpty ? fitted.incompleteRows : []
    var result = Loaded(
      model: model, data: fitted, record: record, split: nil,
      inputs: [path] + read.files + (arguments[\ModelOptions.classes].map { [$0] } ?? []),
      ids: read.ids, unanswered: unanswered)
    // Training has not seen the rows without an answer.
    let known = unanswered.isEmpty ? fitted : fitted.rows(result.answered)
    result.split = try Diagnostic.about(place, record?.split(known))
    return result
  }
}
