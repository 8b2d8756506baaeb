import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn describe`: lists the data sets, or describes one.
enum DescribeCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let data = Argument.optional(
      "data", TableOptions.names,
      help:
        "A built-in data set, a CSV or IDX file, or a folder of images. Without it, the list.")
    let table = TableOptions.declared
    let seed = Argument.option(
      "seed", .integer(in: 0...Int.max), default: 0,
      help: "The seed of a generated data set.")
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "describe", abstract: "Describe a data set, or list them all.",
    discussion: """
      How many samples there are of each class, what values the features have, how alike the \
      classes are, and a picture of each where the samples are images.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let style = ShowOptions.style(arguments, console)
    guard let name = arguments[\Options.data] else {
      try refuseOptions(arguments)
      switch arguments[\ShowOptions.format] {
      case .text: list(style, console)
      case .json: write(BuiltInData.all.entries.map { $0.line }, console)
      }
      return .success
    }
    var source = try TableOptions.source(name, arguments, seed: arguments[\Options.seed])
    source.reading.isForDescription = true
    let loaded = try source.load()
    switch arguments[\ShowOptions.format] {
    case .text:
      write(DescriptionText(loaded.data, decision: loaded.decision, style).lines, console)
    case .json: write([DescriptionJSON(loaded.data, decision: loaded.decision).line], console)
    }
    return .success
  }

  /// Throws if an option for reading data is given without data.
  private static func refuseOptions(_ arguments: ParsedArguments) throws(Diagnostic) {
    let given = TableOptions.declared.parameters.map { arguments.spelling(of: $0) }
    guard let option = given.first(where: { !$0.isEmpty })?.joined(separator: " ") else { return }
    throw Diagnostic(.usage, "\(option) takes a data set: nnlearn describe mine.csv \(option)")
  }

  private static func list(_ style: Style, _ console: Console) {
    write(DataListText(style).lines(BuiltInData.all.entries), console)
    write(
      [
        "", "Describe one:         nnlearn describe iris",
        "Learn from it:        nnlearn train iris",
      ], console)
  }

  private static func write(_ lines: [String], _ console: Console) {
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
  }
}
