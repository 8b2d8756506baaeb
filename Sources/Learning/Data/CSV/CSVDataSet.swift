import Autodiff
import Text

/// A table of separated values as a data set: one column is the target, the others are numeric features.
package struct CSVDataSet: Sendable {
  package let dataSet: DataSet
  /// How the target column was interpreted; `nil` if there is none.
  package let decision: TargetDecision?

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
    let (targets, decision) = try table.targets()
    self.decision = decision
    var data = DataSet(
      name: name, source: source, sampleShape: Shape([table.columns.featureNames.count]),
      features: table.features, columns: .numbers(table.columns.featureNames), targets: targets,
      targetName: table.columns.targetName ?? "")
    data.notes = table.notes
    if case .classes(_, let names) = targets { data.notes += Self.nearlyEqual(names) }
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

/// Reads the rows of a table and collects its features and targets.
struct TableReader {
  private let reading: TableReading
  private let dialect: TableDialect
  let columns: TableColumns
  private var scanner: CSVScanner
  private let firstRow: Int
  private(set) var features: [Double] = []
  private var values = TargetValues()
  /// The place of the first missing target, if targets are optional.
  private var firstGap: String?
  private var firstTrimmed: String?

  init(_ bytes: [UInt8], _ reading: TableReading) throws(Diagnostic) {
    self.reading = reading
    let text = try reading.text(bytes)
    dialect = TableDialect(text)
    scanner = dialect.scanner
    guard !scanner.isAtEnd else { throw Diagnostic("the file is empty") }
    columns = try TableColumns(&scanner, reading)
    firstTrimmed = columns.firstTrimmed
    scanner.names = columns.names
    guard !scanner.isAtEnd else { throw Diagnostic("the file has a header and no rows") }
    firstRow = scanner.column == 0 ? scanner.row : scanner.row + 1
  }

  var isAtEnd: Bool { scanner.isAtEnd }

  mutating func readRow() throws(Diagnostic) {
    let start = features.count
    features += repeatElement(0, count: columns.featureNames.count)
    while true {
      let field = try scanner.next()
      let column = scanner.column - 1
      let range = scanner.trimmedRange(field)
      if column == 0, field.isLast, columns.names.count > 1, range.isEmpty {
        throw Diagnostic("row \(scanner.row) is blank; take it out")
      }
      if column >= columns.names.count || (field.isLast && column < columns.names.count - 1) {
        throw try ragged(field)
      }
      switch columns.roles[column] {
      case .unused: break
      case .feature(let position):
        noteSpaces(field, range)
        features[start + position] = try number(field, range)
      case .target:
        noteSpaces(field, range)
        try takeTarget(field)
      }
      if field.isLast { return }
    }
  }

  private mutating func noteSpaces(_ field: CSVScanner.Field, _ range: Range<Int>) {
    guard firstTrimmed == nil else { return }
    if field.hasSpacesAround || (range != field.range && !range.isEmpty) {
      firstTrimmed = "row \(scanner.row), column \(scanner.columnName)"
    }
  }

  private mutating func takeTarget(_ field: CSVScanner.Field) throws(Diagnostic) {
    let text = scanner.trimmed(field)
    if case .namedIfKnown = reading.target {
      if firstGap == nil, OddCell(text).isGap {
        firstGap = "row \(scanner.row), column \(scanner.columnName)"
      }
    } else if text.isEmpty {
      throw scanner.error("the target is empty")
    }
    values.append(text)
  }

  private func number(_ field: CSVScanner.Field, _ range: Range<Int>) throws(Diagnostic) -> Double {
    switch SpelledNumber(scanner.bytes, range, decimal: dialect.decimal) {
    case .number(let value) where abs(value) <= TargetValues.greatest: return value
    case .number,
      .notFinite where !OddCell(scanner.trimmed(field)).isGap:
      throw scanner.error("\(scanner.trimmedText(field).excerpt) \(TargetValues.tooLarge)")
    case .notFinite, .notANumber:
      let text = scanner.trimmed(field)
      if text.isEmpty { throw scanner.error("the field is empty; a feature is a number") }
      throw scanner.error(
        "\(scanner.trimmedText(field).excerpt) is not a number; "
          + (OddCell(text).advice
            ?? (reading.hasHeader || scanner.row > firstRow
              ? "features must be numbers" : "without a header the first row is data"))
      )
    }
  }

  /// The error of a row that is longer or shorter than the header.
  private mutating func ragged(_ field: CSVScanner.Field) throws(Diagnostic) -> Diagnostic {
    let row = scanner.row
    var field = field
    while !field.isLast { field = try scanner.next() }
    if columns.names.count == 1, reading.hasHeader {
      return TableColumns.title(columns.names[0], width: scanner.column, row: row)
    }
    let isLonger = scanner.column > columns.names.count && dialect.separator == .comma
    return Diagnostic(
      "row \(row), column \(scanner.column): the row has \(scanner.column.counting("field")), and the "
        + (reading.hasHeader ? "header names " : "first row has ")
        + columns.names.count.counting("column")
        + (isLonger ? "; a field with a comma in it needs quotes around it" : ""))
  }

  // MARK: The result

  func targets() throws(Diagnostic) -> (Targets, TargetDecision?) {
    guard let column = columns.targetName, firstGap == nil else { return (.none, nil) }
    let place = TargetValues.Place(column: column, firstRow: firstRow, decimal: dialect.decimal)
    let decision = try values.decision(reading, place)
    guard decision.isClasses else { return (try values.numbers(place), decision) }
    let classes = try values.classes(place)
    if reading.hasHeader, case .classes(_, let names) = classes, names.contains(column) {
      throw Diagnostic(
        "\(column.excerpt) is both the name of a column and a class in it: row 1 looks like data; "
          + reading.adviceOnHeader)
    }
    return (classes, decision)
  }

  var notes: [String] {
    var notes = dialect.notes
    if reading.encoding == .latin1 { notes.append("the text is read as Latin-1") }
    if !reading.hasHeader {
      notes.append("the columns have no names and are called \(columns.names.listed)")
    }
    if let firstTrimmed {
      notes.append("spaces around fields are ignored, first in \(firstTrimmed)")
    }
    if let firstGap {
      notes.append("there is no score, since the target is missing in \(firstGap)")
    }
    return notes
  }
}
