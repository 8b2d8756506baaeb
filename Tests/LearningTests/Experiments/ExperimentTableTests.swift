import TestSupport
import Testing

@testable import Learning

@Suite("The table of an experiment")
struct ExperimentTableTests {
  /// Two settings with two values each, and three seeds. The expected numbers are from Python's `statistics`.
  private static let losses: [(String, String, [Double])] = [
    ("a", "x", [0.31, 0.35, 0.28]), ("a", "y", [0.52, 0.49, 0.61]),
    ("b", "x", [0.27, 0.30, 0.33]), ("b", "y", [0.44, 0.47, 0.40]),
  ]

  private static func run(
    _ settings: [String], _ seed: Int, loss: Double, accuracy: Double? = nil, mse: Double? = nil,
    scale: String = "mse"
  ) -> ExperimentRun {
    ExperimentRun(
      settings: settings, seed: UInt64(seed),
      outcome: .finished(
        ExperimentRun.Result(
          epochs: 7, keptEpoch: 5, trainingLoss: 0.1,
          validation: Score(loss: loss, accuracy: accuracy), mse: mse, scale: scale)), seconds: 1)
  }

  private static func diverged(_ settings: [String], _ seed: Int) -> ExperimentRun {
    ExperimentRun(
      settings: settings, seed: UInt64(seed),
      outcome: .diverged(
        Divergence(step: 12, epoch: 2, place: .loss, layer: nil, lastFiniteLoss: 3)), seconds: 1)
  }

  private static let runs = losses.flatMap { first, second, values in
    values.enumerated().map { run([first, second], $0.offset, loss: $0.element) }
  }

  private func table(_ runs: [ExperimentRun], count: Int? = nil) -> ExperimentTable {
    ExperimentTable(
      Experiment(
        program: "p", data: "d", digest: "0", fixed: ["d"], tried: ["one", "two"], testSamples: 1,
        runs: count ?? runs.count), runs)
  }

  private func isNear(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-15 } ?? false }

  @Test(
    "combinations are in order of their means, with sample deviations, whatever the runs' order")
  func rows() {
    for runs in [Self.runs, Self.runs.reversed()] {
      let rows = table(runs).rows
      #expect(rows.map(\.settings) == [["b", "x"], ["a", "x"], ["b", "y"], ["a", "y"]])
      #expect(isNear(rows[1].figure?.mean, 0.31333333333333335))
      #expect(isNear(rows[1].figure?.deviation, 0.03511884584284244))
      #expect(isNear(rows[3].figure?.deviation, 0.06244997998398397))
      #expect(rows[0].runs.map(\.seed) == [0, 1, 2])
    }
  }

  @Test("an effect compares runs with the same seed and other settings; the seeds give its error")
  func effects() {
    let effects = table(Self.runs).effects
    #expect(effects.map(\.name) == ["two", "one"])
    #expect(
      effects[0].values.map(\.text) == ["x", "y"] && effects[1].values.map(\.text) == ["b", "a"])
    #expect(isNear(effects[0].spread, 0.48833333333333334 - 0.30666666666666664))
    #expect(isNear(effects[0].values[1].difference?.mean, 0.18166666666666667))
    #expect(isNear(effects[0].values[1].difference?.standardError, 0.013642254619787414))
    #expect(isNear(effects[1].values[1].difference?.mean, 0.05833333333333333))
    #expect(isNear(effects[1].values[1].difference?.standardError, 0.013017082793177754))
    #expect(effects.allSatisfy { $0.isBalanced && $0.values[0].difference == nil })
  }

  @Test("a mean may be 0 if it is within its standard error, and a single seed does not tell")
  func chance() {
    #expect(SampleMean([1, -0.9, 0.2]).mayBeZero == true)
    #expect(SampleMean([1, 0.9, 1.1]).mayBeZero == false)
    #expect(SampleMean([1]).mayBeZero == nil && SampleMean([1]).deviation == nil)
  }

  @Test("a run that diverged counts in no mean, and its combination comes last")
  func divergence() {
    let runs = Self.runs.map {
      $0.settings == ["b", "x"] && $0.seed == 1 ? Self.diverged($0.settings, 1) : $0
    }
    let table = table(runs)
    #expect(table.rows.last?.settings == ["b", "x"] && table.rows.last?.diverged == 1)
    #expect(isNear(table.rows.last?.figure?.mean, 0.3))
    let effect = table.effects.first { $0.name == "one" }
    #expect(effect?.isBalanced == false)
    // Seed 1 has one pair left: (0.49 − 0.47); the others are (0.04 + 0.08) / 2 and (−0.05 + 0.21) / 2.
    let value = effect?.values.first { $0.text == "a" }
    #expect(isNear(value?.difference?.mean, (0.06 + 0.02 + 0.08) / 3))
    #expect(effect?.values.first { $0.text == "b" }?.diverged == 1)
    #expect(self.table(runs.map { Self.diverged($0.settings, Int($0.seed)) }).rows[0].figure == nil)
  }

  @Test(
    "different losses are not compared: classes are ordered by accuracy, numbers by their error")
  func measures() {
    func row(_ text: String, _ loss: Double, _ accuracy: Double?, _ mse: Double?) -> ExperimentRun {
      Self.run([text, "x"], 0, loss: loss, accuracy: accuracy, mse: mse, scale: text)
    }
    let classes = table([row("mse", 0.1, 0.8, nil), row("cross_entropy", 0.4, 0.9, nil)])
    #expect(classes.measure == .accuracy && classes.rows[0].settings[0] == "cross_entropy")
    #expect(isNear(classes.effects[0].values[1].difference?.mean, 0.9 - 0.8))
    let numbers = table([row("mse", 0.4, nil, 7), row("mae", 0.1, nil, 9)])
    #expect(numbers.measure == .mse && numbers.rows[0].settings[0] == "mse")
    #expect(table(Self.runs).measure == .loss)
  }

  @Test("what is missing is counted")
  func missing() {
    #expect(table(Self.runs).missingRuns == 0)
    #expect(table(Self.runs, count: 14).missingRuns == 2)
    #expect(table(Self.runs.dropLast(), count: 1).missingRuns == 1)
    #expect(
      table(Self.runs.filter { $0.settings != ["a", "y"] }).effects.contains { !$0.isBalanced })
  }

  @Test("a line is read back to the same bits, and anything else is refused")
  func lines() throws {
    var all = Self.runs
    all.append(Self.diverged(["é \"|", "\n"], 3))
    all.append(Self.run(["a", "b"], 4, loss: 0.1 + 0.2, accuracy: 1.0 / 3, mse: 1e-300))
    for run in all {
      #expect(try ExperimentRun(line: Array(run.line.utf8), settings: 2) == run)
      #expect(!run.line.contains("\n"))
      #expect(dataError { _ = try ExperimentRun(line: Array(run.line.utf8), settings: 1) } != nil)
    }
    let experiment = table(Self.runs).experiment
    let read = try Experiment(line: Array(experiment.line.utf8))
    #expect(read.mismatch(experiment) == nil && read.runs == 12)
    var mutations = Mutations(seed: 1)
    for _ in 0..<2000 {
      let line = mutations.next(Array(all[12].line.utf8))
      _ = try? ExperimentRun(line: line, settings: 2)
      _ = try? Experiment(line: mutations.next(Array(experiment.line.utf8)))
    }
  }
}
