import Learning
import Rendering
import Text

/// Shows the runs of an experiment as they end, and its table.
final class ExperimentReport {
  private let console: Console
  private let style: Style
  private let isText: Bool
  private let progressLine: ProgressDisplay
  private let experiment: Experiment
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let before: Int
  private let count: Int
  private var done: Int

  /// - Parameters:
  ///   - count: the number of runs that are asked for.
  ///   - before: the number of them that are done already.
  init(
    _ arguments: ParsedArguments, _ console: Console, _ experiment: Experiment, runs count: Int,
    before: Int
  ) {
    self.console = console
    self.experiment = experiment
    self.before = before
    self.count = count
    done = before
    style = ShowOptions.style(arguments, console)
    isText = arguments[\ShowOptions.format] == .text
    progressLine = ProgressDisplay(console, isShown: isText)
    start = clock.now
    if isText, before > 0, before < count {
      write("Going on after \(before) of \(count.counting("run"))\n", to: console.error)
    } else if !isText {
      write(experiment.line + "\n")
    }
  }

  /// Reports a run that has ended: beside a progress bar only one that diverged, or else each.
  /// - Parameter number: the run's number among all, if it is run by itself.
  func ended(_ run: ExperimentRun, number: Int?, of all: Int) {
    done += 1
    if !isText { return write(run.line + "\n") }
    if progressLine.isShown, run.result != nil { return }
    let text = ExperimentText(experiment, style).line(run, number: number ?? done, of: all)
    progressLine.clear()
    write(text + "\n", to: console.error)
  }

  /// Updates the progress bar.
  func progress(_ share: Double) {
    progressLine.show {
      ExperimentText(experiment, style).progress(
        done: done, of: count, share: share, before: before, seconds: (clock.now - start).seconds)
    }
  }

  func interrupted() {
    progressLine.clear()
    console.output.flush()
    console.error.write(
      "Interrupted after \(done) of \(count.counting("run")), whose results are kept; the same "
        + "command goes on\n")
  }

  /// Shows the table of all results.
  /// - Parameter ranges: sentences that say how values were taken from ranges.
  func table(_ runs: [ExperimentRun], ranges: [String]) {
    progressLine.clear()
    let table = ExperimentTable(experiment, runs)
    Self.show(table, ranges: ranges, isText: isText, style, console)
  }

  static func show(
    _ table: ExperimentTable, ranges: [String] = [], isText: Bool, _ style: Style,
    _ console: Console
  ) {
    let command = RepeatedRun.command(table)
    let lines =
      isText
      ? ExperimentTableText(table, style).lines(command: command, ranges: ranges)
      : ExperimentLines.table(table, command: command)
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
  }

  private func write(_ text: String) {
    console.output.write(text)
    console.output.flush()
  }

  private func write(_ text: String, to stream: StandardError) {
    console.output.flush()
    stream.write(text)
  }
}

/// The run of the best combination that has the first seed.
enum RepeatedRun {
  /// The command that repeats it and saves the model; `nil` if there is none.
  static func command(_ table: ExperimentTable) -> String? {
    guard let best = table.rows.first, let run = best.runs.first(where: { $0.result != nil })
    else { return nil }
    var words = ["nnlearn", "train"] + table.experiment.fixed
    for (name, value) in zip(table.experiment.tried, run.settings) {
      guard let parameter = TriedSetting.known.first(where: { $0.settingName == name }) else {
        return nil
      }
      words += parameter.words(value: value)
    }
    words += TrainOptions.declared.seed.parameter.words(value: "\(run.seed)")
    words += TrainOptions.declared.save.parameter.words(value: "best.safetensors")
    return words.spelt.escaped
  }
}
