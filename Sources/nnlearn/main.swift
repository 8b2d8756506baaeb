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

OperatingSystem.endProgram(
  CommandLineProgram(root: root, version: "0.1.0").run(Array(CommandLine.arguments.dropFirst())))
