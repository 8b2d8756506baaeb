import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn train --step`: the run as a lesson of its four ingredients, which the stepper unfolds.
enum StepTraining {
  static func run(
    _ request: TrainRequest, _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandFailure) -> ExitCode {
    guard request.ingredients.settings.shuffles else {
      throw CommandFailure(
        message:
          "--step goes through the run as a lesson, which shuffles: leave out --no-shuffle or --step",
        exitCode: .wrongCall)
    }
    let statements =
      program(request) + (arguments[TrainOptions.test] ? ["test net on samples"] : [])
    let text = SourceText(statements.map { $0 + "\n" }.joined())
    let data = request.ingredients.data
    let loader = DataLoader { (_) throws(Diagnostic) in data }
    let conversation = Conversation(
      arguments, console, lesson: Lesson(program: text), file: SourceFile(name: "train", text),
      name: "train", kind: .lesson, loader: loader)
    return conversation.run()
  }

  /// The statements that ask for the same run. Lessons compute in Double, so its numbers differ from those of a run in Float in the
  /// seventh digit, and later in more.
  private static func program(_ request: TrainRequest) -> [String] {
    let ingredients = request.ingredients
    let settings = ingredients.settings
    let name = ingredients.data.name.filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    var train = "train net on samples "
    switch request.rule.limit {
    case .epochs(let count): train += "for \(count) epochs"
    case .change(let bound): train += "until change < \(bound)"
    }
    train += " batch \(settings.batch) seed \(settings.seed)"
    if settings.schedule != .constant { train += " schedule \(settings.schedule)" }
    if settings.l2 > 0 { train += " l2 \(settings.l2)" }
    if let clip = settings.clip { train += " clip \(clip)" }
    if let patience = request.rule.patience { train += " patience \(patience)" }
    if let initializer = settings.initializer { train += " initializer \(initializer.rawValue)" }
    return [
      "data samples = load \"\(name)\" split \(request.ratio) seed \(settings.seed) scaling "
        + request.scaling.rawValue,
      "model net = \(ingredients.model.specification)", "loss \(ingredients.loss)",
      "optimizer \(ingredients.optimizer)", train,
    ]
  }
}
