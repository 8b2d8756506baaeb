import Autodiff
import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn train`: trains a network on a data set.
enum TrainCommand {
  static let command = CommandSpecification(
    name: "train", abstract: "Train a network on a data set.",
    discussion: """
      Without options it learns to read handwritten digits. The four ingredients are those of the \
      lessons: a data set, a model, a loss, an optimizer. The report is of the training and the \
      validation part; the test part is looked at with --test alone.
      """,
    parameters: TrainOptions.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    if arguments[\TrainOptions.folds] != nil { try FoldsRun.check(arguments) }
    var files = try TrainFiles(arguments)
    let request: TrainRequest
    var state: TrainingState<Float>?
    let checkpoint = arguments[\TrainOptions.resume].map(OperatingSystem.absolutePath)
    if let path = arguments[\TrainOptions.resume] {
      let resumed = try Checkpoint.read(path, for: arguments)
      (request, state, files) = (resumed.request, resumed.state, resumed.files)
    } else {
      try files.checkNeeds()
      request = try TrainRequest(arguments)
    }
    if arguments[\TrainOptions.test] != nil, arguments[\TrainOptions.explain] != nil {
      throw Diagnostic(
        .usage,
        "--explain stops at its step, before there is a network to test: leave out --test")
    }
    if arguments[\TrainOptions.step] {
      guard state == nil else {
        throw Diagnostic(.usage, "--step begins a run of its own and resumes none")
      }
      return try StepTraining.run(request, arguments, console)
    }
    files.resumed = checkpoint
    try files.check(reading: request.inputs)
    return try SubnormalNumbers.ignored { () throws(Diagnostic) in
      try train(request, from: state, files, arguments, console)
    }
  }

  private static func train(
    _ request: TrainRequest, from state: TrainingState<Float>?, _ files: TrainFiles,
    _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    if let folds = arguments[\TrainOptions.folds] {
      return try FoldsRun(request, count: folds, arguments, console).run()
    }
    let trainer = try Diagnostic.capitalized { () throws(Diagnostic) in
      try Trainer<Float>(
        request.ingredients, from: state,
        workers: .threads(arguments[\TrainOptions.threads] ?? Workers.processorCount))
    }
    if let step = arguments[\TrainOptions.explain] {
      return try StepExplanation(arguments, console).run(trainer, step: step, until: request.rule)
    }
    // A report that cannot be shown is no reason to lose the trained model.
    console.output.isOptional = files.isAny
    let report = TrainReport(arguments, console, request, savedAs: files.save)
    report.start(trainer)
    var run = TrainingRun(trainer, request, files, report)
    return try run.run()
  }
}
