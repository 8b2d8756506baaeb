import Autodiff

/// What a line can say of a data set.
public struct DataSummary: Sendable, Equatable {
  public let name: String
  public let source: String
  public let count: Int
  public let sampleShape: Shape
  /// None where the targets are numbers.
  public let classNames: [String]
  public let targetName: String
  /// How many numbers a target has; 0 for classes.
  public let targetColumns: Int
  /// What a reader might not expect of the way the data were read.
  public let notes: [String]
}

extension DataSet {
  public var summary: DataSummary {
    var columns = 0
    if case .numbers(_, let names) = targets { columns = names.count }
    return DataSummary(
      name: name, source: source, count: count, sampleShape: sampleShape, classNames: classNames,
      targetName: targetName, targetColumns: columns, notes: notes)
  }
}
