import Autodiff
import Kernels
import Learning
import Rendering
import Text

/// Times a workload: whole epochs of a training run, as in `train`.
struct Stopwatch {
  var threads = 1
  /// The number of timed epochs, after one that is not timed, and the minimum time.
  private static let epochs = 5
  private static let shortest = Duration.milliseconds(300)

  /// The arithmetic operations per second of all threads together: the best of several runs of multiplying and adding.
  var peak: Double {
    let clock = ContinuousClock()
    let workers = Workers.threads(threads)
    // Half a millisecond, so that other programs interrupt only some of the runs.
    let rounds = 200_000
    let loop = VectorLoops.current.multiplyAndAdd
    let operations = loop(1) * Double(rounds) * Double(threads)
    return (0..<30).map { _ in
      let began = clock.now
      workers.run(threads) { _ in _ = loop(rounds) }
      return operations / ((clock.now - began) / .seconds(1))
    }.max()!
  }

  func measure(_ workload: Workload) throws(Diagnostic) -> Measurement {
    try SubnormalNumbers.ignored { () throws(Diagnostic) in try time(workload) }
  }

  private func time(_ workload: Workload) throws(Diagnostic) -> Measurement {
    let ingredients = try workload.ingredients()
    let trainer = try Diagnostic.capitalized(.defect) { () throws(Diagnostic) in
      try Trainer<Float>(ingredients, workers: .threads(threads))
    }
    let clock = ContinuousClock()
    try steps(workload.steps, of: trainer)
    var times: [Double] = []
    let start = clock.now
    while times.count < Self.epochs || (clock.now - start < Self.shortest && times.count < 1000) {
      let began = clock.now
      try steps(workload.steps, of: trainer)
      times.append((clock.now - began) / .microseconds(1))
    }
    // The end of an epoch adds a line to the history.
    let before = HeapMemory.bytesInUse
    try steps(workload.steps - 1, of: trainer)
    let grown = HeapMemory.bytesInUse - before
    return Measurement(
      workload: workload.name,
      microsecondsPerStep: times.sorted()[times.count / 2] / Double(workload.steps),
      operationsPerStep: trainer.operationsPerStep, peak: peak, bytesGrown: grown, threads: threads,
      instructions: VectorLoops.current.name)
  }

  private func steps(_ count: Int, of trainer: Trainer<Float>) throws(Diagnostic) {
    do throws(Divergence) {
      for _ in 0..<count { _ = try trainer.step() }
    } catch {
      throw Diagnostic(
        .diverged, "The numbers are no longer finite from step \(error.step) on")
    }
  }
}
