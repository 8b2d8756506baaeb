extension Optimizer {
  /// v ← α · v + (1 − α) · g²;  w ← w − η · g / (√v + ε)
  ///
  /// PyTorch's RMSprop: ε outside the root.
  package static func rmsprop(
    rate: Double, alpha: Double, eps: Double, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      "rmsprop", rate: rate,
      settings: [
        Setting(name: "alpha", value: alpha), Setting(name: "eps", value: eps),
        Setting(name: "weight_decay", value: weightDecay, isOptional: true),
      ],
      states: [State(name: "v", isScalar: false)]
    ) { step in
      let (alpha, gradient) = (step.setting("alpha"), step.gradientWithDecay())
      let v = step.advance("v", to: alpha * step.state("v") + (1 - alpha) * gradient.squared)
      return step.parameter - step.rate * gradient / (v.squareRoot + step.setting("eps"))
    }
  }

  /// s ← s + g²;  w ← w − η · g / (√s + ε)
  ///
  /// PyTorch's Adagrad: s starts at 0.
  package static func adagrad(rate: Double, eps: Double, weightDecay: Double = 0) -> Optimizer {
    Optimizer(
      "adagrad", rate: rate,
      settings: [
        Setting(name: "eps", value: eps),
        Setting(name: "weight_decay", value: weightDecay, isOptional: true),
      ],
      states: [State(name: "s", isScalar: false)]
    ) { step in
      let gradient = step.gradientWithDecay()
      let s = step.advance("s", to: step.state("s") + gradient.squared)
      return step.parameter - step.rate * gradient / (s.squareRoot + step.setting("eps"))
    }
  }

  /// v ← ρ · v + (1 − ρ) · g²;  Δ = √(u + ε) / √(v + ε) · g;  u ← ρ · u + (1 − ρ) · Δ²;  w ← w − η · Δ
  ///
  /// PyTorch's Adadelta.
  package static func adadelta(
    rate: Double, rho: Double, eps: Double, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      "adadelta", rate: rate,
      settings: [
        Setting(name: "rho", value: rho), Setting(name: "eps", value: eps),
        Setting(name: "weight_decay", value: weightDecay, isOptional: true),
      ],
      states: [State(name: "v", isScalar: false), State(name: "u", isScalar: false)]
    ) { step in
      let (rho, eps, gradient) = (
        step.setting("rho"), step.setting("eps"), step.gradientWithDecay()
      )
      let u = step.state("u")
      let v = step.advance("v", to: rho * step.state("v") + (1 - rho) * gradient.squared)
      let delta = step.define(
        "delta", (u + eps).squareRoot / (v + eps).squareRoot * gradient)
      _ = step.advance("u", to: rho * u + (1 - rho) * delta.squared)
      return step.parameter - step.rate * delta
    }
  }
}
