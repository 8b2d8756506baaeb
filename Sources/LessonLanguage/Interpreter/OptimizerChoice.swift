import Learning

/// An optimizer as the language spells it: its settings with their defaults, PyTorch's.
struct OptimizerChoice: Sendable {
  typealias Values = [(name: String, value: Double)]

  let name: String
  let defaults: Values
  private let build: @Sendable (Settings) -> Optimizer?

  /// The values of a call's settings by name.
  struct Settings {
    let values: Values

    subscript(name: String) -> Double { values.first { $0.name == name }?.value ?? 0 }
  }

  private init(
    _ name: String, _ defaults: Values, build: @escaping @Sendable (Settings) -> Optimizer?
  ) {
    self.name = name
    self.defaults =
      defaults + (defaults.contains { $0.name == "weight_decay" } ? [] : [("weight_decay", 0)])
    self.build = build
  }

  /// `nil` where the settings contradict one another.
  func make(_ values: Values) -> Optimizer? { build(Settings(values: values)) }

  func allows(_ name: String, _ value: Double) -> Bool {
    switch name {
    case "beta1", "beta2", "alpha", "rho", "momentum": value >= 0 && value < 1
    case "eps": value > 0 && value.isFinite
    default: value >= 0 && value.isFinite
    }
  }

  func rule(for name: String) -> String {
    switch name {
    case "beta1", "beta2", "alpha", "rho", "momentum": "lies from 0 to below 1"
    case "eps": "is a small number above 0"
    default: "is a finite number, 0 or more"
    }
  }

  static let all: [OptimizerChoice] = [
    OptimizerChoice(
      "sgd", [("rate", 0.01), ("momentum", 0), ("nesterov", 0), ("weight_decay", 0)]
    ) {
      if $0["momentum"] == 0 {
        return $0["nesterov"] != 0
          ? nil : .gradientDescent(rate: $0["rate"], weightDecay: $0["weight_decay"])
      }
      return .momentum(
        rate: $0["rate"], momentum: $0["momentum"], isNesterov: $0["nesterov"] != 0,
        weightDecay: $0["weight_decay"])
    },
    OptimizerChoice("momentum", [("rate", 0.01), ("momentum", 0.9)]) {
      .momentum(rate: $0["rate"], momentum: $0["momentum"], weightDecay: $0["weight_decay"])
    },
    OptimizerChoice("nesterov", [("rate", 0.01), ("momentum", 0.9)]) {
      .momentum(
        rate: $0["rate"], momentum: $0["momentum"], isNesterov: true,
        weightDecay: $0["weight_decay"])
    },
    OptimizerChoice("rmsprop", [("rate", 0.01), ("alpha", 0.99), ("eps", 1e-8)]) {
      .rmsprop(
        rate: $0["rate"], alpha: $0["alpha"], eps: $0["eps"], weightDecay: $0["weight_decay"])
    },
    OptimizerChoice("adagrad", [("rate", 0.01), ("eps", 1e-10)]) {
      .adagrad(rate: $0["rate"], eps: $0["eps"], weightDecay: $0["weight_decay"])
    },
    OptimizerChoice("adadelta", [("rate", 1), ("rho", 0.9), ("eps", 1e-6)]) {
      .adadelta(rate: $0["rate"], rho: $0["rho"], eps: $0["eps"], weightDecay: $0["weight_decay"])
    },
    OptimizerChoice("adam", [("rate", 0.001), ("beta1", 0.9), ("beta2", 0.999), ("eps", 1e-8)]) {
      .adam(
        rate: $0["rate"], beta1: $0["beta1"], beta2: $0["beta2"], eps: $0["eps"],
        weightDecay: $0["weight_decay"])
    },
    OptimizerChoice(
      "adamw",
      [("rate", 0.001), ("beta1", 0.9), ("beta2", 0.999), ("eps", 1e-8), ("weight_decay", 0.01)]
    ) {
      .adamw(
        rate: $0["rate"], beta1: $0["beta1"], beta2: $0["beta2"], eps: $0["eps"],
        weightDecay: $0["weight_decay"])
    },
  ]
}
