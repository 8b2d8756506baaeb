import Learning
import Rendering
import Text

/// `nnlearn compare`: compares trained models, or experiments, with the first one that is named.
enum CompareCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let files = Argument.repeated(
      "file", .text(completion: .files),
      help:
        "Two or more models of 'nnlearn train --save', or files or folders of results of 'nnlearn tune'."
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
  }

  static let command = CommandSpecification(
    name: "compare", abstract: "Compare models, or experiments.",
    discussion: """
      Of models, the ingredients in which they differ. With --data they are measured on the same \
      samples, and compared sample by sample: of two classifiers, how many samples only one gets \
      right; of numbers, the difference of the squared errors with its standard error.

      Of experiments on the same data, the best combinations, and all runs with the same settings: \
      the difference between runs with the same seed, with its standard error over the seeds.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let paths = arguments[\Options.files]
    guard paths.count > 1 else {
      throw Diagnostic(.usage, "There is nothing to compare: name two files or more")
    }
    var areExperiments: [Bool] = []
    for path in paths {
      let start = OperatingSystem.isFolder(path) ? nil : try InputFile.start(of: path, count: 64)
      areExperiments.append(start.map(ExperimentContents.begins) ?? true)
    }
    if let odd = areExperiments.firstIndex(of: !areExperiments[0]) {
      let (model, results) = areExperiments[0] ? (odd, 0) : (0, odd)
      throw Diagnostic(
        .usage,
        "\(paths[model].quoted) is a model, and \(paths[results].quoted) has results of experiments: "
          + "compare like with like")
    }
    let style = ShowOptions.style(arguments, console)
    let isText = arguments[\ShowOptions.format] == .text
    let lines =
      areExperiments[0]
      ? try experiments(paths, arguments, style, isText: isText)
      : try ModelDifferences(paths, arguments, console).lines(style, isText: isText)
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
    return .success
  }

  private static func experiments(
    _ paths: [String], _ arguments: ParsedArguments, _ style: Style, isText: Bool
  ) throws(Diagnostic) -> [String] {
    if arguments[\Options.data] != nil {
      throw Diagnostic(.usage, "--data measures models; experiments have their results")
    }
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
