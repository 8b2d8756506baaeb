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
  /// Describes a column; `feature` is the description of its first feature.
  init(_ column: ColumnValues, _ feature: DataDescription.Feature, _ targets: TargetColumns) {
    name = column.column.name
    switch column.cells {
    case .numbers(let numbers):
      values = .numbers(feature)
      missing = feature.missing
      relations = targets.relations(numbers: numbers)
      tellsTarget = targets.areTold(by: numbers)
    case .categories(let indices):
      let names = column.categoryNames
      let labels = indices.map { $0 < 0 ? names.count : Int($0) }
      var counts = [Int](repeating: 0, count: names.count + 1)
      for label in labels { counts[label] += 1 }
      values = .categories(
        names.indices.map { Category(name: names[$0], count: counts[$0]) }
          .sorted { $0.count > $1.count })
      missing = column.missingCategory.map { counts[Int($0)] } ?? 0
      // A value that is none of the categories is one more.
      relations = targets.relations(categories: labels, names.count + 1)
      tellsTarget = targets.areTold(by: labels, names.count + 1)
    }
  }
}

extension DataSet {
  /// The columns to describe: those of a table, or one for each feature of other data; none for images.
  var describedColumns: [ColumnValues] {
    if isOfImages { return [] }
    return values.table(
      columns.isEmpty ? .numbers((0..<featureCount).map { featureName($0) }) : columns)
  }
}

extension [ColumnValues] {
  /// The number of samples in which no column has a gap; `nil` if none has a gap.
  var completeCount: Int? {
    let open = filter { $0.column.hasGaps }
    guard let first = open.first else { return nil }
    let complete = (0..<first.count).count { row in !open.contains { $0.isGap(row) } }
    return complete == first.count ? nil : complete
  }
}
