import Text

/// The columns of a table, and the role of each.
struct TableColumns {
  enum Role {
    case unused
    /// A feature, by its position in a sample.
    case feature(Int)
    case target
  }

  let names: [String]
  private(set) var roles: [Role]
  private(set) var featureNames: [String]
  private(set) var targetName: String?
  /// The place of the first name with spaces around it, which are ignored.
  let firstTrimmed: String?

  /// Reads the header, or makes up names if there is none.
  init(_ scanner: inout CSVScanner, _ reading: TableReading) throws(Diagnostic) {
    let header = try Header(&scanner, reading)
    names = header.names
    firstTrimmed = header.firstTrimmed
    roles = names.map { _ in .unused }
    // A name that a model knows is a name, even if it looks like a number.
    let known = Set(names)
    if reading.features.map({ !$0.allSatisfy { known.contains($0) } }) ?? true {
      try header.checkForData()
    }
    let target = try Self.position(of: reading.target, in: names)
    if let wanted = reading.features {
      featureNames = wanted
      for (place, column) in try DataSet.positions(of: wanted, among: names).enumerated() {
        roles[column] = .feature(place)
      }
    } else {
      featureNames = []
      for column in names.indices where column != target {
        roles[column] = .feature(featureNames.count)
        featureNames.append(names[column])
      }
      guard !featureNames.isEmpty else {
        let width = Self.widthOfNextRow(scanner)
        if reading.hasHeader, width > 1 {
          throw Self.title(names[0], width: width, row: scanner.row + 1)
        }
        throw Diagnostic(
          "there is one column, \(names[0].excerpt), where a target and features are needed; "
            + "commas, semicolons, tabs or '|' separate columns")
      }
    }
    if let target {
      roles[target] = .target
      targetName = names[target]
    }
    try header.check(roles)
  }

  /// Returns the error for a first row with fewer fields than the others.
  static func title(_ name: String, width: Int, row: Int) -> Diagnostic {
    Diagnostic(
      "the first row has one field, \(name.excerpt), and row \(row) has \(width): if it is a title, take it out, "
        + "so that the names of the columns come first")
  }

  private static func widthOfNextRow(_ scanner: CSVScanner) -> Int {
    var reader = scanner
    guard !reader.isAtEnd else { return 0 }
    repeat {
      guard (try? reader.next()) != nil else { return 0 }
    } while !reader.isRowEnded
    return reader.column
  }

  private static func position(of target: TargetColumn, in names: [String]) throws(Diagnostic)
    -> Int?
  {
    switch target {
    case .none: return nil
    case .last: return names.count - 1
    case .namedIfPresent(let name), .namedIfKnown(let name): return names.firstIndex(of: name)
    case .named(let name):
      if let position = names.firstIndex(of: name) { return position }
      let hint =
        NearestName.suggestion(for: name, among: names).map { "did you mean \($0.quoted)?" }
        ?? "there are \(names.listed)"
      throw Diagnostic("there is no column \(name.quoted); \(hint)")
    }
  }
}

/// The first row of a table.
private struct Header {
  private(set) var names: [String] = []
  private(set) var firstTrimmed: String?
  private let row: Int
  private let reading: TableReading

  init(_ scanner: inout CSVScanner, _ reading: TableReading) throws(Diagnostic) {
    row = scanner.row
    self.reading = reading
    // Without a header, the first row is a sample and stays in the scanner.
    var reader = scanner
    repeat {
      let field = try reader.next()
      names.append(reader.trimmedText(field))
      if firstTrimmed == nil, reading.hasHeader,
        field.hasSpacesAround || reader.trimmedRange(field) != field.range
      {
        firstTrimmed = "row \(row), column \(reader.column)"
      }
    } while !reader.isRowEnded
    if reading.hasHeader {
      scanner = reader
      guard names.contains(where: { !$0.isEmpty }) else {
        throw Diagnostic("row \(row) is blank, where the names of the columns are expected")
      }
    } else {
      names = names.indices.map { "column_\($0 + 1)" }
    }
  }

  /// Rejects a header that looks like a sample: only numbers, or a number with a fraction.
  func checkForData() throws(Diagnostic) {
    guard reading.hasHeader else { return }
    var (numbers, fractions) = (0, 0)
    for name in names {
      let bytes = Array(name.utf8)
      guard case .number = SpelledNumber(bytes, 0..<bytes.count) else { continue }
      numbers += 1
      if bytes.contains(.point) || bytes[0] == UInt8(ascii: "-") { fractions += 1 }
    }
    guard numbers == names.count || (numbers * 2 >= names.count && fractions > 0) else { return }
    let what = numbers == names.count ? "holds nothing but numbers" : "holds numbers"
    throw Diagnostic(
      "row \(row) \(what), \(names[0].excerpt) first, where the names of the columns are expected: this looks "
        + "like data; \(reading.adviceOnHeader)")
  }

  /// Rejects blank or repeated names of columns that are read.
  func check(_ roles: [TableColumns.Role]) throws(Diagnostic) {
    guard reading.hasHeader else { return }
    var positions: [String: Int] = [:]
    for (column, name) in names.enumerated() {
      if case .unused = roles[column] { continue }
      guard !name.isEmpty else {
        let isTitle = names.count > 1 && names.dropFirst().allSatisfy { $0.isEmpty }
        throw Diagnostic(
          "row \(row), column \(column + 1): the column has no name; "
            + (isTitle ? "if row \(row) is a title, take it out" : "name it, or take it out"))
      }
      if let first = positions[name] {
        throw Diagnostic(
          "row \(row), column \(column + 1): \(name.excerpt) is already the name of column \(first); rename one of them"
        )
      }
      positions[name] = column + 1
    }
  }
}
