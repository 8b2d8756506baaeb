import Text

/// The columns of a table, and the role of each.
struct TableColumns {
  enum Role {
    case unused
    /// A feature column, by its position among them.
    case feature(Int)
    /// A target, by its position among them.
    case target(Int)
  }

  let names: [String]
  private(set) var roles: [Role]
  /// The positions of the feature columns, in the order of the features, and of the targets.
  private(set) var features: [Int]
  let targets: [Int]
  /// The position of the column that identifies the rows, which may have another role, too.
  let id: Int?
  /// The position of a first column without a name, and whether each column holds codes.
  let unnamed: Int?
  let isForced: [Bool]
  /// The place of the first name with spaces around it, which are ignored.
  let firstTrimmed: String?

  /// Reads the header, or makes up names if there is none.
  init(_ scanner: inout CSVScanner, _ reading: TableReading) throws(Diagnostic) {
    let header = try Header(&scanner, reading)
    names = header.names
    unnamed = header.unnamed
    firstTrimmed = header.firstTrimmed
    roles = names.map { _ in .unused }
    // A name that a model knows is a name, even if it looks like a number.
    let known = Set(names)
    let wanted = (reading.model?.columns ?? []).map { $0.name }
    if wanted.isEmpty || !wanted.allSatisfy({ known.contains($0) }) { try header.checkForData() }
    targets = try Self.positions(of: reading.target, in: names)
    id = try reading.id.map { (id) throws(Diagnostic) in
      try ColumnList(id).position(among: header.names)
    }
    if wanted.isEmpty {
      features = try Self.features(reading, in: names, targets: targets)
    } else {
      features = try DataSet.positions(of: wanted, among: names)
    }
    guard !features.isEmpty else {
      let width = Self.widthOfNextRow(scanner)
      if names.count == 1, reading.hasHeader, width > 1 {
        throw Self.title(names[0], width: width, row: scanner.row + 1)
      }
      throw Diagnostic(
        names.count == 1
          ? "there is one column, \(names[0].excerpt), where a target and features are needed; "
            + "commas, semicolons, tabs or '|' separate columns"
          : "no column is left as a feature")
    }
    for (place, column) in features.enumerated() { roles[column] = .feature(place) }
    for (place, column) in targets.enumerated() { roles[column] = .target(place) }
    isForced = try Self.forced(reading, in: names, features: features)
    try header.check(roles)
  }

  /// Returns the columns that are read as features: those asked for, or all but the targets and the ignored ones.
  private static func features(
    _ reading: TableReading, in names: [String], targets: [Int]
  ) throws(Diagnostic) -> [Int] {
    let asked = try reading.features?.positions(among: names)
    let ignored = try reading.ignored?.positions(among: names) ?? []
    for column in asked ?? [] {
      if targets.contains(column) {
        throw Diagnostic("\(names[column].quoted) is the target and cannot be a feature too")
      }
      if ignored.contains(column) {
        throw Diagnostic("\(names[column].quoted) is both in --features and in --ignore")
      }
    }
    if let column = ignored.first(where: { targets.contains($0) }) {
      throw Diagnostic(
        "\(names[column].quoted) is the target and cannot be ignored; choose another with --target")
    }
    return asked ?? names.indices.filter { !targets.contains($0) && !ignored.contains($0) }
  }

  /// Returns for each column whether its numbers are codes.
  private static func forced(
    _ reading: TableReading, in names: [String], features: [Int]
  ) throws(Diagnostic) -> [Bool] {
    var isForced = names.map { _ in false }
    for column in try reading.categories?.positions(among: names) ?? [] {
      guard features.contains(column) else {
        throw Diagnostic(
          "\(names[column].quoted) is not a feature and has no categories; "
            + "if it is the target, use --as classes")
      }
      isForced[column] = true
    }
    return isForced
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

  private static func positions(
    of target: TargetColumn, in names: [String]
  ) throws(Diagnostic) -> [Int] {
    switch target {
    case .none: return []
    case .last: return [names.count - 1]
    case .namedIfPresent(let list), .namedIfKnown(let list):
      let positions = names.positions
      let wanted = try list.names(among: names)
      let found = wanted.compactMap { positions[$0] }
      return found.count == wanted.count ? found : []
    case .named(let list): return try list.positions(among: names)
    }
  }
}

/// The first row of a table.
private struct Header {
  private(set) var names: [String] = []
  private(set) var firstTrimmed: String?
  /// The position of a first column without a name, as that of row numbers.
  private(set) var unnamed: Int?
  private let row: Int
  private let reading: TableReading

  init(_ scanner: inout CSVScanner, _ reading: TableReading) throws(Diagnostic) {
    row = scanner.row
    self.reading = reading
    // Without a header, the first row is a sample and stays in the scanner.
    var reader = scanner
    repeat {
      let field = try reader.next()
      guard names.count < Self.most else {
        throw Diagnostic(
          "row \(row) has more than \(Self.most) fields: a table has a row for each sample and a column for each feature"
        )
      }
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
      if names.count > 1, names[0].isEmpty, !names[1...].contains(where: { $0.isEmpty }),
        !names.contains(Self.madeUp(0))
      {
        names[0] = Self.madeUp(0)
        unnamed = 0
      }
    } else {
      names = names.indices.map { Self.madeUp($0) }
    }
  }

  /// The largest number of columns: more than a colour image of 224 × 224 pixels has.
  private static let most = 200_000

  private static func madeUp(_ column: Int) -> String { "column_\(column + 1)" }

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
