import Text

/// Reads the rows of a table and collects the cells of its features and targets.
struct TableReader {
  let reading: TableReading
  let dialect: TableDialect
  let columns: TableColumns
  private var scanner: CSVScanner
  /// The scanner at the first row, for a second pass.
  private let start: CSVScanner
  /// The number in the file of the first row.
  let firstRow: Int
  private(set) var rowCount = 0
  /// A reader for each feature column, and the values of each target.
  private(set) var readers: [ColumnReader]
  private(set) var targetValues: [TargetValues]
  /// The texts of the column that identifies the rows; empty if there is none.
  private(set) var ids: [String] = []
  private var firstTrimmed: String?
  /// The positions of the rows that are left out, because they have no target.
  private var leftOut: Set<Int> = []

  /// The number of rows by which the number of all rows is estimated.
  private static let measured = 1_000

  init(_ bytes: [UInt8], _ reading: TableReading) throws(Diagnostic) {
    self.reading = reading
    let text = try reading.text(bytes)
    dialect = TableDialect(text, separator: reading.separator, decimal: reading.decimal)
    scanner = dialect.scanner
    guard !scanner.isAtEnd else { throw Diagnostic("the file is empty") }
    let columns = try TableColumns(&scanner, reading)
    self.columns = columns
    firstTrimmed = columns.firstTrimmed
    scanner.names = columns.names
    guard !scanner.isAtEnd else { throw Diagnostic("the file has a header and no rows") }
    firstRow = scanner.column == 0 ? scanner.row : scanner.row + 1
    start = scanner
    let decimal = dialect.decimal
    readers = columns.features.indices.map { position in
      let column = columns.features[position]
      return ColumnReader(
        columns.names[column],
        known: reading.model.flatMap { $0.columns.isEmpty ? nil : $0.columns[position] },
        isForced: columns.isForced[column], decimal: decimal)
    }
    targetValues = columns.targets.map { _ in TargetValues() }
  }

  var isAtEnd: Bool { scanner.isAtEnd }

