extension UpdateRule {
  /// PyTorch's RMSprop: ε outside the root.
  package static let rmsprop = UpdateRule(
    "rmsprop", "v ← α · v + (1 − α) · g²; w ← w − η · g / (√v + ε)", rate: 0.01,
    settings: [
      Setting("alpha", .fraction, default: 0.99), Setting("eps", .small, default: 1e-8),
    ], states: [State("v")],
    pytorch:
      "torch.optim.RMSprop(parameters, lr={rate}, alpha={alpha}, eps={eps}, weight_decay={weight_decay})"
  ) { step in
    let (alpha, gradient) = (step.setting("alpha"), step.gradientWithDecay())
    let v = step.advance("v", to: alpha * step.state("v") + (1 - alpha) * gradient.squared)
    return step.parameter - step.rate * gradient / (v.squareRoot + step.setting("eps"))
  }

  /// PyTorch's Adagrad: s starts at 0.
  package static let adagrad = UpdateRule(
    "adagrad", "s ← s + g²; w ← w − η · g / (√s + ε)", rate: 0.01,
    settings: [Setting("eps", .small, default: 1e-10)], states: [State("s")],
    pytorch: "torch.optim.Adagrad(parameters, lr={rate}, eps={eps}, weight_decay={weight_decay})"
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
    states: [State("v"), State("u")],
    pytorch:
      "torch.optim.Adadelta(parameters, lr={rate}, rho={rho}, eps={eps}, weight_decay={weight_decay})"
  ) { step in
    let (rho, eps, gradient) = (step.setting("rho"), step.setting("eps"), step.gradientWithDecay())
    let u = step.state("u")
    let v = step.advance("v", to: rho * step.state("v") + (1 - rho) * gradient.squared)
    let delta = step.define("delta", (u + eps).squareRoot / (v + eps).squareRoot * gradient)
    _ = step.advance("u", to: rho * u + (1 - rho) * delta.squared)
    return step.parameter - step.rate * delta
  }
}

extension UpdateRule {
  /// PyTorch's Adam; t counts the steps from 1.
  package static let adam = UpdateRule(
    "adam",
    "t ← t + 1; m ← β₁ · m + (1 − β₁) · g; v ← β₂ · v + (1 − β₂) · g²; w ← w − η · m̂ / (√v̂ + ε), "
      + "with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
    rate: 0.001, settings: adamSettings, states: adamStates,
    pytorch: "torch.optim.Adam" + adamArguments
  ) { step in
    step.parameter - adamStep(step, gradient: step.gradientWithDecay())
  }

  /// PyTorch's AdamW: the weight decay is not part of the gradient.
  package static let adamw = UpdateRule(
    "adamw", "w ← w − η · λ · w, then Adam's step from there", rate: 0.001,
    settings: adamSettings + [Setting("weight_decay", .notNegative, default: 0.01)],
    states: adamStates, pytorch: "torch.optim.AdamW" + adamArguments
  ) { step in
    let decayed = step.define(
      "decayed", step.parameter - step.rate * step.setting("weight_decay") * step.parameter)
    return decayed - adamStep(step, gradient: step.gradient)
  }

  private static let adamStates = [State("t", isScalar: true), State("m"), State("v")]

  private static let adamArguments =
    "(parameters, lr={rate}, betas=({beta1}, {beta2}), eps={eps}, weight_decay={weight_decay})"

  private static let adamSettings = [
    Setting("beta1", .fraction, default: 0.9), Setting("beta2", .fraction, default: 0.999),
    Setting("eps", .small, default: 1e-8),
  ]

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
