import Learning
import Rendering
import Text

/// `nnlearn compare`: compares trained models, experiments or the histories of runs with the first one that is named.
enum CompareCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let files = Argument.repeated(
      "file", .text(completion: .files),
      help:
        "Two or more models of 'nnlearn train --save', or files of --history, or files or folders of results of "
        + "'nnlearn tune'."
    )
    let data = Argument.option(
      "data", TableOptions.names, help: "Measure the models on the same samples of these data.")
    let part = EvaluateCommand.Options.declared.part
    let classes = ModelOptions.declared.classes
    let encoding = ModelOptions.declared.encoding
    let separator = ModelOptions.declared.separator
    let decimal = ModelOptions.declared.decimal
    let size = ModelOptions.declared.size
    let seed = ModelOptions.declared.seed
    let show = ShowOptions.declared

    /// The options about the samples on which models are measured, besides the data.
    var samples: [Parameter] {
      [
        part.parameter, classes.parameter, encoding.parameter, separator.parameter,
        decimal.parameter, size.parameter, seed.parameter,
      ]
    }
  }

  /// The kinds of files that are compared, each with its own.
  private enum Kind {
    case model, experiments, history

    init(_ path: String) throws(Diagnostic) {
      self = .experiments
      if OperatingSystem.isFolder(path) { return }
      let start = try InputFile.start(of: path, count: 64)
      if !ExperimentContents.begins(start) { self = HistoryText.begins(start) ? .history : .model }
    }

    var description: String {
      switch self {
      case .model: "is a model"
      case .experiments: "has results of experiments"
      case .history: "is the history of a run"
      }
    }
  }

  static let command = CommandSpecification(
    name: "compare", abstract: "Compare models, experiments, or histories of runs.",
    discussion: """
      Of models, the ingredients in which they differ. With --data they are measured on the same \
      samples, and compared sample by sample: of two classifiers, how many samples only one gets \
      right; of numbers, the difference of the squared errors with its standard error.

      Of experiments on the same data, the best combinations, and all runs with the same settings: \
      the difference between runs with the same seed, with its standard error over the seeds.

      Of histories, the best and the last losses, and the validation curves in one picture.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let paths = arguments[\Options.files]
    guard paths.count > 1 else {
      throw Diagnostic(.usage, "There is nothing to compare: name two files or more")
    }
    var kinds: [Kind] = []
    for path in paths { kinds.append(try Kind(path)) }
    if let odd = kinds.firstIndex(where: { $0 != kinds[0] }) {
      throw Diagnostic(
        .usage,
        "\(paths[0].quoted) \(kinds[0].description), and \(paths[odd].quoted) \(kinds[odd].description): "
          + "compare like with like")
    }
    let style = ShowOptions.style(arguments, console)
    let isText = arguments[\ShowOptions.format] == .text
    let lines: [String]
    switch kinds[0] {
    case .model:
      lines = try ModelDifferences(paths, arguments, console).lines(style, isText: isText)
    case .experiments:
      try refuseSamples(arguments, "experiments")
      lines = try experiments(paths, style, isText: isText)
    case .history:
      try refuseSamples(arguments, "histories")
      lines = try histories(paths, style, isText: isText)
    }
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
    return .success
  }

  /// Throws for an option about the samples on which models are measured.
  private static func refuseSamples(
    _ arguments: ParsedArguments, _ noun: String
  ) throws(Diagnostic) {
    let options = Options.declared
    if let given = ([options.data.parameter] + options.samples).first(where: {
      !arguments.isMissing($0)
    }) {
      throw Diagnostic(
        .usage, "\(given.name) is for models, which are measured; \(noun) have their results")
    }
  }

  private static func histories(
    _ paths: [String], _ style: Style, isText: Bool
  ) throws(Diagnostic) -> [String] {
    var histories: [[EpochResult]] = []
    for path in paths {
      let bytes = try InputFile(path: path, limit: InputFile.dataLimit).bytes
      histories.append(try Diagnostic.about(path.escaped, HistoryText.history(bytes)))
    }
    let text = HistoryComparisonText(names: paths, histories: histories, style)
    return isText ? text.lines : text.json
  }

  private static func experiments(
    _ paths: [String], _ style: Style, isText: Bool
  ) throws(Diagnostic) -> [String] {
    var parts: [(experiment: Experiment, runs: [ExperimentRun])] = []
    for path in paths {
      let collection = try ExperimentCollection(path)
      if let first = parts.first?.experiment, first.digest != collection.experiment.digest {
        throw Diagnostic(
          "\(path.quoted) is of other data than \(paths[0].quoted): "
            + "\(collection.experiment.data.quoted), not \(first.data.quoted)")
      }
      parts.append((collection.experiment, collection.runs))
    }
    let comparison = ExperimentComparison(parts)
    return isText
      ? ExperimentComparisonText(comparison, names: paths, style).lines
      : ExperimentLines.comparison(comparison, names: paths)
  }
}
