extension Optimizer {
  /// v ← μ · v + g;  w ← w − η · v, or with Nesterov's look-ahead w ← w − η · (g + μ · v).
  ///
  /// PyTorch's SGD: the first velocity is v = g.
  package static func momentum(
    rate: Double, momentum: Double, isNesterov: Bool = false, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      isNesterov ? "nesterov" : "momentum", rate: rate,
      settings: [
        Setting(name: "momentum", value: momentum),
        Setting(name: "weight_decay", value: weightDecay, isOptional: true),
      ],
      states: [State(name: "v", isScalar: false)]
    ) { step in
      let (momentum, gradient) = (step.setting("momentum"), step.gradientWithDecay())
      let velocity = step.advance("v", to: momentum * step.state("v") + gradient)
      let direction = isNesterov ? gradient + momentum * velocity : velocity
      return step.parameter - step.rate * direction
    }
  }
}