  mutating func readRow() throws(Diagnostic) {
    var isLeftOut = false
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
      if column == columns.id { ids.append(scanner.trimmedText(field)) }
      switch columns.roles[column] {
      case .unused: break
      case .feature(let position):
        noteSpaces(field, range)
        if readers[position].takesNumbers,
          case .number(let value) = SpelledNumber(scanner.bytes, range, decimal: dialect.decimal),
          abs(value) <= TargetValues.greatest
        {
          readers[position].add(value)
        } else {
          add(field, range, to: position, scanner)
        }
      case .target(let position):
        noteSpaces(field, range)
        takeTarget(field, range, position)
        if targetValues[position].endsInGap { isLeftOut = reading.leavesOutRowsWithoutTarget }
      }
      if field.isLast { break }
    }
    if isLeftOut {
      leftOut.insert(rowCount)
      for position in readers.indices { readers[position].leaveOutLast() }
    }
    rowCount += 1
    if rowCount == Self.measured { reserve() }
  }

  /// Makes room for all rows, by the length of the first ones, so that no column is copied as it grows.
  private mutating func reserve() {
    let (read, all) = scanner.progress(since: start)
    let rows = Int(Double(rowCount) * Double(all) / Double(read) * 1.05)
    for position in readers.indices { readers[position].reserve(rows) }
  }

  /// Adds a cell that is not taken as a number to its column.
  private mutating func add(
    _ field: CSVScanner.Field, _ range: Range<Int>, to position: Int, _ scanner: CSVScanner
  ) {
    guard field.hasDoubledQuotes else {
      readers[position].add(scanner.bytes, range, row: scanner.row)
      return
    }
    let text = scanner.trimmed(field)
    readers[position].add(text, 0..<text.count, row: scanner.row)
  }

  /// Reads the rows again for the columns of words that began with numbers.
  mutating func readMixedColumns() throws(Diagnostic) {
    let isMixed = readers.map { $0.isMixed && $0.holdsWords(rows: rowCount) }
    guard isMixed.contains(true) else { return }
    for position in readers.indices where isMixed[position] {
      readers[position] = readers[position].rereading
    }
    var scanner = start
    for row in 0..<rowCount {
      repeat {
        let field = try scanner.next()
        guard case .feature(let position) = columns.roles[scanner.column - 1], isMixed[position]
        else { continue }
        add(field, scanner.trimmedRange(field), to: position, scanner)
        if leftOut.contains(row) { readers[position].leaveOutLast() }
      } while !scanner.isRowEnded
    }
  }

  private mutating func noteSpaces(_ field: CSVScanner.Field, _ range: Range<Int>) {
    guard firstTrimmed == nil else { return }
    if field.hasSpacesAround || (range != field.range && !range.isEmpty) {
      firstTrimmed = "row \(scanner.row), column \(scanner.columnName)"
    }
  }

  private mutating func takeTarget(
    _ field: CSVScanner.Field, _ range: Range<Int>, _ position: Int
  ) {
    if field.hasDoubledQuotes {
      let text = scanner.trimmed(field)
      targetValues[position].append(text, 0..<text.count, isGap: false)
    } else {
      targetValues[position].append(scanner.bytes, range, isGap: isMissing(range))
    }
  }

  /// Whether a target is missing. Where classes are asked for, a word such as `NA` is the name of one.
  private func isMissing(_ range: Range<Int>) -> Bool {
    if range.isEmpty { return true }
    guard range.count <= OddCell.longestGap, !scanner.bytes[range.lowerBound].isDigit,
      OddCell(Array(scanner.bytes[range])).isGap
    else { return false }
    guard let model = reading.model else { return reading.kind != .classes }
    return !model.classes.contains(String(decoding: scanner.bytes[range], as: UTF8.self))
  }

  /// The error of a row that is longer or shorter than the header.
  private mutating func ragged(_ field: CSVScanner.Field) throws(Diagnostic) -> Diagnostic {
    let row = scanner.row
    var field = field
    while !field.isLast { field = try scanner.next() }
    if columns.names.count == 1, reading.hasHeader {
      return TableColumns.title(columns.names[0], width: scanner.column, row: row)
    }
    let isLonger = scanner.column > columns.names.count
    let advice =
      isLonger && dialect.separator == .comma
      ? "a field with a comma in it needs quotes around it"
      : "each column needs a field, which may be empty"
    return Diagnostic(
      "row \(row), column \(scanner.column): the row has \(scanner.column.counting("field")), and the "
        + (reading.hasHeader ? "header names " : "first row has ")
        + columns.names.count.counting("column") + "; " + advice)
  }

  // MARK: The targets

  /// Returns the missing targets: the positions of their rows and the first of them.
  mutating func targetGaps() -> (rows: [Int], first: (name: String, text: String, row: Int)?) {
    var rows: Set<Int> = []
    var first: (name: String, text: String, row: Int)?
    for position in targetValues.indices {
      let gaps = targetValues[position].settleGaps()
      rows.formUnion(gaps)
      if let row = gaps.first, row + firstRow < first?.row ?? .max {
        let name = columns.names[columns.targets[position]]
        first = (name, targetValues[position].text(row), row + firstRow)
      }
    }
    return (rows.sorted(), first)
  }

  /// Makes the table one without targets.
  mutating func forgetTargets() { targetValues = [] }

  /// Returns the targets of some rows; several are columns of numbers.
  func targets(_ rows: [Int]) throws(Diagnostic) -> (Targets, TargetDecision?) {
    guard !targetValues.isEmpty else { return (.none, nil) }
    let names = columns.targets.map { columns.names[$0] }
    let places = names.map {
      TargetValues.Place(column: $0, firstRow: firstRow, decimal: dialect.decimal)
    }
    guard names.count == 1 else {
      return (.numbers(try numbers(rows, places), names: names), nil)
    }
    let (values, place) = (targetValues[0], places[0])
    let decision = try values.decision(reading, place)
    guard decision.isClasses else {
      return (.numbers(try values.numbers(place, rows: rows), names: names), decision)
    }
    let classes = try values.classes(place, rows: rows)
    if reading.hasHeader, case .classes(_, let known) = classes, known.contains(names[0]) {
      throw Diagnostic(
        "\(names[0].excerpt) is both the name of a column and a class in it: row 1 looks like data; "
          + reading.adviceOnHeader)
    }
    return (classes, decision)
  }

  private func numbers(
    _ rows: [Int], _ places: [TargetValues.Place]
  ) throws(Diagnostic) -> [Double] {
    guard reading.kind != .classes else {
      throw Diagnostic("several targets are predicted as numbers: choose one column as classes")
    }
    var numbers = [Double](repeating: 0, count: rows.count * places.count)
    for (position, (values, place)) in zip(targetValues, places).enumerated() {
      for (row, value) in try values.numbers(place, rows: rows).enumerated() {
        numbers[row * places.count + position] = value
      }
    }
    return numbers
  }

  var notes: [String] {
    var notes = dialect.notes
    if reading.encoding == .latin1 { notes.append("the text is read as Latin-1") }
    if !reading.hasHeader {
      notes.append("the columns have no names and are called \(columns.names.listed)")
    }
    if let unnamed = columns.unnamed {
      notes.append("the first column has no name and is called \(columns.names[unnamed].quoted)")
    }
    if let firstTrimmed {
      notes.append("spaces around fields are ignored, first in \(firstTrimmed)")
    }
    return notes
  }
}
