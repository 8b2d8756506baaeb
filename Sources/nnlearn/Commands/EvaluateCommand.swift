import Learning
import LessonLanguage
import Rendering

/// `nnlearn evaluate`: how well a trained model does on samples with targets.
enum EvaluateCommand {
  static let command = CommandSpecification(
    name: "evaluate", abstract: "Measure a trained model on samples with known targets.",
    parameters: ModelOptions.parameters + ShowOptions.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandFailure) -> ExitCode {
    let (model, data) = try ModelOptions.load(arguments)
    guard data.targets != .none else {
      throw CommandFailure(
        message:
          "\(arguments[ModelOptions.data].quoted) has no target"
          + (model.targetName.isEmpty ? "" : " '\(model.targetName.escaped)'")
          + " to compare with; 'nnlearn predict' needs none",
        exitCode: .badData)
    }
    let evaluation = try DataFailure.placed(data.name.escaped) { () throws(DataError) in
      try model.evaluation(data)
    }
    if arguments[ShowOptions.format] == .json {
      console.output.write(TrainingLines.evaluation(evaluation, samples: data.count) + "\n")
    } else {
      let style = ShowOptions.style(arguments, console.terminal)
      let text = EvaluationText(evaluation, classNames: model.classNames, style)
      let parts = [
        text.headline("score"), text.matrix, text.mistakes(most: 5),
        MistakePictures(data, style).lines(evaluation, most: 4),
      ].filter { !$0.isEmpty }
      for line in parts.joined(separator: [""]) { console.output.write(line + "\n") }
    }
    console.output.flush()
    return .success
  }
}
