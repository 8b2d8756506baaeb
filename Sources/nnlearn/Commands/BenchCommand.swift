import Autodiff
import Kernels
import Processor
import Rendering
import Text

/// `nnlearn bench`: times training on this machine.
enum BenchCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let workloads = Argument.repeated(
      "workload", .text(completion: Completion(words: Workload.all.map { $0.name }, paths: .none)),
      help:
        "The workloads to time, of \(Workload.all.map { $0.name }.joined(separator: ", ")). All by default."
    )
    let threads = Argument.option(
      "threads", .integer(in: 1...Workers.most),
      help: "Threads for large steps, as many as processors by default.")
    let instructions = Argument.option(
      "instructions", .choice(of: InstructionSet.self),
      help: "The instructions to compute with, the processor's newest by default.")
    let products = Argument.flag(
      "products", help: "Time the matrix products of the workloads instead, on one thread.")
    let format = ShowOptions.declared.format
  }

  static let command = CommandSpecification(
    name: "bench", abstract: "Time training steps on this machine.",
    discussion: """
      Each workload is a training run on random data, like one of 'train --no-shuffle': the \
      median of several epochs, in microseconds a step. With '--products' each matrix \
      product of its layers is timed by itself, forward and for the gradients of weights and \
      inputs: the best of several runs, beside the best that one thread reaches with nothing \
      but multiplications and additions.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    var chosen: [Workload] = []
    for name in arguments[\Options.workloads] { chosen.append(try Workload.named(name)) }
    if chosen.isEmpty { chosen = Workload.all }
    if let instructions = arguments[\Options.instructions] { try use(instructions) }
    let threads = arguments[\Options.threads]
    let isText = arguments[\ShowOptions.format] == .text
    if arguments[\Options.products] {
      guard threads == nil else {
        throw Diagnostic(.usage, "'--products' times one thread: leave out '--threads'")
      }
      try timeProducts(of: chosen, isText: isText, console)
    } else {
      try time(chosen, threads: threads ?? Workers.processorCount, isText: isText, console)
    }
    return .success
  }

  /// Chooses the loops for all further computations.
  private static func use(_ instructions: InstructionSet) throws(Diagnostic) {
    guard let loops = Processor.loops(for: instructions) else {
      let known = Processor.instructionSets.map { $0.rawValue }.joined(separator: ", ")
      throw Diagnostic(
        .usage, "This processor does not have \(instructions.rawValue.quoted), only \(known)")
    }
    VectorLoops.current = loops
  }

  private static func time(
    _ workloads: [Workload], threads: Int, isText: Bool, _ console: Console
  ) throws(Diagnostic) {
    let stopwatch = Stopwatch(threads: threads)
    let text = MeasurementText(
      Style(width: console.terminal.width, unicode: console.terminal.showsUnicode))
    if isText { write(text.title, console) }
    for workload in workloads {
      let measurement = try stopwatch.measure(workload)
      write(isText ? text.line(measurement) : measurement.line, console)
    }
  }

  private static func timeProducts(
    of workloads: [Workload], isText: Bool, _ console: Console
  ) throws(Diagnostic) {
    if isText { write(ProductMeasurement.title, console) }
    for workload in workloads {
      for product in try workload.products() {
        let measurement = Stopwatch().measure(product, of: workload)
        write(isText ? measurement.text : measurement.line, console)
      }
    }
  }

  private static func write(_ line: String, _ console: Console) {
    console.output.write(line + "\n")
    console.output.flush()
  }
}
