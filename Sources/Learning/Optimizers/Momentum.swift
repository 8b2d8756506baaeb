extension Optimizer {
  /// b ← μ · b + g;  w ← w − η · b, or with Nesterov's look-ahead w ← w − η · (g + μ · b).
  ///
  /// PyTorch's SGD: the first step has b = g.
  public static func momentum(
    rate: Double, momentum: Double, isNesterov: Bool = false, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      isNesterov ? "nesterov" : "momentum", rate: rate,
      settings: [
        Setting(name: "momentum", value: momentum),
        Setting(name: "weight_decay", value: weightDecay),
      ],
      states: [State(name: "b", isScalar: false)]
    ) { step in
      let (momentum, gradient) = (step.setting("momentum"), step.gradientWithDecay())
      let b = step.advance("b", to: momentum * step.state("b") + gradient)
      let direction = isNesterov ? gradient + momentum * b : b
      return step.parameter - step.rate * direction
    }
  }
}
