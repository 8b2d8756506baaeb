import Text

extension UpdateRule {
  /// PyTorch's SGD. With a momentum, it resolves to `momentum` or `nesterov`.
  package static let sgd = UpdateRule(
    "sgd", "w ← w − η · g; with a momentum as `momentum`, with `nesterov = 1` as `nesterov`",
    rate: 0.01,
    settings: [
      Setting("momentum", .fraction, default: 0, isOptional: true),
      Setting("nesterov", .notNegative, default: 0, isOptional: true),
    ],
    pytorch: "torch.optim.SGD(parameters, lr={rate}, weight_decay={weight_decay})",
    resolve: withMomentum
  ) { $0.parameter - $0.rate * $0.gradientWithDecay() }

  private static func withMomentum(_ choice: Optimizer) throws(Diagnostic) -> Optimizer {
    let looksAhead = choice["nesterov"] != 0
    if choice["momentum"] == 0 {
      if looksAhead { throw Diagnostic("Nesterov's look-ahead needs a momentum above 0") }
      return choice
    }
    return Optimizer(
      looksAhead ? nesterov : momentum,
      [
        "rate": choice.rate, "momentum": choice["momentum"], "weight_decay": choice["weight_decay"],
      ])
  }

  /// PyTorch's SGD: the first velocity is v = g.
  package static let momentum = UpdateRule(
    "momentum", "v ← μ · v + g; w ← w − η · v", rate: 0.01, settings: [mu], states: [velocity],
    pytorch:
      "torch.optim.SGD(parameters, lr={rate}, momentum={momentum}, weight_decay={weight_decay})"
  ) { step in
    step.parameter - step.rate * velocity(step).next
  }

  /// PyTorch's SGD with Nesterov's look-ahead.
  package static let nesterov = UpdateRule(
    "nesterov", "v ← μ · v + g; w ← w − η · (g + μ · v)", rate: 0.01, settings: [mu],
    states: [velocity],
    pytorch:
      "torch.optim.SGD(parameters, lr={rate}, momentum={momentum}, nesterov={momentum?}, "
      + "weight_decay={weight_decay})"
  ) { step in
    let (momentum, gradient, next) = velocity(step)
    return step.parameter - step.rate * (gradient + momentum * next)
  }

  private static let mu = Setting("momentum", .fraction, default: 0.9)
  private static let velocity = State("v")

  private static func velocity(
    _ step: UpdateBuilder
  ) -> (momentum: Quantity, gradient: Quantity, next: Quantity) {
    let (momentum, gradient) = (step.setting("momentum"), step.gradientWithDecay())
    return (momentum, gradient, step.advance("v", to: momentum * step.state("v") + gradient))
  }
}
