import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn predict`: applies a trained model to samples.
enum PredictCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let model = ModelOptions.declared
    let output = Argument.option(
      "output", valueName: "file", .text(completion: .files),
      help: "Write the predictions as .csv instead of showing them.")
    let id = Argument.option(
      "id", valueName: "column", .text(),
      help: "The column of the table that identifies the rows of --output instead of their numbers."
    )
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "predict", abstract: "Apply a trained model to samples.",
    discussion: """
      A line for each sample: the class and the probabilities of the classes, or the predicted \
      numbers. A table needs only the columns that the model uses. Where the samples have targets, \
      a score follows. --output writes a table for other programs instead.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let output = arguments[\Options.output]
    let id = arguments[\Options.id]
    if let output, !output.hasSuffix(".csv") {
      throw Diagnostic(.usage, "--output \(output.quoted): the name must end in .csv")
    }
    guard id == nil || output != nil else {
      throw Diagnostic(.usage, "--id names the rows of --output: add --output predictions.csv")
    }
    if let output { try OutputFile.check(output) }
    let loaded = try ModelOptions.load(arguments, console, id: id) { .namedIfKnown($0) }
    if let output { try OutputFile.check(output, against: loaded.inputs) }
    let (model, data) = (loaded.model, loaded.data)
    let name = data.name.escaped
    let outputs = try Diagnostic.about(name, model.outputs(data, except: loaded.unanswered))
    let style = ShowOptions.style(arguments, console)
    if let output {
      let ids = id.flatMap { (id) in loaded.ids.map { (column: id, texts: $0) } }
      try OutputFile.replace(output, with: PredictionCSV.text(model, data, outputs, ids: ids))
    }
    let isText = arguments[\ShowOptions.format] == .text
    let text = PredictionText(model, data, style)
    let width = model.model.outputCount
    if isText, output == nil { console.output.write(text.title + "\n") }
    for row in 0..<(output == nil ? data.count : 0) {
      let own = outputs[row * width..<(row + 1) * width]
      console.output.write(
        (isText ? text.line(row, own) : PredictionLines.line(row, own, model, data)) + "\n")
    }
    if isText, output == nil {
      for line in text.remainder { console.output.write(line + "\n") }
    }
    if isText, data.targets != .none, loaded.unanswered.count < data.count {
      let evaluation = try Diagnostic.about(name, model.evaluation(data, rows: loaded.answered))
      let lines = EvaluationText(evaluation, classNames: model.classNames, style).headline("score")
      for line in (output == nil ? [""] : []) + lines + loaded.warning(style) {
        console.output.write(line + "\n")
      }
    }
    if let output {
      console.output.write(
        isText
          ? "saved \(data.count.counting("prediction")) as \(output.escaped)\n"
          : PredictionLines.saved(output, samples: data.count) + "\n")
    }
    console.output.flush()
    return .success
  }
}
