import Autodiff
import Rendering
import Text

/// `nnlearn bench`: how fast training is on this machine.
enum BenchCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let workloads = Argument.repeated(
      "workload", .text(completion: Completion(words: Workload.all.map { $0.name }, paths: .none)),
      help:
        "Which to time, of \(Workload.all.map { $0.name }.joined(separator: ", ")). Without any, all."
    )
    let threads = Argument.option(
      "threads", .integer(in: 1...Workers.most),
      help: "Threads for large steps; as many as there are processors without it.")
    let format = ShowOptions.declared.format
  }

  static let command = CommandSpecification(
    name: "bench", abstract: "Time training steps on this machine.",
    discussion: """
      Each workload is a training run on random data, as 'train' makes it, shuffling included: \
      the median of several epochs, in microseconds a step.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    var chosen: [Workload] = []
    for name in arguments[\Options.workloads] { chosen.append(try Workload.named(name)) }
    if chosen.isEmpty { chosen = Workload.all }
    let stopwatch = Stopwatch(threads: arguments[\Options.threads] ?? Workers.processorCount)
    let text = MeasurementText(
      Style(width: console.terminal.width, unicode: console.terminal.showsUnicode))
    let isText = arguments[\ShowOptions.format] == .text
    if isText { write(text.title, console) }
    for workload in chosen {
      let measurement = try stopwatch.measure(workload)
      write(isText ? text.line(measurement) : measurement.line, console)
    }
    return .success
  }

  private static func write(_ line: String, _ console: Console) {
    console.output.write(line + "\n")
    console.output.flush()
  }
}
