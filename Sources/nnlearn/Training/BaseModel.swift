import Learning
import Text

/// The model of `--from`: a trained model with whose weights a run begins.
struct BaseModel {
  /// The path of its file; `nil` if the run is resumed, whose checkpoint has everything.
  let path: String?
  let model: TrainedModel
  /// `nil` if the run is resumed.
  let file: Safetensors?
  private let record: TrainingRecord?

  /// - Parameter resumed: the model of a checkpoint.
  init?(_ call: ParsedArguments, resumed: TrainedModel?) throws(Diagnostic) {
    guard let path = call[\TrainOptions.from] else { return nil }
    if let resumed {
      (self.path, model, file, record) = (nil, resumed, nil, nil)
      return
    }
    let (model, file) = try ModelStore.read(path)
    self.path = path
    self.model = model
    self.file = file
    record = try Diagnostic.about(path.escaped, TrainingRecord(file))
    let table = TableOptions.declared
    for option in [
      TrainOptions.declared.scaling.parameter, table.features.parameter, table.ignore.parameter,
      table.categories.parameter, table.shape.parameter,
    ] where !call.isMissing(option) {
      throw Diagnostic(
        .usage, "\(option.name) is as for \(path.quoted), with --from: leave it out")
    }
  }

  /// The weights of the classes in the model's loss, as asked for; `nil` if all samples count the same, and if the run is
  /// resumed, whose call has them.
  func classWeights() throws(Diagnostic) -> ClassWeighting? {
    guard let file, !model.classWeights.isEmpty else { return nil }
    if let text = TrainOptions.declared.classWeights.parameter.keeping?.entry.flatMap({
      file.text($0)
    }) {
      return try Diagnostic.about(name, ClassWeighting(text))
    }
    return .named(zip(model.classNames, model.classWeights).map { ClassWeighting.Named($0, $1) })
  }

  private var name: String { path?.quoted ?? "the model" }

  /// Returns the point from which the run begins, on data in the model's order.
  func start(_ data: DataSet) throws(Diagnostic) -> StartingPoint {
    guard model.reproduces || data.targets != .none else {
      throw Diagnostic(
        "\(data.name.quoted) has no column \(model.targetName.quoted), which \(name) predicts: name the one to "
          + "predict with --target")
    }
    return try Diagnostic.about(data.name.escaped, StartingPoint(model, data))
  }

  /// Throws for options that contradict the model.
  func check(
    _ call: ParsedArguments, asked: ModelSpecification?, _ start: StartingPoint
  ) throws(Diagnostic) {
    guard path != nil else { return }
    if let asked, asked != start.specification {
      throw Diagnostic(
        .usage,
        "--model differs from the layers of \(name), '\(start.specification)', whose weights --from keeps: leave "
          + "it out")
    }
    if call[\TrainOptions.initializer] != nil, !start.isLastLayerNew {
      throw Diagnostic(
        .usage, "--initializer: all weights begin as those of \(name); leave out one of them")
    }
  }

  /// The split with which the model was trained, if these are the same data.
  func usualSplit(_ data: DataSet) -> (ratio: SplitRatio, seed: UInt64)? {
    guard let record, record.digest == data.digest else { return nil }
    return (record.ratio, record.splitSeed)
  }

  /// Throws if a part that measures the run has samples that the model was trained on.
  func check(_ split: Split, of data: DataSet) throws(Diagnostic) {
    guard let record, let known = try record.split(data) else { return }
    let trained = Set(known.training)
    let seen = (split.validation + split.test).count { trained.contains($0) }
    guard seen == 0 else {
      throw Diagnostic(
        .usage,
        "\(name) was trained on \(seen.counting("sample")) that would measure the run: leave out --split and "
          + "--split-seed to divide the data as for that model, or train on all with --split 100/0/0"
      )
    }
  }
}
