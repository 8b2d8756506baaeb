import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn describe`: the list of data sets, or what is worth knowing of one.
enum DescribeCommand {
  static let data = Argument.optional(
    "data",
    .text(completion: Completion(words: BuiltInData.all.entries.map(\.name), paths: .files)),
    help:
      "A built-in data set, a CSV or IDX file, or a folder of images. Without it, the list.")
  static let seed = Argument.option(
    "seed", .integer(in: 0...Int.max), default: 0, help: "What a generated data set is drawn from.")

  static let command = CommandSpecification(
    name: "describe", abstract: "Describe a data set, or list them all.",
    discussion: """
      How many samples there are of each class, what values the features have, how alike the \
      classes are, and a picture of each where the samples are images.
      """,
    parameters: [
      data.parameter, TrainOptions.target.parameter, TrainOptions.kind.parameter,
      TrainOptions.classes.parameter, TrainOptions.encoding.parameter,
      TrainOptions.noHeader.parameter, seed.parameter,
    ] + ShowOptions.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandFailure) -> ExitCode {
    let style = ShowOptions.style(arguments, console)
    guard let name = arguments[data] else {
      try refuseOptions(arguments)
      switch arguments[ShowOptions.format] {
      case .text: list(style, console)
      case .json: write(BuiltInData.all.entries.map { $0.line }, console)
      }
      return .success
    }
    let loaded = try DataSource(
      name: name,
      reading: TableReading(
        target: arguments[TrainOptions.target].map { .named($0) } ?? .last,
        kind: .chosen(arguments[TrainOptions.kind]), encoding: arguments[TrainOptions.encoding],
        hasHeader: !arguments[TrainOptions.noHeader]),
      classes: arguments[TrainOptions.classes], seed: UInt64(arguments[seed])
    ).load()
    switch arguments[ShowOptions.format] {
    case .text:
      write(DescriptionText(loaded.data, decision: loaded.decision, style).lines, console)
    case .json: write([DescriptionJSON(loaded.data, decision: loaded.decision).line], console)
    }
    return .success
  }

  /// An option that says how to read data needs data.
  private static func refuseOptions(_ arguments: ParsedArguments) throws(CommandFailure) {
    let given = [
      arguments[TrainOptions.target].map { "--target \($0.escaped)" },
      arguments[TrainOptions.kind].map { "--as \($0.rawValue)" },
      arguments[TrainOptions.classes].map { "--classes \($0.escaped)" },
      arguments[TrainOptions.encoding] == .utf8
        ? nil : "--encoding \(arguments[TrainOptions.encoding].rawValue)",
      arguments[TrainOptions.noHeader] ? "--no-header" : nil,
    ].compactMap { $0 }
    guard let option = given.first else { return }
    throw CommandFailure(
      message: "\(option) takes a data set: nnlearn describe mine.csv \(option)",
      exitCode: .wrongCall)
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
