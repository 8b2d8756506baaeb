extension DataDescription {
  /// All features as one, as the pixels of images: μ is the mean of the μᵢ, and the deviation √(mean of σᵢ² + (μᵢ − μ)²).
  package var pooled: Feature {
    let count = Double(features.count)
    let (least, greatest) = features.reduce((Double.infinity, -Double.infinity)) {
      (min($0.0, $1.least), max($0.1, $1.greatest))
    }
    let mean = least == greatest ? least : features.reduce(0) { $0 + $1.mean } / count
    let squares = features.reduce(0) {
      $0 + $1.deviation * $1.deviation + ($1.mean - mean) * ($1.mean - mean)
    }
    return Feature(
      name: "", least: least, greatest: greatest, mean: mean,
      deviation: (squares / count).squareRoot())
  }

  /// √((n_a · v_a + n_b · v_b) / (n_a + n_b)): how far a sample of two classes lies from the mean of its own, of scaled
  /// features.
  package func spread(_ pair: Pair) -> Double {
    let (first, second) = (classes[pair.first], classes[pair.second])
    let squares =
      Double(first.count) * (first.variance ?? 0) + Double(second.count) * (second.variance ?? 0)
    return (squares / Double(first.count + second.count)).squareRoot()
  }

  /// How many times as far apart the means of two classes are as a sample is from its own mean; nil where all samples are at
  /// their means.
  ///
  /// A boundary halfway between the means puts at most 4 / ratio² of the samples on the wrong side (Chebyshev's inequality).
  package func ratio(_ pair: Pair) -> Double? {
    let spread = spread(pair)
    return spread > 0 ? pair.distance / spread : nil
  }
}
