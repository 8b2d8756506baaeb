import Learning
import LessonLanguage
import Rendering
import Text

/// Shows the progress of a training run: its ingredients, a line for each epoch, the result.
final class TrainReport {
  private let console: Console
  private let style: Style
  private let format: ShowOptions.Format
  private let isQuiet: Bool
  private let request: TrainRequest
  /// The path where the model will be saved.
  private let savedPath: String?
  private let epochs: EpochsText
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let progressLine: ProgressDisplay
  /// The number of epochs before the run was resumed.
  private var epochsBefore = 0.0

  init(
    _ arguments: ParsedArguments, _ console: Console, _ request: TrainRequest,
    savedAs savedPath: String?
  ) {
    self.console = console
    self.request = request
    style = ShowOptions.style(arguments, console)
    format = arguments[\ShowOptions.format]
    isQuiet = arguments[\TrainOptions.quiet]
    self.savedPath = savedPath
    var limit: Int?
    if case .epochs(let count) = request.rule.limit { limit = count }
    epochs = EpochsText(style, limit: limit)
    start = clock.now
    progressLine = ProgressDisplay(
      console,
      isShown: format == .text && !isQuiet && console.terminal.isTerminal(.standardOutput))
  }

  private var seconds: Double {
    (clock.now - start).seconds
  }

  func start(_ trainer: Trainer<Float>) {
    epochsBefore = Double(trainer.steps) / Double(trainer.iterations)
    let ingredients = request.ingredients
    let report = DataReport(
      name: ingredients.data.name, data: ingredients.data, split: ingredients.split,
      scaling: request.scaling)
    if format == .json {
      write(
        TrainingLines.start(
          ingredients, report, iterations: trainer.iterations, splitSeed: request.splitSeed,
          test: request.testData))
      return
    }
    if isQuiet { return }
    write(
      request.lines(
        style, report, iterations: trainer.iterations, samples: ingredients.split.training.count)
        + [""] + IngredientsText(style).layers(ingredients.model) + [""])
  }

  /// Reports a step: on a terminal, the progress line is updated.
  func step(_ trainer: Trainer<Float>) {
    progressLine.show {
      ProgressLine(trainer, request.rule, seconds: seconds, epochsBefore: epochsBefore).text(style)
    }
  }

  func epoch(_ trainer: Trainer<Float>) {
    guard let result = trainer.history.last else { return }
    if format == .json { return write(TrainingLines.epoch(result, seconds: seconds)) }
    if isQuiet { return }
    progressLine.clear()
    write([epochs.line(result)])
  }

  func interrupted(_ trainer: Trainer<Float>, savedAs path: String?, savesModel: Bool) {
    progressLine.clear()
    console.output.flush()
    let saved: String
    if let path {
      saved = "saved as \(path.escaped); go on with: nnlearn train --resume \(path.forShell)"
    } else {
      saved =
        savesModel
        ? "its weights are no longer finite and are not saved"
        : "nothing is saved, since --save names no file"
    }
    console.error.write("Interrupted after \(trainer.steps) steps; \(saved)\n")
  }

  /// Reports the written files.
  func saved(_ paths: [String]) {
    guard !paths.isEmpty, !isQuiet, format == .text else { return }
    write(["", "saved \(paths.map(\.escaped).joined(separator: ", "))"])
  }

  func diverged(_ divergence: Divergence) {
    progressLine.clear()
    if format == .json { write(TrainingLines.diverged(divergence)) }
    console.output.flush()
    console.error.write("Error: Training \(DivergenceText(divergence, style).sentence)\n")
  }

  /// Shows the curves, and the measures of the validation part, or of the test part on request.
  func end(_ trainer: Trainer<Float>, _ reason: StopRule.Reason) throws(Diagnostic) {
    progressLine.clear()
    let part: Split.Part = request.test == nil ? .validation : .test
    let data = request.testData ?? request.ingredients.data
    let evaluation = try Diagnostic.about(data.name.escaped, evaluation(trainer, part))
    if format == .json {
      return write(
        TrainingLines.result(
          trainer.history, reason, kept: trainer.kept, evaluation.map { (part, $0) }))
    }
    if !isQuiet {
      write([""] + CurvesText(style).lines(trainer.history) + ending(trainer, reason))
    }
    if let evaluation {
      show(evaluation, of: part, data)
      if !isQuiet {
        let pictures = try ReproductionPictures.lines(
          of: data, rows: rows(part), style
        ) { (samples) throws(Diagnostic) in
          try request.ingredients.answers(of: trainer.state.parameters, for: samples.features)
        }
        if !pictures.isEmpty { write([""] + pictures) }
      }
    }
    if request.test != .part, !isQuiet { write(untested) }
  }

  /// The samples of the part that is evaluated.
  private func rows(_ part: Split.Part) -> [Int] {
    request.testData.map { Array(0..<$0.count) } ?? request.ingredients.split[part]
  }

  private func evaluation(
    _ trainer: Trainer<Float>, _ part: Split.Part
  ) throws(Diagnostic) -> Evaluation? {
    guard let data = request.testData else {
      return try trainer.evaluation(rows(part))
    }
    return try TrainedModel(trainer.ingredients, parameters: trainer.state.parameters)
      .evaluation(data, rows: rows(part))
  }

  private func show(_ evaluation: Evaluation, of part: Split.Part, _ data: DataSet) {
    let text = EvaluationText(evaluation, classNames: data.classNames, style)
    write(text.headline(part.rawValue))
    if isQuiet { return }
    let parts = [
      text.matrix, text.mistakes(most: 5, files: data.sampleNames),
      MistakePictures(data, style).lines(evaluation, most: 4),
    ]
    for lines in parts where !lines.isEmpty { write([""] + lines) }
  }

  /// A note that the test part was not evaluated, with the command that does so.
  private var untested: [String] {
    let samples = request.ingredients.split.test.count
    guard samples > 0 else { return [] }
    let saved = savedPath.map { request.evaluation(of: $0).escaped }
    return [""]
      + style.wrapped(OutcomeText.untested(samples, command: saved ?? "--test evaluates it"))
  }

  private func ending(_ trainer: Trainer<Float>, _ reason: StopRule.Reason) -> [String] {
    let history = trainer.history
    var sentences: [String] = []
    if let end = OutcomeText.ending(reason, after: history.count) {
      sentences.append(end.sentence + ".")
    }
    sentences += OutcomeText(history, kept: trainer.kept, style).sentences.map {
      $0.sentence + "."
    }
    return sentences.isEmpty ? [""] : [""] + sentences.flatMap { style.wrapped($0) } + [""]
  }

  private func write(_ lines: [String]) {
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
  }

  private func write(_ line: String) { write([line]) }
}

extension ProgressLine {
  /// The progress of a trainer towards the end of a rule.
  /// - Parameter fold: the fold of a cross-validation.
  init(
    _ trainer: Trainer<Float>, _ rule: StopRule, fold: Fold? = nil, seconds: Double,
    epochsBefore: Double = 0
  ) {
    var limit: Int?
    if case .epochs(let count) = rule.limit { limit = count }
    self.init(
      fold: fold, epoch: trainer.epoch + 1, epochs: limit,
      share: Double(trainer.iteration) / Double(trainer.iterations), last: trainer.history.last,
      seconds: seconds, epochsBefore: epochsBefore)
  }
}
