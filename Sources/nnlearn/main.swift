import Kernels
import Processor
import Text

if let fastest = Processor.loops.last { VectorLoops.current = fastest }

OperatingSystem.occupyClosedStreams()
guard let words = ProgramArguments.words else {
  let failure = Diagnostic(
    .defect, "The system passed no arguments, not even the program's name")
  StandardError().write(failure.report)
  OperatingSystem.endProgram(failure.exitCode)
}
OperatingSystem.endProgram(CommandLineProgram.nnlearn.run(Array(words.dropFirst())))
