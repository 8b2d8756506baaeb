import Text

/// One column of a table as text, such as the number or name of each row.
package struct TextColumn: Sendable {
  package let texts: [String]

  /// Reads the column of a name from the bytes of a table that `CSVDataSet` reads.
  package init(_ name: String, _ bytes: [UInt8], reading: TableReading) throws(Diagnostic) {
    var scanner = TableDialect(
      try reading.text(bytes), separator: reading.separator, decimal: reading.decimal
    ).scanner
    var plain = reading
    plain.target = .none
    let columns = try TableColumns(&scanner, plain)
    guard let wanted = columns.names.firstIndex(of: name) else {
      let hint = NearestName.suggestion(for: name, among: columns.names)
      throw Diagnostic(
        "there is no column \(name.quoted); "
          + (hint.map { "did you mean \($0.quoted)?" } ?? "there are \(columns.names.listed)"))
    }
    var texts: [String] = []
    while !scanner.isAtEnd {
      var column = 0
      repeat {
        let field = try scanner.next()
        if column == wanted { texts.append(scanner.trimmedText(field)) }
        column += 1
      } while !scanner.isRowEnded
    }
    self.texts = texts
  }
}
