import Text

/// The feature columns of a table, once all rows are read.
struct TableFeatures {
  let columns: [FeatureColumn]
  let readers: [ColumnReader]
  let notes: [String]
  private let cells: [Double]
  private let reading: TableReading
  /// For each column of words the category of each word, −1 for none, and whether it marks a missing value.
  private let categories: [[Int]]
  private let areGaps: [[Bool]]

  /// The largest number of features of all samples together: 2 GB of memory, or half a gigabyte in a lesson.
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
    var refused: [(name: String, reason: String)] = []
    var odd: Diagnostic?
    for reader in table.readers {
      switch reader.verdict(rows: rows, keepsGaps: reading.missing != .drop) {
      case .features(let column, let own):
        columns.append(column)
        categories.append(own)
      case .refused(let reason): refused.append((reader.name, reason))
      case .odd(let text, let kind, let row):
        odd = odd ?? Self.odd(text, kind, row: row, of: reader, table)
      }
    }
    if !refused.isEmpty { throw Self.refusal(refused, reading) }
    if let odd { throw odd }
    self.columns = columns
    self.reading = reading
    readers = table.readers
    cells = table.cells
    self.categories = categories.map { $0.map { $0 ?? -1 } }
    areGaps = table.readers.map { reader in
      var areGaps = reader.table.words.map { _ in false }
      for word in reader.table.gaps { areGaps[word] = true }
      return areGaps
    }
    notes = Self.notes(table.readers, columns, categories, reading)
  }

  private static func refusal(
    _ refused: [(name: String, reason: String)], _ reading: TableReading
  ) -> Diagnostic {
    let advice = reading.advice(leavingOut: refused.map { $0.name })
    if refused.count == 1 {
      return Diagnostic(
        "\(refused[0].name.quoted) cannot be a feature: it \(refused[0].reason); \(advice)")
    }
    let reasons = refused.map { "\($0.name.quoted) \($0.reason)" }.joined(separator: "; ")
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
        + (OddCell(Array(text.utf8)).advice ?? "correct it")
    } else if !reading.hasHeader, row == table.firstRow {
      problem =
        "is not a number, as most of the column are; without a header the first row is data: "
        + "if it has the names of the columns, leave out --no-header"
    } else {
      problem =
        "is not a number, as most of the column are; "
        + (OddCell(Array(text.utf8)).advice ?? "correct it")
      if reading.origin == .commandLine {
        problem +=
          ", or use --categories \(ColumnList.text(of: [reader.name]).forShell.escaped) if its values are names"
      }
    }
    return Diagnostic("row \(row), column \(reader.name.quoted): \(text.excerpt) \(problem)")
  }

  // MARK: Values

  /// Whether a row has a missing value.
  func hasGap(_ row: Int) -> Bool {
    for column in columns.indices {
      let cell = cells[row * columns.count + column]
      switch columns[column].kind {
      case .number: if cell.isNaN { return true }
      case .categories: if cell >= 0, areGaps[column][Int(cell)] { return true }
      }
    }
    return false
  }

  /// The cell of a row in a column of numbers, or its category; `nil` if it is none.
  func category(_ row: Int, _ column: Int) -> Int? {
    let cell = cells[row * columns.count + column]
    let category = cell < 0 ? -1 : categories[column][Int(cell)]
    return category < 0 ? nil : category
  }

  func number(_ row: Int, _ column: Int) -> Double { cells[row * columns.count + column] }

  /// Returns the features of some rows, row-major.
  func values(_ rows: [Int]) throws(Diagnostic) -> [Double] {
    let width = columns.width
    if width == columns.count, columns.allSatisfy({ $0.kind == .number }) {
      if rows.count * width == cells.count { return cells }
    }
    guard width <= Self.mostValues(reading) / max(rows.count, 1) else {
      let widest = columns.max { $0.width < $1.width }!
      throw Diagnostic(
        "the categories are \(width) features in \(rows.count) rows, too many to be stored: "
          + "\(widest.name.quoted) alone has \(widest.width); \(reading.advice(leavingOut: [widest.name]))"
      )
    }
    let starts = columns.starts
    var values = [Double](repeating: 0, count: rows.count * width)
    for (place, row) in rows.enumerated() {
      for column in columns.indices {
        let start = place * width + starts[column]
        switch columns[column].kind {
        case .number:
          let value = number(row, column)
          values[start] = value
          if columns[column].hasGaps, value.isNaN { values[start + 1] = 1 }
        case .categories:
          if let category = category(row, column) { values[start + category] = 1 }
        }
      }
    }
    return values
  }
}
