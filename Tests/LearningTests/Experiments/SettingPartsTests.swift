import TestSupport
import Testing

@testable import Learning

@Suite("The effect of a setting of many numbers")
struct SettingPartsTests {
  private func run(_ settings: [String], seed: UInt64 = 0, _ loss: Double) -> ExperimentRun {
    ExperimentRun(
      settings: settings, seed: seed,
      outcome: .finished(
        ExperimentRun.Result(
          epochs: 1, keptEpoch: 1, trainingLoss: 0, validation: Score(loss: loss, accuracy: nil),
          mse: nil, scale: "mse")), seconds: 1)
  }

  private func effects(_ tried: [String], _ runs: [ExperimentRun]) -> [SettingEffect] {
    ExperimentTable(
      Experiment(
        program: "p", data: "d", digest: "0", fixed: ["d"], tried: tried, testSamples: 1,
        runs: runs.count), runs
    ).effects
  }

  /// A best value in the middle. The expected figures are from Python's `statistics`.
  private static let rates: [(String, Double)] = [
    ("0.001", 0.9), ("0.002", 0.8), ("0.003", 0.6), ("0.004", 0.35), ("0.0052", 0.3),
    ("0.0061", 0.2), ("0.01", 0.25), ("0.02", 0.5), ("0.03", 0.7), ("0.1", 1.1),
  ]

  private func isNear(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-14 } ?? false }

  @Test("thirds by the size of the numbers, best first, with the error of the difference")
  func thirds() throws {
    let effect = try #require(
      effects(["rate"], Self.rates.reversed().map { run([$0.0], $0.1) }).first)
    #expect(effect.parts == .thirds && !effect.isPaired)
    #expect(effect.values.map(\.text) == ["0.004 to 0.0061", "0.01 to 0.1", "0.001 to 0.003"])
    #expect(isNear(effect.values[0].figure?.mean, 0.2833333333333333))
    #expect(isNear(effect.values[1].figure?.mean, 0.6375))
    #expect(isNear(effect.values[2].difference?.mean, 0.48333333333333345))
    #expect(isNear(effect.values[1].difference?.standardError, 0.1848892311027816))
    #expect(isNear(effect.values[2].difference?.standardError, 0.09860132971832695))
    #expect(effect.values[0].difference == nil && effect.isBeyondChance)
    // 0.354 is 1.92 standard errors, and 0.483 is 4.9.
    #expect(effect.values[1].difference?.mayBeZero == true)
  }

  @Test("each combination counts once, whatever its seeds, and equal numbers stay together")
  func combinations() throws {
    // Two seeds with the same loss tell no more than one.
    let twice = Self.rates.flatMap { rate in
      [UInt64(0), 1].map { run([rate.0], seed: $0, rate.1) }
    }
    let effect = try #require(effects(["rate"], twice).first)
    #expect(isNear(effect.values[2].difference?.standardError, 0.09860132971832695))
    let names = ["a", "b", "c"]
    let tied = ["1", "2", "3", "3", "3", "4", "5", "6", "7", "8", "9"].enumerated().map {
      run([$0.element, names[$0.offset % 3]], Double($0.offset))
    }
    let parts = try #require(effects(["size", "name"], tied).first { $0.name == "size" })
    #expect(parts.values.map(\.text) == ["1 to 3", "4 to 5", "6 to 9"])
    #expect(parts.values.map(\.runs) == [5, 2, 4])
  }

  @Test(
    "halves if there are few combinations, and none of words, or of few numbers that are shared")
  func others() {
    let names = ["a", "b"]
    let drawn = ["0.1", "0.25", "0.4", "0.7"].enumerated().map {
      run([$0.element, names[$0.offset % 2]], Double($0.offset))
    }
    let pairs = effects(["rate", "name"], drawn)
    #expect(pairs.first { $0.name == "rate" }?.parts == .halves)
    let name = pairs.first { $0.name == "name" }
    // No two runs differ in the name alone: 0 and 2 against 1 and 3.
    #expect(name?.parts == nil && name?.isPaired == false)
    #expect(isNear(name?.values[1].difference?.mean, 1))
    #expect(isNear(name?.values[1].difference?.standardError, 1.4142135623730951))
    #expect(effects(["rate", "name"], Array(drawn.prefix(3))).allSatisfy { $0.parts == nil })
    let few = ["0.1", "0.2", "0.3", "0.4", "0.5"].map { run([$0], Double($0) ?? 0) }
    #expect(effects(["rate"], few).first?.parts == nil)
    #expect(effects(["rate"], few).first?.isPaired == true)
    let words = (0..<12).map { run(["word\($0)"], Double($0)) }
    #expect(effects(["name"], words).first?.parts == nil)
  }
}
