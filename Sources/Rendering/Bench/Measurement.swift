import Text

/// The measured speed of a training run.
package struct Measurement: Sendable {
  package let workload: String
  /// The median of several epochs, divided by their steps.
  package let microsecondsPerStep: Double
  /// The number of arithmetic operations of matrix products and convolutions in a step.
  package let operationsPerStep: Double
  /// The peak number of arithmetic operations per second of all threads together.
  package let peak: Double
  /// The growth of the memory in use while the epochs were timed, in bytes.
  package let bytesGrown: Int
  package let threads: Int
  package let instructions: String

  package init(
    workload: String, microsecondsPerStep: Double, operationsPerStep: Double, peak: Double,
    bytesGrown: Int, threads: Int, instructions: String
  ) {
    self.workload = workload
    self.microsecondsPerStep = microsecondsPerStep
    self.operationsPerStep = operationsPerStep
    self.peak = peak
    self.bytesGrown = bytesGrown
    self.threads = threads
    self.instructions = instructions
  }

  /// The speed in 10⁹ arithmetic operations per second.
  package var gigaflops: Double { operationsPerStep / microsecondsPerStep / 1000 }

  package var shareOfPeak: Double { gigaflops * 1e9 / peak }

  /// One JSON object on one line.
  package var line: String {
    JSON.object([
      ("workload", .string(workload)), ("peer", .string("nnlearn")),
      ("us_per_step", .number(microsecondsPerStep)), ("gflops", .number(gigaflops)),
      ("share_of_peak", .number(shareOfPeak)), ("bytes_allocated", .whole(bytesGrown)),
      ("threads", .whole(threads)), ("instructions", .string(instructions)),
    ]).text
  }
}

/// Measurements as a table that grows line by line.
package struct MeasurementText {
  private let style: Style

  package init(_ style: Style) { self.style = style }

  package var title: String {
    row("workload", "µs a step", "GFLOP/s", "of peak", "bytes allocated")
  }

  package func line(_ measurement: Measurement) -> String {
    let time = measurement.microsecondsPerStep
    let format = NumberFormat(decimals: time < 10 ? 2 : time < 1000 ? 1 : 0, unicode: false)
    let speed = NumberFormat(decimals: 1, unicode: false)
    return row(
      measurement.workload, format.column(time), speed.column(measurement.gigaflops),
      percentage(measurement.shareOfPeak), grouped(measurement.bytesGrown))
  }

  private func row(_ cells: String...) -> String {
    let unit = style.unicode ? cells : cells.map { $0 == "µs a step" ? "us a step" : $0 }
    let widths = [0, 12, 11, 11, 18]
    let rest = zip(unit, widths).dropFirst().map { cell, width in
      TextColumns.spaces(width - TextColumns.width(cell)) + cell
    }
    return TextColumns.padded(unit[0], to: 10) + rest.joined()
  }
}
