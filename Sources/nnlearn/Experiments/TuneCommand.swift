import Autodiff
import Learning
import Rendering
import Text

/// `nnlearn tune`: trains with many combinations of settings, and compares the results.
enum TuneCommand {
  static let command = CommandSpecification(
    name: "tune", abstract: "Train with many settings, and compare the results.",
    discussion: """
      A setting is an option of 'train' that determines its result, without the dashes:

        nnlearn tune digits --try "rate = 0.01, 0.003, 0.001" --try "batch = 16, 64"
        nnlearn tune digits --try "model = dense 10 softmax | dense 64 relu, dense 10 softmax"
        nnlearn tune digits --try "rate = 0.001 … 0.1" --random 20
        nnlearn tune digits --try "batch = 8 … 64 log in 4"

      Each combination is run with several seeds, as many runs at the same time as there are \
      processors, each as 'train' with these options would run it. Every result is kept in a file \
      as soon as it is there, and the same command goes on after an interruption. The table is \
      ordered by the validation loss; the test part is not looked at.
      """,
    parameters: TuneOptions.declared.parameters, action: run)

  /// The file of the results unless one is named, and the folder of the results of jobs.
  private static let usualFile = "experiments.jsonl"
  private static let usualFolder = "experiments"
  private static let options = TuneOptions.declared

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    if let path = arguments[\TuneOptions.collect] {
      let others = options.parameters.filter { parameter in
        parameter.name != options.collect.parameter.name
          && !options.show.parameters.contains { $0.name == parameter.name }
      }
      try refuse(others, with: options.collect.parameter, arguments)
      let style = ShowOptions.style(arguments, console)
      let isText = arguments[\ShowOptions.format] == .text
      let table = try ExperimentCollection(path).table
      ExperimentReport.show(table, isText: isText, style, console)
      return .success
    }
    let plan = try ExperimentPlan(arguments)
    let store = DataStore()
    let only = arguments[\TuneOptions.only]
    if let only, only > plan.runs.count {
      throw Diagnostic(.usage, "--only \(only): there are \(plan.runs.count.counting("run"))")
    }
    let experiment = try plan.experiment(from: store, only: only)
    let folder = arguments[\TuneOptions.out] ?? usualFolder
    if let format = arguments[\TuneOptions.jobs] {
      try refuse(
        [options.experiments.parameter, options.threads.parameter, options.only.parameter],
        with: options.jobs.parameter, arguments)
      console.output.write(JobList(plan, folder: folder).text(format))
      return .success
    }
    if let number = only {
      try refuse([options.experiments.parameter], with: options.only.parameter, arguments)
      try OutputFolder.create(folder)
      let file = try ExperimentFile("\(folder)/\(number).jsonl", of: experiment)
      return try carryOut([plan.runs[number - 1]], of: plan, into: file, store, arguments, console)
    }
    try refuse([options.out.parameter], with: nil, arguments)
    let file = try ExperimentFile(arguments[\TuneOptions.experiments] ?? usualFile, of: experiment)
    return try carryOut(plan.runs, of: plan, into: file, store, arguments, console)
  }

  /// Trains what the file does not have yet, and shows the table; of a single run only its result.
  private static func carryOut(
    _ runs: [ExperimentPlan.Run], of plan: ExperimentPlan, into file: ExperimentFile,
    _ store: DataStore, _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    let known = Set(file.runs.map(\.identity))
    let pending = runs.filter { !known.contains($0.identity) }
    let isSingle = arguments[\TuneOptions.only] != nil
    let report = ExperimentReport(
      arguments, console, file.experiment, runs: runs.count, before: runs.count - pending.count)
    // A report that cannot be shown is no reason to lose the results.
    console.output.isOptional = true
    Interruption.watch()
    defer { Interruption.stopWatching() }
    try ExperimentRunner(plan, pending, from: store).run(
      threads: arguments[\TuneOptions.threads] ?? Workers.processorCount
    ) { (run, result) throws(Diagnostic) in
      try file.add(result)
      report.ended(result, number: isSingle ? run.number : nil, of: plan.runs.count)
    } wait: { share in
      report.progress(share)
    }
    let wanted = Set(runs.map(\.identity))
    let results = file.runs.filter { wanted.contains($0.identity) }
    if results.count < runs.count {
      report.interrupted()
      return .interrupted
    }
    if !isSingle { report.table(results, ranges: plan.ranges) }
    return .success
  }

  private static func refuse(
    _ parameters: [Parameter], with other: Parameter?, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    guard let given = parameters.first(where: { !arguments.isMissing($0) }) else { return }
    throw Diagnostic(
      .usage,
      other.map { "\($0.name) goes without '\(given.label)'" }
        ?? "\(given.name) is for the results of --jobs; --experiments names the file")
  }
}
