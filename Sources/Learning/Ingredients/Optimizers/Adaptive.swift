extension UpdateRule {
  /// PyTorch's RMSprop: ε outside the root.
  package static let rmsprop = UpdateRule(
    "rmsprop", "v ← α · v + (1 − α) · g²; w ← w − η · g / (√v + ε)", rate: 0.01,
    settings: [
      Setting("alpha", .fraction, default: 0.99), Setting("eps", .small, default: 1e-8),
    ], states: [State("v")]
  ) { step in
    let (alpha, gradient) = (step.setting("alpha"), step.gradientWithDecay())
    let v = step.advance("v", to: alpha * step.state("v") + (1 - alpha) * gradient.squared)
    return step.parameter - step.rate * gradient / (v.squareRoot + step.setting("eps"))
  }

  /// PyTorch's Adagrad: s starts at 0.
  package static let adagrad = UpdateRule(
    "adagrad", "s ← s + g²; w ← w − η · g / (√s + ε)", rate: 0.01,
    settings: [Setting("eps", .small, default: 1e-10)], states: [State("s")]
  ) { step in
    let gradient = step.gradientWithDecay()
    let s = step.advance("s", to: step.state("s") + gradient.squared)
    return step.parameter - step.rate * gradient / (s.squareRoot + step.setting("eps"))
  }

  /// PyTorch's Adadelta.
  package static let adadelta = UpdateRule(
    "adadelta",
    "v ← ρ · v + (1 − ρ) · g²; Δ = √(u + ε) / √(v + ε) · g; u ← ρ · u + (1 − ρ) · Δ²; w ← w − η · Δ",
    rate: 1,
    settings: [Setting("rho", .fraction, default: 0.9), Setting("eps", .small, default: 1e-6)],
    states: [State("v"), State("u")]
  ) { step in
    let (rho, eps, gradient) = (step.setting("rho"), step.setting("eps"), step.gradientWithDecay())
    let u = step.state("u")
    let v = step.advance("v", to: rho * step.state("v") + (1 - rho) * gradient.squared)
    let delta = step.define("delta", (u + eps).squareRoot / (v + eps).squareRoot * gradient)
    _ = step.advance("u", to: rho * u + (1 - rho) * delta.squared)
    return step.parameter - step.rate * delta
  }
}
