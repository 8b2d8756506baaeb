import Autodiff

/// Statistics of a data set, to be looked at before training.
package struct DataDescription: Sendable {
  /// Statistics of the known values of a feature; the standard deviation is that of the population (over n).
  package struct Feature: Sendable, Equatable {
    package let name: String
    package let least: Double
    package let greatest: Double
    package let mean: Double
    package let deviation: Double
    /// The number of samples in which it is missing.
    package let missing: Int

    package var isConstant: Bool { least == greatest && missing == 0 }
  }

  package struct Class: Sendable, Equatable {
    package let name: String
    package let count: Int
    /// (1/n) · Σ ‖x − μ‖² of scaled features, a missing one being the mean of all samples: the mean squared distance of the
    /// class's samples from their mean μ. `nil` if the class has no samples, or if the numbers are too large to be scaled.
    package let variance: Double?
  }

  /// The distance ‖μ_a − μ_b‖ between the means of two classes, in scaled features.
  package struct Pair: Sendable, Equatable {
    package let first: Int
    package let second: Int
    package let distance: Double
  }

  /// A sample and the first one with the same features, counted from 0.
  package struct Duplicate: Sendable, Equatable {
    package let row: Int
    package let first: Int
  }

  package let count: Int
  package let features: [Feature]
  /// Numeric targets, described like features.
  package let targets: [Feature]
  package let classes: [Class]
  /// Every pair of classes that have samples, nearest first; empty if there are more than 200 classes, or if the numbers are
  /// too large to be scaled.
  package let pairs: [Pair]
  /// The samples that equal an earlier one in every feature; missing values are equal.
  package let duplicates: [Duplicate]

  package var duplicateCount: Int { duplicates.count }

  package var constantCount: Int { features.filter { $0.isConstant }.count }

  /// - Parameter dataSet: must have at least one sample.
  package init(_ dataSet: DataSet) {
    let width = dataSet.featureCount
    count = dataSet.count
    features = Self.columns(dataSet.features, width) { dataSet.featureName($0) }
    let gaps = dataSet.hasMissingNumbers
    // No number of a file is infinite.
    duplicates = Self.duplicates(
      gaps ? dataSet.features.map { $0.isNaN ? .infinity : $0 } : dataSet.features, width)
    switch dataSet.targets {
    case .none, .features: (targets, classes, pairs) = ([], [], [])
    case .numbers(let values, let names):
      targets = Self.columns(values, names.count) { names[$0] }
      (classes, pairs) = ([], [])
    case .classes(let labels, let names):
      targets = []
      let counts = dataSet.targets.classCounts
      guard let (factors, values) = Self.scaled(dataSet) else {
        classes = names.indices.map { Class(name: names[$0], count: counts[$0], variance: nil) }
        pairs = []
        return
      }
      let means = Self.means(values, width, labels, counts)
      var squares = [Double](repeating: 0, count: names.count)
      for (row, label) in labels.enumerated() {
        let (start, mean) = (row * width, label * width)
        for element in 0..<width {
          let difference = values[start + element] - means[mean + element]
          squares[label] += (difference * factors[element]) * (difference * factors[element])
        }
      }
      classes = names.indices.map {
        Class(
          name: names[$0], count: counts[$0],
          variance: counts[$0] > 0 ? squares[$0] / Double(counts[$0]) : nil)
      }
      pairs = Self.pairs(means, counts, factors)
    }
  }

  /// The factor by which training scales each element of a sample, 1 / spread, or 0 if it is constant, and the samples with
  /// their gaps filled; `nil` if they are too large to be scaled.
  private static func scaled(_ dataSet: DataSet) -> (factors: [Double], values: [Double])? {
    guard let scaling = try? Scaling(.standard, features: dataSet, rows: Array(0..<dataSet.count))
    else { return nil }
    let size = scaling.width / scaling.spreads.count
    let factors = (0..<scaling.width).map { element in
      let spread = scaling.spreads[element / size]
      return spread > 0 ? 1 / spread : 0
    }
    var values = dataSet.features
    if dataSet.hasMissingNumbers { scaling.fill(&values) }
    return (factors, values)
  }

  private static func columns(_ values: [Double], _ width: Int, name: (Int) -> String) -> [Feature]
  {
    (0..<width).map { column in
      let indices = stride(from: column, to: values.count, by: width)
      var (least, greatest, sum, known) = (Double.infinity, -Double.infinity, 0.0, 0)
      for index in indices where !values[index].isNaN {
        least = min(least, values[index])
        greatest = max(greatest, values[index])
        sum += values[index]
        known += 1
      }
      let count = Double(known)
      let mean = least == greatest ? least : sum / count
      var squares = 0.0
      for index in indices where !values[index].isNaN {
        squares += (values[index] - mean) * (values[index] - mean)
      }
      return Feature(
        name: name(column), least: least, greatest: greatest, mean: mean,
        deviation: (squares / count).squareRoot(), missing: values.count / width - known)
    }
  }

  /// The means of the classes, concatenated; 0 for a class without samples.
  private static func means(
    _ values: [Double], _ width: Int, _ labels: [Int], _ counts: [Int]
  ) -> [Double] {
    var means = [Double](repeating: 0, count: counts.count * width)
    for (row, label) in labels.enumerated() {
      for element in 0..<width {
        means[label * width + element] += values[row * width + element]
      }
    }
    for index in means.indices { means[index] /= Double(max(counts[index / width], 1)) }
    return means
  }

  private static func pairs(_ means: [Double], _ counts: [Int], _ factors: [Double]) -> [Pair] {
    var pairs: [Pair] = []
    let width = factors.count
    guard counts.count <= 200 else { return pairs }
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

  private static func duplicates(_ values: [Double], _ width: Int) -> [Duplicate] {
    var firsts: [ArraySlice<Double>: Int] = [:]
    var duplicates: [Duplicate] = []
    for row in 0..<values.count / width {
      let sample = values[row * width..<(row + 1) * width]
      if let first = firsts[sample] {
        duplicates.append(Duplicate(row: row, first: first))
      } else {
        firsts[sample] = row
      }
    }
    return duplicates
  }
}

/// The facts about a data set that fit in a line.
package struct DataSummary: Sendable, Equatable {
  package let name: String
  package let source: String
  package let count: Int
  package let sampleShape: Shape
  /// Empty if the targets are numbers.
  package let classNames: [String]
  package let targetName: String
  /// The number of target columns; 0 for classes.
  package let targetColumns: Int
  /// Whether some features are indicators of categories or of missing values, which are not scaled.
  package let hasIndicators: Bool
  /// Whether each sample is its own target, and the column of the classes that are set aside, if there are any.
  package let reproduces: Bool
  package let classesAside: String?
  /// See `DataSet.notes`.
  package let notes: [String]
}

extension DataSet {
  package var summary: DataSummary {
    var columns = 0
    if case .numbers(_, let names) = targets { columns = names.count }
    var aside: String?
    if case .features(_, .classes) = targets { aside = targetName }
    return DataSummary(
      name: name, source: source, count: count, sampleShape: sampleShape, classNames: classNames,
      targetName: targetName, targetColumns: columns,
      hasIndicators: self.columns.areIndicators.contains(true), reproduces: reproduces,
      classesAside: aside, notes: notes)
  }
}

extension DataDescription {
  /// All features pooled, as for the pixels of images: μ is the mean of the μᵢ, the deviation is √(mean of σᵢ² + (μᵢ − μ)²).
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
      deviation: (squares / count).squareRoot(), missing: features.reduce(0) { $0 + $1.missing })
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
