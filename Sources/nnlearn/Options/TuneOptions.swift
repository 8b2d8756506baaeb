import Autodiff
import Learning
import Text

/// The settings of a run: the options of `train` that determine its result.
struct RunSettings: Declaration {
  var parameters: [Parameter] { TrainOptions.declared.parameters.filter(\.isSetting) }
}

/// The options of `nnlearn tune`.
struct TuneOptions: ArgumentGroup {
  static let declared = TuneOptions()

  /// The ways to write the commands of runs.
  enum JobFormat: String, CaseIterable, Sendable {
    /// A command in each line.
    case lines
    /// A script for Slurm with an array of jobs.
    case slurm
  }

  let data = TrainOptions.declared.data
  let tries = Argument.options(
    "try", valueName: "setting", .text(),
    help:
      "A setting with its values, as in \"rate = 0.1, 0.03\", or a range, as in \"rate = 0.001 … 0.1\"; bars "
      + "separate values that contain commas. May be repeated.")
  let seeds = Argument.option(
    "seeds", valueName: "count", .integer(in: 1...1000), default: 3,
    help: "Run each combination with this many seeds, from that of --seed on.")
  let random = Argument.option(
    "random", valueName: "count", .integer(in: 1...ExperimentPlan.mostRuns),
    help: "Run only this many combinations, drawn by the seed from lists and ranges.")
  let experiments = Argument.option(
    "experiments", valueName: "file", .text(completion: .files),
    help: "The file of the results, which a later call goes on with. (default: experiments.jsonl)")
  let threads = Argument.option(
    "threads", valueName: "count", .integer(in: 1...Workers.most),
    help:
      "Runs at the same time, as many as processors by default. They do not change the results.")
  let jobs = Argument.option(
    "jobs", valueName: "format", .choice(of: JobFormat.self), bare: .lines,
    help: "Print a command for each run, for other machines, or a script for Slurm.")
  let only = Argument.option(
    "only", valueName: "run", .integer(in: 1...ExperimentPlan.mostRuns),
    help: "Run only the run of this number, as the commands of --jobs do.")
  let out = Argument.option(
    "out", valueName: "folder", .text(completion: .folders),
    help: "The folder for the results of --jobs, a file for each run. (default: experiments)")
  let collect = Argument.option(
    "collect", valueName: "folder", .text(completion: .folders),
    help: "Show the table of the results in a folder, or in a file.")
  let settings = RunSettings()
  let show = ShowOptions.declared
}

extension Parameter {
  /// Whether it is an option that determines the result of a training run: an ingredient, or the end.
  var isSetting: Bool {
    switch keeping {
    case .ingredient, .end: !isPositional
    case .output, .nothing, nil: false
    }
  }
}
