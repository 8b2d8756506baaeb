import Learning
import Rendering
import Text

/// The files that a training run writes.
struct TrainFiles {
  let save: String?
  private let history: String?
  private let plot: String?
  /// The number of steps between two checkpoints.
  let checkpointEvery: Int?
  /// The checkpoint from which the run continues.
  var resumed: String?

  /// Reads the options of a call.
  init(_ arguments: ParsedArguments) throws(Diagnostic) {
    save = arguments[\TrainOptions.save]
    history = arguments[\TrainOptions.history]
    plot = arguments[\TrainOptions.plot]
    checkpointEvery = arguments[\TrainOptions.checkpointEvery]
    try checkNames()
  }

  /// Throws if an option lacks the file that it belongs to.
  func checkNeeds() throws(Diagnostic) {
    if checkpointEvery != nil, save == nil {
      throw Diagnostic(.usage, "--checkpoint-every needs --save, beside whose file the run is kept")
    }
  }

  private func checkNames() throws(Diagnostic) {
    if let history, !history.hasSuffix(".csv"), !history.hasSuffix(".jsonl") {
      throw Diagnostic(.usage, "--history \(history.quoted): the name must end in .csv or .jsonl")
    }
    if let plot, !plot.hasSuffix(".svg") {
      throw Diagnostic(.usage, "--plot \(plot.quoted): the name must end in .svg")
    }
  }

  /// The path of the checkpoint: `m.checkpoint.safetensors` next to `m.safetensors`.
  private var checkpointPath: String? {
    save.map { path in
      let stem = path.hasSuffix(".safetensors") ? String(path.dropLast(12)) : path
      return stem + ".checkpoint.safetensors"
    }
  }

  var savesModel: Bool { save != nil }

  /// Whether there is anything to write besides the report.
  var isAny: Bool { save != nil || history != nil || plot != nil }

  // MARK: Before training

  /// Throws for a file that cannot be written, or that would overwrite another file that the run reads or writes.
  ///
  /// - Parameter inputs: the files that the run reads, with their names in messages.
  func check(reading inputs: [(path: String, what: String)]) throws(Diagnostic) {
    var taken: [SavedFile.Identity: String] = [:]
    for (path, what) in inputs where OperatingSystem.exists(path) {
      if let identity = Self.identity(of: path) { taken[identity] = what }
    }
    let resumed = resumed.flatMap(Self.identity)
    let outputs = [
      (save, "--save"), (checkpointPath, "the checkpoint of --save"), (history, "--history"),
      (plot, "--plot"),
    ]
    for (path, option) in outputs {
      guard let path else { continue }
      try OutputFile.check(path)
      guard let identity = Self.identity(of: path) else { continue }
      let isNextCheckpoint = path == checkpointPath && identity == resumed
      let other = taken[identity] ?? (identity == resumed ? "the run to be resumed" : nil)
      if let other, !isNextCheckpoint {
        throw Diagnostic(.usage, "\(option) \(path.quoted) would overwrite \(other)")
      }
      taken[identity] = "the file of \(option)"
    }
  }

  private func isResumed(_ path: String) -> Bool {
    resumed.flatMap(Self.identity).map { $0 == Self.identity(of: path) } ?? false
  }

  private static func identity(of path: String) -> SavedFile.Identity? {
    (try? SavedFile(path))?.identity
  }

  // MARK: Writing

  /// Writes a checkpoint; returns its path, or `nil` if none was requested or the weights are not worth keeping.
  func checkpoint(
    _ trainer: Trainer<Float>, _ request: TrainRequest
  ) throws(Diagnostic) -> String? {
    let state = trainer.state
    guard let path = checkpointPath, state.isFinite else { return nil }
    let bytes = Checkpoint.bytes(trainer.ingredients, state, request)
    try OutputFile.replace(path, with: bytes)
    return OperatingSystem.absolutePath(path)
  }

  /// Writes the epochs so far.
  func keep(_ history: [EpochResult]) throws(Diagnostic) {
    guard let path = self.history, !history.isEmpty else { return }
    try OutputFile.replace(
      path, with: path.hasSuffix(".csv") ? HistoryText.csv(history) : HistoryText.lines(history))
  }

  /// Writes the model, the history and the plot of a finished run, each even if another cannot be written.
  ///
  /// - Returns: the paths of the written files, and the first failure.
  func finish(
    _ trainer: Trainer<Float>, _ request: TrainRequest
  ) -> (paths: [String], failure: Diagnostic?) {
    var paths: [String] = []
    var failure: Diagnostic?
    func attempt(_ path: String?, _ write: (String) throws(Diagnostic) -> Void) {
      guard let path else { return }
      do throws(Diagnostic) {
        try write(path)
        paths.append(path)
      } catch {
        failure = failure ?? error
      }
    }
    attempt(save) { (path) throws(Diagnostic) in
      let model = TrainedModel(trainer.ingredients, parameters: trainer.state.parameters)
      try OutputFile.replace(path, with: model.file(texts: request.entries()).bytes)
    }
    attempt(history) { (_) throws(Diagnostic) in try keep(trainer.history) }
    attempt(plot) { (path) throws(Diagnostic) in
      try OutputFile.replace(path, with: CurvesSVG(trainer.history).text)
    }
    if failure == nil, let checkpointPath, checkpointEvery != nil || isResumed(checkpointPath) {
      OperatingSystem.remove(checkpointPath)
    }
    return (paths, failure)
  }
}
