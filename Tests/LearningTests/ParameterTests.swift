import Autodiff
import TestSupport
import Testing

@testable import Learning

@Suite("Initializers and schedules")
struct ParameterTests {
  @Test("weights fill ±bound evenly, and biases theirs", arguments: Initializer.all)
  func bounds(initializer: Initializer) {
    for (shape, fanIn, fanOut) in [(Shape([40, 30]), 30.0, 40.0), (Shape([8, 6, 3, 5]), 90, 120)] {
      let bound =
        switch initializer {
        case .glorot: (6 / (fanIn + fanOut)).squareRoot()
        case .he: (6 / fanIn).squareRoot()
        case .pytorch: 1 / fanIn.squareRoot()
        case .zeros: 0.0
        default: Double.nan
        }
      var random = RandomSource(seed: 1)
      let weights = initializer.weights(shape, &random)
      #expect(weights.shape == shape && weights.elements.allSatisfy { abs($0) <= bound })
      let variance = weights.elements.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
      #expect(abs(variance - bound * bound / 3) <= 0.1 * bound * bound)
      let biases = initializer.biases(weights: shape, &random)
      #expect(biases.shape == Shape([shape.sizes[0]]))
      #expect(biases.elements.contains { $0 != 0 } == (initializer == .pytorch))
    }
  }

  @Test(
    "a schedule is its formula",
    arguments: [
      "constant", "step(every = 4, factor = 0.5)", "exponential(factor = 0.9)",
      "inverse(decay = 0.25)", "cosine(steps = 16, least = 0.01)",
    ] as [RateSchedule])
  func schedules(schedule: RateSchedule) throws {
    let golden = Golden.root("schedules")(schedule.name).doubles
    #expect(isClose((0..<20).map { schedule.rate(0.1, step: $0) }, golden))
    let settings = schedule.written.map { "\($0.name) = \($0.value)" } + ["warm_up = 4"]
    let warm = try RateSchedule(spelt: "\(schedule.name)(\(settings.joined(separator: ", ")))")
    #expect(isClose((0..<24).map { warm.rate(0.1, step: $0) }, [0.025, 0.05, 0.075, 0.1] + golden))
  }
}
