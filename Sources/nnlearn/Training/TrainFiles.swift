import Learning
import Rendering

/// The files that a training run writes.
struct TrainFiles {
  private let save: String?
  private let history: String?
  private let plot: String?
  /// How many steps lie between two checkpoints.
  let checkpointEvery: Int?

  init(_ arguments: ParsedArguments) throws(CommandFailure) {
    save = arguments[TrainOptions.save]
    history = arguments[TrainOptions.history]
    plot = arguments[TrainOptions.plot]
    checkpointEvery = arguments[TrainOptions.checkpointEvery]
    if checkpointEvery != nil, save == nil {
      throw CommandFailure(
        message: "--checkpoint-every needs --save, beside whose file the run is kept",
        exitCode: .wrongCall)
    }
    if let history, !history.hasSuffix(".csv"), !history.hasSuffix(".jsonl") {
      throw CommandFailure(
        message: "--history \(history.quoted): the name ends in .csv or .jsonl",
        exitCode: .wrongCall)
    }
    if let plot, !plot.hasSuffix(".svg") {
      throw CommandFailure(
        message: "--plot \(plot.quoted): the name ends in .svg", exitCode: .wrongCall)
    }
  }

  /// Where the run is kept: `m.checkpoint.safetensors` beside `m.safetensors`.
  private var checkpointPath: String? {
    save.map { path in
      let stem = path.hasSuffix(".safetensors") ? String(path.dropLast(12)) : path
      return stem + ".checkpoint.safetensors"
    }
  }

  /// Writes the run as it stands; returns where, or nil where no file was asked for.
  func checkpoint(
    _ trainer: Trainer<Float>, _ request: TrainRequest
  ) throws(CommandFailure) -> String? {
    guard let path = checkpointPath else { return nil }
    try OutputFile.replace(path, with: Checkpoint.bytes(trainer, request))
    return path
  }

  /// Writes the model, the history and the picture of a run that is over; returns the paths.
  func finish(
    _ trainer: Trainer<Float>, _ request: TrainRequest
  ) throws(CommandFailure) -> [String] {
    if let save {
      let model = TrainedModel(trainer.ingredients, parameters: trainer.state.parameters)
      try OutputFile.replace(save, with: model.file(texts: request.entries).bytes)
      if checkpointEvery != nil, let checkpointPath { OperatingSystem.remove(checkpointPath) }
    }
    if let history {
      let text =
        history.hasSuffix(".csv")
        ? HistoryText.csv(trainer.history) : HistoryText.lines(trainer.history)
      try OutputFile.replace(history, with: text)
    }
    if let plot { try OutputFile.replace(plot, with: CurvesSVG(trainer.history).text) }
    return [save, history, plot].compactMap { $0 }
  }
}
