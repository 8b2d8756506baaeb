extension Optimizer {
  /// m ← β₁ · m + (1 − β₁) · g;  v ← β₂ · v + (1 − β₂) · g²;
  /// w ← w − η · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
  ///
  /// PyTorch's Adam; t counts the steps from 1.
  package static func adam(
    rate: Double, beta1: Double, beta2: Double, eps: Double, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      "adam", rate: rate,
      settings: adamSettings(beta1, beta2, eps) + [
        Setting(name: "weight_decay", value: weightDecay, isOptional: true)
      ],
      states: adamStates
    ) { step in
      step.parameter - adamStep(step, gradient: step.gradientWithDecay())
    }
  }

  /// w ← w − η · λ · w, then Adam's step from there, whose gradient knows nothing of the decay.
  ///
  /// PyTorch's AdamW.
  package static func adamw(
    rate: Double, beta1: Double, beta2: Double, eps: Double, weightDecay: Double
  ) -> Optimizer {
    Optimizer(
      "adamw", rate: rate,
      settings: adamSettings(beta1, beta2, eps) + [
        Setting(name: "weight_decay", value: weightDecay)
      ],
      states: adamStates
    ) { step in
      let decayed = step.define(
        "decayed", step.parameter - step.rate * step.setting("weight_decay") * step.parameter)
      return decayed - adamStep(step, gradient: step.gradient)
    }
  }

  private static let adamStates = [
    State(name: "t", isScalar: true), State(name: "m", isScalar: false),
    State(name: "v", isScalar: false),
  ]

  private static func adamSettings(
    _ beta1: Double, _ beta2: Double, _ eps: Double
  ) -> [Setting] {
    [
      Setting(name: "beta1", value: beta1), Setting(name: "beta2", value: beta2),
      Setting(name: "eps", value: eps),
    ]
  }

  private static func adamStep(_ step: UpdateBuilder, gradient: Quantity) -> Quantity {
    let (beta1, beta2) = (step.setting("beta1"), step.setting("beta2"))
    let t = step.advance("t", to: step.state("t") + 1)
    let m = step.advance("m", to: beta1 * step.state("m") + (1 - beta1) * gradient)
    let v = step.advance("v", to: beta2 * step.state("v") + (1 - beta2) * gradient.squared)
    let corrected = step.define("mhat", m / (1 - (beta1 ^ t)))
    let spread = step.define("vhat", v / (1 - (beta2 ^ t)))
    return step.rate * corrected / (spread.squareRoot + step.setting("eps"))
  }
}
