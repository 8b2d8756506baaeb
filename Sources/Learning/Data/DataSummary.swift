import Autodiff

/// What a line can say of a data set.
package struct DataSummary: Sendable, Equatable {
  package let name: String
  package let source: String
  package let count: Int
  package let sampleShape: Shape
  /// None where the targets are numbers.
  package let classNames: [String]
  package let targetName: String
  /// How many numbers a target has; 0 for classes.
  package let targetColumns: Int
  /// What a reader might not expect of the way the data were read.
  package let notes: [String]
}

extension DataSet {
  package var summary: DataSummary {
    var columns = 0
    if case .numbers(_, let names) = targets { columns = names.count }
    return DataSummary(
      name: name, source: source, count: count, sampleShape: sampleShape, classNames: classNames,
      targetName: targetName, targetColumns: columns, notes: notes)
  }
}
