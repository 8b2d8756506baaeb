/// A fact about a data set from which something follows for training.
package enum Finding: Sendable, Equatable {
  /// The most frequent class, with its share: the accuracy of always choosing it.
  case mostFrequent(String, share: Double)
  /// The number of classes with samples, but fewer than 20, with the smallest and its size.
  case rareClasses(Int, smallest: String, count: Int)
  /// There are fewer than five samples for each feature.
  case fewSamples(count: Int, features: Int)
  /// The samples come in the order of the target.
  case sorted(target: String)
  /// The number of samples without a missing value, if some have one.
  case complete(Int)
  /// The columns that are related most closely to the target, closest first.
  case closest([String])
  /// Columns that alone tell the target almost perfectly.
  case telling([String])
  /// The features with the largest and the smallest deviation, if their ratio is 100 or more.
  case scales(large: String, small: String, ratio: Double)
  /// A numeric target that reaches more than six deviations from its mean.
  case outliers(String, deviations: Double)
}

extension DataDescription {
  private static let rare = 20
  private static let samplesPerFeature = 5
  private static let mostClosest = 3
  private static let leastRatio = 100.0
  private static let mostDeviations = 6.0

  /// What follows from the description for training, in the order in which it is told.
  static func findings(
    _ description: DataDescription, _ dataSet: DataSet, isSorted: Bool
  ) -> [Finding] {
    var findings: [Finding] = []
    let (count, classes) = (description.count, description.classes)
    let filled = classes.filter { $0.count > 0 }
    if filled.count > 1, let most = filled.max(by: { $0.count < $1.count }) {
      findings.append(.mostFrequent(most.name, share: Double(most.count) / Double(count)))
      let rare = filled.filter { $0.count < Self.rare }
      if let smallest = rare.min(by: { $0.count < $1.count }) {
        findings.append(
          .rareClasses(rare.count, smallest: smallest.name, count: smallest.count))
      }
    }
    for target in description.targets where target.deviation > 0 {
      let reach = max(target.greatest - target.mean, target.mean - target.least) / target.deviation
      if reach > Self.mostDeviations {
        findings.append(.outliers(target.name, deviations: reach))
      }
    }
    if isSorted { findings.append(.sorted(target: dataSet.targetName)) }
    guard !dataSet.isOfImages else { return findings }
    if count < Self.samplesPerFeature * dataSet.featureCount, dataSet.targets != .none {
      findings.append(.fewSamples(count: count, features: dataSet.featureCount))
    }
    if let complete = description.completeCount { findings.append(.complete(complete)) }
    findings += columnFindings(description.columns)
    return findings
  }

  private static func columnFindings(_ columns: [ColumnFacts]) -> [Finding] {
    guard columns.count > 1 else { return [] }
    var findings: [Finding] = []
    let closest = columns.indices.filter { columns[$0].strength > 0 }
      .sorted { (columns[$1].strength, $0) < (columns[$0].strength, $1) }
    if !closest.isEmpty {
      findings.append(.closest(closest.prefix(Self.mostClosest).map { columns[$0].name }))
    }
    let telling = columns.filter { $0.tellsTarget }
    if !telling.isEmpty { findings.append(.telling(telling.map { $0.name })) }
    var features: [Feature] = []
    for column in columns {
      if case .numbers(let feature) = column.values, feature.deviation > 0 {
        features.append(feature)
      }
    }
    if let large = features.max(by: { $0.deviation < $1.deviation }),
      let small = features.min(by: { $0.deviation < $1.deviation }),
      large.deviation / small.deviation >= Self.leastRatio
    {
      findings.append(
        .scales(large: large.name, small: small.name, ratio: large.deviation / small.deviation))
    }
    return findings
  }
}
