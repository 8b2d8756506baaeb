import Autodiff
import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn train`: trains a network on a data set.
enum TrainCommand {
  static let quiet = Argument.flag("quiet", short: "q", help: "Show the result alone.")

  static let command = CommandSpecification(
    name: "train", abstract: "Train a network on a data set.",
    discussion: """
      Without options it learns to read handwritten digits. The four ingredients are those of the \
      lessons: a data set, a model, a loss, an optimizer. The report is of the training and the \
      validation part; the test part is looked at with --test alone.
      """,
    parameters: TrainOptions.ingredients + TrainOptions.files
      + [
        TrainOptions.test.parameter, TrainOptions.explain.parameter, TrainOptions.step.parameter,
        quiet.parameter,
      ]
      + ShowOptions.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandFailure) -> ExitCode {
    var files = try TrainFiles(arguments)
    let request: TrainRequest
    var state: TrainingState<Float>?
    let checkpoint = arguments[TrainOptions.resume].map(OperatingSystem.absolutePath)
    if let path = arguments[TrainOptions.resume] {
      try TrainOptions.checkResume(arguments)
      let file: Safetensors
      (request, state, file) = try Checkpoint.read(
        path, rule: try TrainOptions.rule(arguments))
      try files.resume(file, at: path)
    } else {
      request = try TrainRequest(arguments)
    }
    if arguments[TrainOptions.test] {
      guard !request.ingredients.split.test.isEmpty else {
        throw CommandFailure(
          message: "--test evaluates the test part, and this split has none", exitCode: .wrongCall)
      }
      guard arguments[TrainOptions.explain] == nil else {
        throw CommandFailure(
          message:
            "--explain stops at its step, before there is a network to test: leave out --test",
          exitCode: .wrongCall)
      }
    }
    if arguments[TrainOptions.step] {
      guard state == nil else {
        throw CommandFailure(
          message: "--step begins a run of its own and resumes none", exitCode: .wrongCall)
      }
      return try StepTraining.run(request, arguments, console)
    }
    try files.check(reading: request.inputs, checkpoint: checkpoint)
    let trainer: Trainer<Float>
    do throws(Diagnostic) {
      trainer = try Trainer(
        request.ingredients, from: state,
        workers: .threads(arguments[TrainOptions.threads] ?? Workers.processorCount))
    } catch {
      throw CommandFailure(message: error.message.sentence, exitCode: .badData)
    }
    if let step = arguments[TrainOptions.explain] {
      return try StepExplanation(arguments, console).run(
        trainer, step: step, until: request.rule)
    }
    // A report that cannot be shown is no reason to lose what is trained.
    console.output.isOptional = files.isAny
    let report = TrainReport(arguments, console, request, savedAs: files.save)
    report.start(trainer)
    var run = TrainRun(trainer, request, files, report)
    return try run.run()
  }
}
