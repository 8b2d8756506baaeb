extension Optimizer {
  /// w ← w − η · g
  package static func gradientDescent(rate: Double, weightDecay: Double = 0) -> Optimizer {
    Optimizer(
      "sgd", rate: rate,
      settings: [Setting(name: "weight_decay", value: weightDecay, isOptional: true)]
    ) {
      $0.parameter - $0.rate * $0.gradientWithDecay()
    }
  }
}
