import Kernels
import Processor

let root = CommandSpecification(
  name: "nnlearn", abstract: "See how a neural network learns, one number at a time.",
  discussion: """
    Lessons work through gradient descent and backpropagation with every intermediate number and \
    its formula.
    """,
  subcommands: [
    LessonCommand.command, DescribeCommand.command, TrainCommand.command, PredictCommand.command,
    EvaluateCommand.command, RunCommand.command, ReplCommand.command, CheckCommand.command,
    BenchCommand.command,
  ])

if let fastest = Processor.loops.last { VectorLoops.current = fastest }

OperatingSystem.occupyClosedStreams()
guard let words = ProgramArguments.words else {
  let failure = CommandFailure(
    message: "The system passed no arguments, not even the program's name", exitCode: .bug)
  StandardError().write(failure.report)
  OperatingSystem.endProgram(failure.exitCode)
}
OperatingSystem.endProgram(
  CommandLineProgram(root: root, version: "0.1.0").run(Array(words.dropFirst())))
