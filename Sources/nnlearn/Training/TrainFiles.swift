import Learning
import Rendering
import Text

/// The files that a training run writes.
struct TrainFiles {
  private(set) var save: String?
  private var history: String?
  private var plot: String?
  /// How many steps lie between two checkpoints.
  private(set) var checkpointEvery: Int?

  /// What the command line asks for.
  init(_ arguments: ParsedArguments) throws(CommandFailure) {
    save = arguments[TrainOptions.save]
    history = arguments[TrainOptions.history]
    plot = arguments[TrainOptions.plot]
    checkpointEvery = arguments[TrainOptions.checkpointEvery]
    try checkNames()
    if arguments[TrainOptions.resume] == nil {
      try checkNeeds()
    } else {
      // The run to be resumed may have begun in another folder.
      save = save.map(OperatingSystem.absolutePath)
      history = history.map(OperatingSystem.absolutePath)
      plot = plot.map(OperatingSystem.absolutePath)
    }
  }

  /// Adds what the call asked for with which a resumed run began.
  mutating func resume(_ file: Safetensors, at path: String) throws(CommandFailure) {
    save = save ?? file.text(Entry.save)
    history = history ?? file.text(Entry.history)
    plot = plot ?? file.text(Entry.plot)
    let completed = self
    let every = try Checkpoint.placed(path) { () throws(CommandFailure) in
      try completed.checkNames()
      return try file.number(Entry.checkpointEvery, in: 1...Int.max)
    }
    checkpointEvery = checkpointEvery ?? every
    try checkNeeds()
  }

  private func checkNeeds() throws(CommandFailure) {
    if checkpointEvery != nil, save == nil {
      throw CommandFailure(
        message: "--checkpoint-every needs --save, beside whose file the run is kept",
        exitCode: .wrongCall)
    }
  }

  private func checkNames() throws(CommandFailure) {
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

  var savesModel: Bool { save != nil }

  /// Whether there is anything to write but the report.
  var isAny: Bool { save != nil || history != nil || plot != nil }

  // MARK: Before training

  /// Refuses files that cannot be written, and those that would overwrite something that the run reads or writes.
  ///
  /// - Parameters:
  ///   - inputs: the files that the run reads, and what each is called in messages.
  ///   - checkpoint: the resumed one, which later ones replace.
  func check(
    reading inputs: [(path: String, what: String)], checkpoint: String?
  ) throws(CommandFailure) {
    var taken: [SavedFile.Identity: String] = [:]
    for (path, what) in inputs where OperatingSystem.exists(path) {
      if let identity = Self.identity(of: path) { taken[identity] = what }
    }
    let resumed = checkpoint.flatMap(Self.identity)
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
        throw CommandFailure(
          message: "\(option) \(path.quoted) would overwrite \(other)", exitCode: .wrongCall)
      }
      taken[identity] = "the file of \(option)"
    }
  }

  private static func identity(of path: String) -> SavedFile.Identity? {
    (try? SavedFile(path))?.identity
  }

  // MARK: Writing

  /// Writes the run as it stands; returns where, or nil where no file was asked for or the weights are not worth keeping.
  func checkpoint(
    _ trainer: Trainer<Float>, _ request: TrainRequest
  ) throws(CommandFailure) -> String? {
    let state = trainer.state
    guard let path = checkpointPath, state.isFinite else { return nil }
    let bytes = Checkpoint.bytes(trainer.ingredients, state, request, texts: entries)
    try OutputFile.replace(path, with: bytes)
    return OperatingSystem.absolutePath(path)
  }

  /// Writes the epochs so far.
  func keep(_ history: [EpochResult]) throws(CommandFailure) {
    guard let path = self.history, !history.isEmpty else { return }
    try OutputFile.replace(
      path, with: path.hasSuffix(".csv") ? HistoryText.csv(history) : HistoryText.lines(history))
  }

  /// Writes the model, the history and the picture of a run that is over, each though another cannot be written.
  ///
  /// - Returns: the paths of what was written, and the first failure.
  func finish(
    _ trainer: Trainer<Float>, _ request: TrainRequest
  ) -> (paths: [String], failure: CommandFailure?) {
    var paths: [String] = []
    var failure: CommandFailure?
    func attempt(_ path: String?, _ write: (String) throws(CommandFailure) -> Void) {
      guard let path else { return }
      do throws(CommandFailure) {
        try write(path)
        paths.append(path)
      } catch {
        failure = failure ?? error
      }
    }
    attempt(save) { (path) throws(CommandFailure) in
      let model = TrainedModel(trainer.ingredients, parameters: trainer.state.parameters)
      try OutputFile.replace(path, with: model.file(texts: request.entries).bytes)
    }
    attempt(history) { (_) throws(CommandFailure) in try keep(trainer.history) }
    attempt(plot) { (path) throws(CommandFailure) in
      try OutputFile.replace(path, with: CurvesSVG(trainer.history).text)
    }
    if failure == nil, checkpointEvery != nil, let checkpointPath {
      OperatingSystem.remove(checkpointPath)
    }
    return (paths, failure)
  }
}

// MARK: - As a checkpoint's texts

extension TrainFiles {
  private enum Entry {
    static let save = "save"
    static let history = "history"
    static let plot = "plot"
    static let checkpointEvery = "checkpoint_every"
  }

  /// What it takes to write the same files from another folder.
  private var entries: [Safetensors.Entry] {
    let paths = [(Entry.save, save), (Entry.history, history), (Entry.plot, plot)]
    return paths.compactMap { name, path in
      path.map { .init(name, OperatingSystem.absolutePath($0)) }
    } + (checkpointEvery.map { [.init(Entry.checkpointEvery, "\($0)")] } ?? [])
  }
}
