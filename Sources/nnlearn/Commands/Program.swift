extension CommandLineProgram {
  /// `nnlearn` as it is called.
  static let nnlearn = CommandLineProgram(
    root: CommandSpecification(
      name: "nnlearn", abstract: "See how a neural network learns, one number at a time.",
      discussion: """
        Lessons work through gradient descent and backpropagation with every intermediate number and \
        its formula.
        """,
      subcommands: [
        LessonCommand.command, DescribeCommand.command, TrainCommand.command,
        TuneCommand.command, CompareCommand.command, PredictCommand.command,
        EvaluateCommand.command,
        EncodeCommand.command, ExportCommand.command, RunCommand.command, ReplCommand.command,
        CheckCommand.command, WorksheetCommand.command, MarkCommand.command, CollectCommand.command,
        BenchCommand.command,
      ]),
    version: "0.1.0")
}
