import Learning
import LessonLanguage
import Text

/// The settings of the run that made a model, as its file keeps them.
struct KeptRun {
  let optimizer: Optimizer
  let settings: TrainingSettings
  /// The number of epochs, unless the run ended in another way.
  let epochs: Int?
  /// The name of the metadata's entry with the weight of each class in the loss; `nil` if all samples count the same.
  let classWeights: String?
  /// Whether rows with missing values were left out.
  let leavesOutGaps: Bool
  /// Whether tables have a first row with the names of the columns.
  let hasHeader: Bool

  init(_ file: Safetensors) throws(Diagnostic) {
    var call = ParsedArguments()
    try call.complete(from: file)
    guard let optimizer = call[\TrainOptions.optimizer], let batch = call[\TrainOptions.batch],
      let schedule = call[\TrainOptions.schedule]
    else { throw Diagnostic("the file does not say how its model was trained") }
    self.optimizer = try TypedIngredients.optimizer(optimizer, rate: nil)
    settings = TrainingSettings(
      batch: batch, seed: UInt64(call[\TrainOptions.seed]),
      shuffles: !call[\TrainOptions.noShuffle],
      schedule: try TypedIngredients.read(RateRule.self, schedule),
      l2: call[\TrainOptions.l2] ?? 0, clip: call[\TrainOptions.clip])
    epochs = call[\TrainOptions.patience] == nil ? call[\TrainOptions.epochs] : nil
    let entry = TrainedModel.classWeightsEntry
    classWeights = file.text(entry).map { _ in entry }
    leavesOutGaps = call[\TableOptions.missing] == .drop
    hasHeader = !call[\TableOptions.noHeader]
  }
}
