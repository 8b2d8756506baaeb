import Text

/// The feature columns of a table, once all rows are read.
struct TableFeatures {
  let columns: [FeatureColumn]
  let readers: [ColumnReader]
  let notes: [String]
  /// The values of all rows, by column.
  let values: [ColumnValues]

  /// The largest number of features of all samples together: a gigabyte for training, and less in a lesson.
  private static func mostValues(_ reading: TableReading) -> Int {
    reading.origin == .lesson ? 1 << 26 : 1 << 28
  }

  /// Decides what each column holds; throws if a column cannot be a feature.
  init(_ table: inout TableReader) throws(Diagnostic) {
    try table.readMixedColumns()
    let reading = table.reading
    let rows = table.rowCount
    var columns: [FeatureColumn] = []
    var categories: [[Int?]] = []
    var refused: [Refused] = []
    var odd: Diagnostic?
    for reader in table.readers {
      switch reader.verdict(rows: rows, keepsGaps: reading.missing != .drop) {
      case .features(let column, let own):
        columns.append(column)
        categories.append(own)
      case .refused(let reason, let remedy): refused.append((reader.name, reason, remedy))
      case .odd(let text, let kind, let row):
        odd = odd ?? Self.odd(text, kind, row: row, of: reader, table)
      }
    }
    if !refused.isEmpty { throw Self.refusal(refused, reading) }
    if let odd { throw odd }
    self.columns = columns
    readers = table.readers
    values = zip(readers, zip(columns, categories)).map { reader, decided in
      reader.values(of: decided.0, decided.1)
    }
    notes = Self.notes(readers, columns, categories, reading)
  }

  /// A column that cannot be a feature, why, and what would make it one.
  private typealias Refused = (name: String, reason: String, remedy: String?)

  private static func refusal(_ refused: [Refused], _ reading: TableReading) -> Diagnostic {
    let advice = reading.advice(leavingOut: refused.map { $0.name })
    if refused.count == 1 {
      let (name, reason, remedy) = refused[0]
      return Diagnostic(
        "\(name.quoted) cannot be a feature: it \(reason); "
          + (remedy.map { "\($0), or " } ?? "") + advice)
    }
    let reasons = refused.map { (name, reason, remedy) in
      "\(name.quoted) \(reason)" + (remedy.map { ": \($0)" } ?? "")
    }.joined(separator: "; ")
    return Diagnostic("\(refused.count) columns cannot be features: \(reasons); \(advice)")
  }

  /// The error of a word among numbers.
  private static func odd(
    _ text: String, _ kind: WordTable.Kind, row: Int, of reader: ColumnReader, _ table: TableReader
  ) -> Diagnostic {
    let reading = table.reading
    var problem = TargetValues.tooLarge
    if case .tooLarge = kind {
    } else if reader.known != nil {
      problem =
        "is not a number, and the model takes numbers there; "
        + OddCell(Array(text.utf8)).correction
    } else if !reading.hasHeader, row == table.firstRow {
      problem =
        "is not a number, as most of the column are; without a header the first row is data: "
        + "if it has the names of the columns, leave out --no-header"
    } else {
      problem =
        "is not a number, as most of the column are; "
        + OddCell(Array(text.utf8)).correction
      if reading.origin == .commandLine {
        problem +=
          ", or use --categories \(ColumnList.text(of: [reader.name]).forShell.escaped) if its values are names"
      }
    }
    return Diagnostic("row \(row), column \(reader.name.quoted): \(text.excerpt) \(problem)")
  }

  // MARK: Rows

  /// Whether a row has a missing value.
  func hasGap(_ row: Int) -> Bool { values.contains { $0.isGap(row) } }

  /// Returns the values of some rows, in ascending order; throws if their features are too many.
  func values(_ rows: [Int], _ reading: TableReading) throws(Diagnostic) -> [ColumnValues] {
    let width = columns.width
    guard
      width == columns.count || width <= Self.mostValues(reading) / max(rows.count, 1)
    else {
      let widest = columns.max { $0.width < $1.width }!
      throw Diagnostic(
        "the categories are \(width) features in \(rows.count) rows, too many to be stored: "
          + "\(widest.name.quoted) alone has \(widest.width); \(reading.advice(leavingOut: [widest.name]))"
      )
    }
    return rows.count == values[0].count ? values : values.map { $0.rows(rows) }
  }
}
