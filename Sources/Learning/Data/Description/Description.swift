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
  /// The columns of a table, or of other data that are not images.
  package let columns: [ColumnFacts]
  /// The number of samples without a missing value; `nil` if none is missing.
  package let completeCount: Int?
  /// Whether some features are indicators of categories or of missing values, which are not scaled.
  package let hasIndicators: Bool
  /// What follows for training.
  package private(set) var findings: [Finding] = []

  package var duplicateCount: Int { duplicates.count }

  package var constantCount: Int { features.filter { $0.isConstant }.count }

  /// - Parameter dataSet: must have at least one sample.
  package init(_ dataSet: DataSet) {
    count = dataSet.count
    let described = dataSet.describedColumns
    features =
      described.isEmpty
      ? Self.features(dataSet.features, dataSet.featureCount) { dataSet.featureName($0) }
      : described.flatMap { column in
        column.column.featureNames.enumerated().map { Feature($1, column.feature($0)) }
      }
    duplicates = dataSet.duplicates
    switch dataSet.targets {
    case .numbers(let values, let names):
      targets = Self.features(values, names.count) { names[$0] }
    case .none, .classes, .features: targets = []
    }
    (classes, pairs) = Self.classes(dataSet)
    let own = TargetColumns(dataSet)
    let kinds = described.map { $0.column }
    columns = zip(described, kinds.starts).map { [features] in ColumnFacts($0, features[$1], own) }
    completeCount = described.completeCount
    hasIndicators = kinds.areIndicators.contains(true)
    findings = Self.findings(self, dataSet, isSorted: own.areSorted)
  }

  /// Describes the columns of row-major values, in two passes.
  fileprivate static func features(
    _ values: [Double], _ width: Int, name: (Int) -> String
  ) -> [Feature] {
    var least = [Double](repeating: .infinity, count: width)
    var greatest = [Double](repeating: -.infinity, count: width)
    var sums = [Double](repeating: 0, count: width)
    var known = [Int](repeating: 0, count: width)
    let count = values.count / width
    for row in 0..<count {
      for column in 0..<width {
        let value = values[row * width + column]
        if value.isNaN { continue }
        least[column] = min(least[column], value)
        greatest[column] = max(greatest[column], value)
        sums[column] += value
        known[column] += 1
      }
    }
    let means = (0..<width).map {
      least[$0] == greatest[$0] ? least[$0] : sums[$0] / Double(known[$0])
    }
    var squares = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for column in 0..<width {
        let value = values[row * width + column]
        if !value.isNaN { squares[column] += (value - means[column]) * (value - means[column]) }
      }
    }
    return (0..<width).map {
      Feature(
        name: name($0), least: least[$0], greatest: greatest[$0], mean: means[$0],
        deviation: (squares[$0] / Double(known[$0])).squareRoot(), missing: count - known[$0])
    }
  }
}

extension DataDescription.Feature {
  init(_ name: String, _ values: [Double]) {
    self = DataDescription.features(values, 1) { _ in name }[0]
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
}
