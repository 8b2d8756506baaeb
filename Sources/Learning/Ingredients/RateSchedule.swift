import Kernels
import Text

/// A schedule: the learning rate η(t) of step t, counted from 0, as a function of the optimizer's rate η.
package final class RateRule: Ingredient {
  package typealias Rate =
    @Sendable (_ settings: RateSchedule, _ rate: Double, _ step: Int) -> Double

  package static let kind = "schedule"
  package static let request = "of a schedule, as in cosine(steps = 100)"

  package let name: String
  package let summary: String
  package let settings: [Setting]
  /// η(t) in Python, with `{rate}` for η and `{factor}` for a setting.
  package let pytorch: String
  fileprivate let rate: Rate

  /// Adds a last setting to every schedule, the warm-up.
  init(
    _ name: String, _ summary: String, settings: [Setting] = [], pytorch: String,
    rate: @escaping Rate
  ) {
    (self.name, self.summary, self.pytorch, self.rate) = (name, summary, pytorch, rate)
    let warmUp = Setting("warm_up", .whole(from: 0, "of steps"), default: 0, isOptional: true)
    self.settings = settings + [warmUp]
  }

  package static let all = [constant, step, exponential, cosine, inverse]

  package static let constant = RateRule("constant", "η", pytorch: "{rate}") { _, rate, _ in rate }

  /// PyTorch's StepLR.
  package static let step = RateRule(
    "step", "η · factor^⌊t / every⌋",
    settings: [
      Setting("every", .whole(from: 1, "of steps"), example: 100),
      Setting("factor", .notNegative, example: 0.5),
    ], pytorch: "{rate} * {factor} ** (t // {every})"
  ) { $1 * Mathematics.pow($0["factor"], Double($2 / Int($0["every"]))) }

  /// PyTorch's ExponentialLR.
  package static let exponential = RateRule(
    "exponential", "η · factorᵗ", settings: [Setting("factor", .notNegative, example: 0.99)],
    pytorch: "{rate} * {factor} ** t"
  ) { $1 * Mathematics.pow($0["factor"], Double($2)) }

  /// The first half period of PyTorch's CosineAnnealingLR.
  package static let cosine = RateRule(
    "cosine", "least + (η − least) · (1 + cos(π · t / steps)) / 2 up to t = steps, then least",
    settings: [
      Setting("steps", .whole(from: 1, "of steps"), example: 1000),
      Setting("least", .notNegative, default: 0, isOptional: true),
    ],
    pytorch:
      "{least} + ({rate} - {least}) * (1 + math.cos(math.pi * min(t, {steps}) / {steps})) / 2"
  ) { settings, rate, t in
    let (steps, least) = (settings["steps"], settings["least"])
    if Double(t) >= steps { return least }
    let half = (1 + Mathematics.cos(Double.pi * Double(t) / steps)) / 2
    return least + (rate - least) * half
  }

  package static let inverse = RateRule(
    "inverse", "η / (1 + decay · t)", settings: [Setting("decay", .notNegative, example: 0.01)],
    pytorch: "{rate} / (1 + {decay} * t)"
  ) { $1 / (1 + $0["decay"] * Double($2)) }
}

/// A schedule with its settings: `cosine(steps = 100, warm_up = 10)`.
package typealias RateSchedule = Choice<RateRule>

extension RateSchedule {
  package static var constant: RateSchedule { RateSchedule(RateRule.constant) }

  /// η(t). During a warm-up of w steps it is η · (t + 1) / w; then the rule starts at t = 0.
  package func rate(_ rate: Double, step: Int) -> Double {
    let warmUp = Int(values[values.count - 1])
    if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
    return kind.rate(self, rate, step - warmUp)
  }
}
