import Text

/// A table of separated values as a data set: some columns are targets, the others features, of numbers or of categories.
package struct CSVDataSet: Sendable {
  package let dataSet: DataSet
  /// How the target column was interpreted; `nil` if there is none, or several.
  package let decision: TargetDecision?
  /// The text that identifies each sample, if a column for it was named.
  package let ids: [String]?

  /// Reads the bytes of a file (RFC 4180).
  ///
  /// Columns are separated by commas, semicolons, tabs or `|`, numbers have a decimal point or comma, and spaces around fields
  /// are ignored; the data set's `notes` say what was found. Rows are numbered from 1 at the top of the file. An error names
  /// the row, the column and the field.
  package init(
    name: String, source: String, bytes: [UInt8], reading: TableReading = TableReading()
  ) throws(Diagnostic) {
    var table = try TableReader(bytes, reading)
    while !table.isAtEnd { try table.readRow() }
    let features = try TableFeatures(&table)
    let kept = try KeptRows(&table, features)
    let (targets, decision) = try table.targets(kept.rows)
    self.decision = decision
    ids = reading.id == nil ? nil : kept.rows.map { [ids = table.ids] in ids[$0] }
    var data = DataSet(
      name: name, source: source, table: try features.values(kept.rows, reading), targets: targets,
      targetName: table.columns.targets.map { table.columns.names[$0] }.joined(separator: ", "))
    data.notes = table.notes + features.notes + kept.notes
    data.notes += SuspectedColumns(data, table.columns, reading).notes
    if case .classes(_, let names) = targets { data.notes += Self.nearlyEqual(names) }
    if let shape = reading.shape { data = try data.asImages(of: shape) }
    dataSet = data
  }

  /// Returns a note on classes whose names differ only in case.
  private static func nearlyEqual(_ names: [String]) -> [String] {
    var known: [String: String] = [:]
    for name in names {
      let small = name.lowercased()
      if let other = known[small] {
        return ["the classes \(other.excerpt) and \(name.excerpt) differ only in case"]
      }
      known[small] = name
    }
    return []
  }
}
