import Autodiff

/// A table of comma-separated values as a data set: a header, one column as the target, the others as numbers.
public struct CSVDataSet: Sendable {
  public let dataSet: DataSet
  /// What the target column was taken for; nil where there is none.
  public let decision: TargetDecision?

  /// Reads the bytes of a file (RFC 4180, with a header).
  ///
  /// Rows count from 1, the header being row 1. A header with a blank or repeated name, a row of another length, a quote that is
  /// not closed or followed by text, a byte of 0, a feature or numeric target that is not a finite number, an empty field, a file without rows
  /// and a target column that is not there are errors that name row and column.
  public init(
    name: String, source: String, bytes: [UInt8], target: TargetColumn = .last,
    kind: TargetKind = .automatic
  ) throws(DataError) {
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw DataError("the text is UTF-16; save it as UTF-8")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw DataError("the file is binary, no text: byte \(zero + 1) is 0")
    }
    var scanner = CSVScanner(bytes)
    guard !scanner.isAtEnd else { throw DataError("the file is empty") }
    scanner.names = try Self.header(&scanner)
    let names = scanner.names
    let targetColumn = try Self.position(of: target, in: names)
    guard !scanner.isAtEnd else { throw DataError("the file has a header and no rows") }
    guard names.count > (targetColumn == nil ? 0 : 1) else {
      throw DataError(
        "there is one column, \(names[0].quoted), where a target and features are needed; "
          + "commas separate columns")
    }

    var features: [Double] = []
    var values = TargetValues()
    while !scanner.isAtEnd {
      try Self.row(&scanner, target: targetColumn, &features, &values)
    }

    let featureNames = names.indices.filter { $0 != targetColumn }.map { names[$0] }
    let decision = targetColumn.map { values.decision(names[$0], kind) }
    var targets = Targets.none
    if let decision {
      targets = decision.isClasses ? values.classes() : try values.numbers(decision.column)
    }
    self.decision = decision
    dataSet = DataSet(
      name: name, source: source, sampleShape: Shape([featureNames.count]), features: features,
      featureNames: featureNames, targets: targets, targetName: decision?.column ?? "")
  }

  private static func header(_ scanner: inout CSVScanner) throws(DataError) -> [String] {
    var names: [String] = []
    var positions: [[UInt8]: Int] = [:]
    while true {
      let field = try scanner.next()
      let bytes = scanner.contents(field)
      guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
        throw DataError("row 1, column \(scanner.column): the column has no name")
      }
      let name = String(decoding: bytes, as: UTF8.self)
      if let first = positions[bytes] {
        throw DataError(
          "row 1, column \(scanner.column): \(name.quoted) is already the name of column \(first)")
      }
      positions[bytes] = scanner.column
      names.append(name)
      if field.isLast { return names }
    }
  }

  private static func position(of target: TargetColumn, in names: [String]) throws(DataError)
    -> Int?
  {
    switch target {
    case .none: return nil
    case .last: return names.count - 1
    case .namedIfPresent(let name): return names.firstIndex(of: name)
    case .named(let name):
      if let position = names.firstIndex(of: name) { return position }
      let hint =
        NearestName.suggestion(for: name, among: names).map { "did you mean \($0.quoted)?" }
        ?? "there are \(list(names))"
      throw DataError("there is no column \(name.quoted); \(hint)")
    }
  }

  /// The names, or the first ten of more.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(10).map { $0.quoted }.joined(separator: ", ")
    return names.count > 10 ? shown + " and \(names.count - 10) more" : shown
  }

  private static func row(
    _ scanner: inout CSVScanner, target: Int?, _ features: inout [Double],
    _ values: inout TargetValues
  ) throws(DataError) {
    while true {
      let field = try scanner.next()
      let column = scanner.column - 1
      let isBlankRow = column == 0 && field.isLast && field.range.isEmpty
      guard !isBlankRow || scanner.names.count == 1 else {
        throw DataError("row \(scanner.row) is blank")
      }
      if column >= scanner.names.count || (field.isLast && column < scanner.names.count - 1) {
        throw try ragged(&scanner, field)
      }
      if column == target {
        guard !field.range.isEmpty else { throw scanner.error("the target is empty") }
        values.append(scanner.contents(field))
      } else {
        features.append(try number(scanner, field))
      }
      if field.isLast { return }
    }
  }

  private static func number(_ scanner: CSVScanner, _ field: CSVScanner.Field) throws(DataError)
    -> Double
  {
    switch DecimalText(scanner.bytes, field.range) {
    case .number(let value): return value
    case .notFinite:
      throw scanner.error("\(scanner.text(field).excerpt) is not a finite number")
    case .notANumber:
      if field.range.isEmpty { throw scanner.error("the field is empty; a feature is a number") }
      throw scanner.error("\(scanner.text(field).excerpt) is not a number; a feature is one")
    }
  }

  /// The error of a row that is longer or shorter than the header.
  private static func ragged(_ scanner: inout CSVScanner, _ field: CSVScanner.Field)
    throws(DataError) -> DataError
  {
    let row = scanner.row
    var field = field
    while !field.isLast { field = try scanner.next() }
    return DataError(
      "row \(row), column \(scanner.column): the row has \(scanner.column.counting("field")), and the header "
        + "names \(scanner.names.count.counting("column"))")
  }
}
