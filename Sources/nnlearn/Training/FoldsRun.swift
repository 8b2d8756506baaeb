import Autodiff
import Learning
import LessonLanguage
import Rendering
import Text

/// `--folds`: cross-validation. For each fold a network is trained on the others and measured on it.
struct FoldsRun {
  private let request: TrainRequest
  private let count: Int
  private let workers: Workers
  private let console: Console
  private let style: Style
  private let isJSON: Bool
  private let isQuiet: Bool
  private let progressLine: ProgressDisplay
  private let clock = ContinuousClock()

  init(_ request: TrainRequest, count: Int, _ arguments: ParsedArguments, _ console: Console) {
    self.request = request
    self.count = count
    self.console = console
    workers = .threads(arguments[\TrainOptions.threads] ?? Workers.processorCount)
    style = ShowOptions.style(arguments, console)
    isJSON = arguments[\ShowOptions.format] == .json
    isQuiet = arguments[\TrainOptions.quiet]
    progressLine = ProgressDisplay(
      console, isShown: !isJSON && !isQuiet && console.terminal.isTerminal(.standardOutput))
  }

  /// Throws for options that make no sense with folds.
  static func check(_ arguments: ParsedArguments) throws(Diagnostic) {
    let options = TrainOptions.declared
    let chooses = "would choose the weights by the samples that measure them"
    let refused: [(Parameter, String)] = [
      (
        options.save.parameter,
        "has no single network to write: leave it out, and train once more without --folds"
      ), (options.checkpointEvery.parameter, "is for a single run"),
      (options.resume.parameter, "is for a single run"),
      (options.history.parameter, "is for a single run"),
      (options.plot.parameter, "is for a single run"),
      (
        options.test.parameter,
        "is for the network that you choose in the end; folds leave the test part untouched"
      ), (options.explain.parameter, "is for a single run"),
      (options.step.parameter, "is for a single run"), (options.patience.parameter, chooses),
      (
        options.from.parameter,
        "begins with weights that may have learned the samples of every fold"
      ),
    ]
    for (parameter, reason) in refused where !arguments.isMissing(parameter) {
      throw Diagnostic(.usage, "With --folds, \(parameter.name) \(reason)")
    }
    if !arguments.isMissing(options.keep.parameter), arguments[\TrainOptions.keep] == .best {
      throw Diagnostic(.usage, "With --folds, --keep best \(chooses)")
    }
  }

  func run() throws(Diagnostic) -> ExitCode {
    let ingredients = request.ingredients
    let splits = try Diagnostic.about(
      ingredients.data.name.escaped,
      ingredients.split.folds(count, of: ingredients.data, seed: request.splitSeed))
    start(splits)
    Interruption.watch()
    defer { Interruption.stopWatching() }
    var results: [FoldResult] = []
    let begin = clock.now
    let text = FoldsText(count, style)
    if !isJSON, !isQuiet { write([text.title(ingredients.data.targets)]) }
    for (position, split) in splits.enumerated() {
      let trainer = try Diagnostic.capitalized { () throws(Diagnostic) in
        try Trainer<Float>(ingredients.with(split), workers: workers)
      }
      do throws(Divergence) {
        let isComplete = try train(trainer) {
          ProgressLine(
            trainer, request.rule, fold: ProgressLine.Fold(position + 1, of: count),
            seconds: (clock.now - begin).seconds
          ).text(style)
        }
        progressLine.clear()
        guard isComplete else {
          console.error.write(
            "Interrupted in fold \(position + 1) of \(count); the other folds are complete\n")
          return .interrupted
        }
      } catch {
        progressLine.clear()
        if isJSON { write([TrainingLines.diverged(error)]) }
        console.error.write(
          "Error: Fold \(position + 1): training \(DivergenceText(error, style).sentence)\n")
        return .trainingDiverged
      }
      guard
        let evaluation = try Diagnostic.about(
          ingredients.data.name.escaped, trainer.evaluation(split.validation))
      else { preconditionFailure("a fold has samples") }
      let result = FoldResult(
        training: split.training.count, validation: split.validation.count, evaluation: evaluation)
      results.append(result)
      if isJSON {
        write([TrainingLines.fold(position + 1, result)])
      } else if !isQuiet {
        write([text.row(position + 1, result)])
      }
    }
    let untouched = ingredients.split.test.count
    write(
      isJSON
        ? [TrainingLines.folds(results, test: untouched)]
        : text.summary(results, untouched: untouched, brief: isQuiet))
    return .success
  }

  /// Trains to the end of the run's rule; returns false if Ctrl-C was pressed.
  private func train(
    _ trainer: Trainer<Float>, _ progress: () -> String
  ) throws(Divergence) -> Bool {
    while trainer.iteration > 0 || request.rule.reason(trainer.history) == nil {
      if Interruption.isPending { return false }
      progressLine.show(progress)
      _ = try trainer.step()
    }
    return true
  }

  private func start(_ splits: [Split]) {
    let ingredients = request.ingredients
    let report = DataReport(
      name: ingredients.data.name, data: ingredients.data, split: splits[0],
      scaling: request.scaling)
    let iterations = ingredients.settings.iterations(of: splits[0].training.count)
    if isJSON {
      return write([
        TrainingLines.start(
          ingredients, report, iterations: iterations, splitSeed: request.splitSeed, folds: count)
      ])
    }
    if isQuiet { return }
    write(
      request.lines(style, report, iterations: iterations, samples: splits[0].training.count)
        + [""] + FoldsText(count, style).explanation(ingredients.split) + [""])
  }

  private func write(_ lines: [String]) {
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
  }
}
