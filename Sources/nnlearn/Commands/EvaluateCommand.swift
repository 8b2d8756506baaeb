import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn evaluate`: measures a trained model on samples with targets.
enum EvaluateCommand {
  enum Choice: String, CaseIterable, Sendable {
    case all, training, validation, test

    /// The part; `nil` for all samples.
    var part: Split.Part? { Split.Part(rawValue: rawValue) }
  }

  struct Options: ArgumentGroup {
    static let declared = Options()

    let model = ModelOptions.declared
    let part = Argument.option(
      "part", .choice(of: Choice.self), default: .all,
      help: "The part of the data set that the model was trained on.")
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "evaluate", abstract: "Measure a trained model on samples with known targets.",
    discussion: """
      Of the data set that the model was trained on, --part test takes just the samples that \
      training has not looked at. The model's file keeps how the data were divided.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let part = arguments[\Options.part].part
    let loaded = try ModelOptions.load(
      arguments, console, ofTraining: part != nil, dropsRows: true
    ) {
      .namedIfPresent($0)
    }
    let (model, data) = (loaded.model, loaded.data)
    guard data.targets != .none else {
      throw Diagnostic(
        "\(arguments[\ModelOptions.data].quoted) has no target"
          + (model.targetName.isEmpty ? "" : " '\(model.targetName.escaped)'")
          + " to compare with; 'nnlearn predict' needs none")
    }
    let rows = try part.map { (part) throws(Diagnostic) in
      try Self.rows(of: part, loaded, arguments)
    }
    let evaluation = try Diagnostic.about(
      data.name.escaped, model.evaluation(data, rows: rows ?? Array(0..<data.count)))
    if arguments[\ShowOptions.format] == .json {
      console.output.write(
        TrainingLines.evaluation(
          evaluation, part: part, samples: rows?.count ?? data.count,
          trainedOn: loaded.trainedOn(part)) + "\n")
    } else {
      let style = ShowOptions.style(arguments, console)
      let text = EvaluationText(evaluation, classNames: model.classNames, style)
      let parts = [
        text.headline(arguments[\Options.part].rawValue), part == nil ? loaded.warning(style) : [],
        text.matrix, text.mistakes(most: 5, files: data.sampleNames),
        MistakePictures(data, style).lines(evaluation, most: 4),
        try ReproductionPictures.lines(of: data, rows: rows ?? Array(0..<data.count), style) {
          (samples) throws(Diagnostic) in try model.outputs(samples)
        },
      ].filter { !$0.isEmpty }
      for line in parts.joined(separator: [""]) { console.output.write(line + "\n") }
    }
    console.output.flush()
    return .success
  }

  /// Returns the samples of a part, if the model was trained on these data.
  static func rows(
    of part: Split.Part, _ loaded: ModelOptions.Loaded, _ arguments: ParsedArguments
  ) throws(Diagnostic) -> [Int] {
    let model = arguments[\ModelOptions.model].quoted
    func failure(_ message: String) -> Diagnostic {
      Diagnostic(message)
    }
    guard loaded.record != nil else {
      throw failure("\(model) does not say what it was trained on: leave out --part")
    }
    guard let split = loaded.split else {
      throw failure(
        "\(arguments[\ModelOptions.data].quoted) is not the data set that \(model) was trained on, "
          + "and has no \(part.rawValue) part: leave out --part to measure on all of it")
    }
    guard !split[part].isEmpty else {
      throw failure("\(model) was trained with a split that has no \(part.rawValue) part")
    }
    return split[part]
  }
}

extension ModelOptions.Loaded {
  /// The number of samples of a part, or of all, that the model was trained on; `nil` if it was trained on other data.
  func trainedOn(_ part: Split.Part?) -> Int? {
    split.map { part == nil || part == .training ? $0.training.count : 0 }
  }

  /// A warning with the number of samples that the model was trained on; empty if it was trained on other data.
  func warning(_ style: Style) -> [String] {
    guard let split else { return [] }
    let fair =
      split.test.isEmpty
      ? "other samples would be a fairer test"
      : "'nnlearn evaluate' with --part test takes the \(grouped(split.test.count)) that were kept apart"
    return style.wrapped(
      "\(grouped(split.training.count)) of these \(grouped(data.count)) samples were trained on; \(fair)."
    )
  }
}
