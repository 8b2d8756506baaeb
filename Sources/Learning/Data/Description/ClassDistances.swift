extension DataDescription {
  package struct Class: Sendable, Equatable {
    package let name: String
    package let count: Int
    /// (1/n) · Σ ‖x − μ‖² of scaled features, with the mean of a feature for a missing value: the mean squared distance of the
    /// class's samples from their mean μ. `nil` if the class has no samples, or if the numbers are too large to be scaled.
    package let variance: Double?
  }

  /// The distance ‖μ_a − μ_b‖ between the means of two classes, in scaled features.
  package struct Pair: Sendable, Equatable {
    package let first: Int
    package let second: Int
    package let distance: Double
  }

  private static let mostPaired = 200

  /// Returns the classes, and the distances between them as training scales the features; empty if the targets are numbers.
  static func classes(_ dataSet: DataSet) -> ([Class], [Pair]) {
    guard case .classes(let labels, let names) = dataSet.targets else { return ([], []) }
    let counts = dataSet.targets.classCounts
    guard let scale = FeatureScale(dataSet) else {
      return (names.indices.map { Class(name: names[$0], count: counts[$0], variance: nil) }, [])
    }
    let (values, width) = (dataSet.values, dataSet.featureCount)
    var means = [Double](repeating: 0, count: names.count * width)
    var rest = labels[...]
    values.forEach(0..<dataSet.count) { sample in
      let label = rest.removeFirst()
      for element in 0..<width {
        means[label * width + element] += scale.known(sample[element], element)
      }
    }
    for index in means.indices { means[index] /= Double(max(counts[index / width], 1)) }
    var squares = [Double](repeating: 0, count: names.count)
    rest = labels[...]
    values.forEach(0..<dataSet.count) { sample in
      let label = rest.removeFirst()
      for element in 0..<width {
        let value = scale.known(sample[element], element)
        let difference = (value - means[label * width + element]) * scale.factors[element]
        squares[label] += difference * difference
      }
    }
    let classes = names.indices.map {
      Class(
        name: names[$0], count: counts[$0],
        variance: counts[$0] > 0 ? squares[$0] / Double(counts[$0]) : nil)
    }
    return (classes, pairs(means, counts, scale.factors))
  }

  private static func pairs(_ means: [Double], _ counts: [Int], _ factors: [Double]) -> [Pair] {
    var pairs: [Pair] = []
    let width = factors.count
    guard counts.count <= mostPaired else { return pairs }
    for first in counts.indices where counts[first] > 0 {
      for second in first + 1..<max(counts.count, first + 1) where counts[second] > 0 {
        var squares = 0.0
        for element in 0..<width {
          let difference = means[first * width + element] - means[second * width + element]
          squares += (difference * factors[element]) * (difference * factors[element])
        }
        pairs.append(Pair(first: first, second: second, distance: squares.squareRoot()))
      }
    }
    return pairs.sorted { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
  }

  /// √((n_a · v_a + n_b · v_b) / (n_a + n_b)): the root mean square distance of the samples of two classes from their own
  /// class's mean, in scaled features.
  package func spread(_ pair: Pair) -> Double {
    let (first, second) = (classes[pair.first], classes[pair.second])
    let squares =
      Double(first.count) * (first.variance ?? 0) + Double(second.count) * (second.variance ?? 0)
    return (squares / Double(first.count + second.count)).squareRoot()
  }

  /// The ratio of the distance between the means of two classes to their spread; `nil` if the spread is 0.
  ///
  /// A boundary halfway between the means puts at most 4 / ratio² of the samples on the wrong side (Chebyshev's inequality).
  package func ratio(_ pair: Pair) -> Double? {
    let spread = spread(pair)
    return spread > 0 ? pair.distance / spread : nil
  }
}

/// How training scales each element of a sample, fitted on all samples.
private struct FeatureScale {
  /// 1 / spread, or 0 if the element is constant.
  let factors: [Double]
  private let means: [Double]

  /// `nil` if the numbers are too large to be scaled.
  init?(_ dataSet: DataSet) {
    guard let scaling = try? Scaling(.standard, features: dataSet, rows: Array(0..<dataSet.count))
    else { return nil }
    let size = scaling.width / scaling.spreads.count
    factors = (0..<scaling.width).map { element in
      let spread = scaling.spreads[element / size]
      return spread > 0 ? 1 / spread : 0
    }
    means = (0..<scaling.width).map { scaling.means[$0 / size] }
  }

  /// The value, or the mean if it is missing.
  @inline(__always)
  func known(_ value: Double, _ element: Int) -> Double { value.isNaN ? means[element] : value }
}
