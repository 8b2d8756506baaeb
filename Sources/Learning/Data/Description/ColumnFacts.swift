/// What is worth knowing of one column of a table before training.
package struct ColumnFacts: Sendable, Equatable {
  package enum Values: Sendable, Equatable {
    case numbers(DataDescription.Feature)
    /// Each category with the number of its samples, the most frequent first; equally frequent ones in the column's order.
    case categories([Category])
  }

  package struct Category: Sendable, Equatable {
    package let name: String
    package let count: Int
  }

  package let name: String
  package let values: Values
  /// The number of samples in which it is missing.
  package let missing: Int
  /// The relation to the classes, or to each column of numeric targets; `nil` if the column or the target is constant.
  package let relations: [ColumnRelation?]
  /// Whether the column alone tells the target almost perfectly.
  package let tellsTarget: Bool

  /// The size of the closest relation to a target.
  package var strength: Double { relations.reduce(0) { max($0, $1?.strength ?? 0) } }
}

extension ColumnFacts {
  /// Describes a column of a data set, whose first feature has a position in a sample.
  init(_ column: FeatureColumn, at start: Int, in dataSet: DataSet, _ targets: TargetColumns) {
    name = column.name
    switch column.kind {
    case .number:
      let numbers = dataSet.values(ofFeature: start)
      let feature = DataDescription.Feature(column.name, numbers)
      values = .numbers(feature)
      missing = feature.missing
      relations = targets.relations(numbers: numbers)
      tellsTarget = targets.areTold(by: numbers)
    case .categories(let names):
      let labels = dataSet.categories(from: start, count: names.count)
      var counts = [Int](repeating: 0, count: names.count + 1)
      for label in labels { counts[label] += 1 }
      values = .categories(
        names.indices.map { Category(name: names[$0], count: counts[$0]) }
          .sorted { $0.count > $1.count })
      let gap = column.hasGaps ? names.firstIndex(of: FeatureColumn.missing) : nil
      missing = gap.map { counts[$0] } ?? 0
      // A value that is none of the categories is one more.
      relations = targets.relations(categories: labels, names.count + 1)
      tellsTarget = targets.areTold(by: labels, names.count + 1)
    }
  }
}

extension DataSet {
  /// The columns to describe: those of a table, or one for each feature of other data; none for images.
  var describedColumns: [FeatureColumn] {
    if isOfImages { return [] }
    return columns.isEmpty ? .numbers((0..<featureCount).map { featureName($0) }) : columns
  }

  /// The number of samples in which no column has a gap; `nil` if none has a gap.
  func completeCount(_ columns: [FeatureColumn]) -> Int? {
    // The features that are 1 where a value is missing.
    var gaps: [Int] = []
    for (column, start) in zip(columns, columns.starts) where column.hasGaps {
      switch column.kind {
      case .number: gaps.append(start + 1)
      case .categories(let names):
        if let missing = names.firstIndex(of: FeatureColumn.missing) {
          gaps.append(start + missing)
        }
      }
    }
    guard !gaps.isEmpty else { return nil }
    let complete = (0..<count).count { row in
      gaps.allSatisfy { features[row * featureCount + $0] != 1 }
    }
    return complete == count ? nil : complete
  }

  /// The values of one feature in all samples; missing ones are NaN.
  func values(ofFeature element: Int) -> [Double] {
    let width = featureCount
    return (0..<count).map { features[$0 * width + element] }
  }

  /// The position of the category of each sample, read from its indicators; `count` if it has none.
  func categories(from start: Int, count: Int) -> [Int] {
    let width = featureCount
    return (0..<self.count).map { row in
      (0..<count).first { features[row * width + start + $0] == 1 } ?? count
    }
  }
}
