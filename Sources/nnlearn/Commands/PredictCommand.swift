import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn predict`: applies a trained model to samples.
enum PredictCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let model = ModelOptions.declared
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "predict", abstract: "Apply a trained model to samples.",
    discussion: """
      A line for each sample: the class and the probabilities of all classes, or the predicted \
      numbers. A table needs only the columns that the model uses. Where the samples have targets, \
      a score follows.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let loaded = try ModelOptions.load(arguments, console) { .namedIfKnown($0) }
    let (model, data) = (loaded.model, loaded.data)
    let name = data.name.escaped
    let outputs = try Diagnostic.about(name, model.outputs(data))
    let style = ShowOptions.style(arguments, console)
    let isText = arguments[\ShowOptions.format] == .text
    let text = PredictionText(model, data, style)
    let width = model.model.outputCount
    if isText { console.output.write(text.title + "\n") }
    for row in 0..<data.count {
      let own = outputs[row * width..<(row + 1) * width]
      console.output.write(
        (isText ? text.line(row, own) : PredictionLines.line(row, own, model, data)) + "\n")
    }
    if isText, data.targets != .none {
      let evaluation = try Diagnostic.about(
        name, model.evaluation(data, rows: Array(0..<data.count)))
      let lines = EvaluationText(evaluation, classNames: model.classNames, style).headline("score")
      for line in [""] + lines + loaded.warning(style) { console.output.write(line + "\n") }
    }
    console.output.flush()
    return .success
  }
}
