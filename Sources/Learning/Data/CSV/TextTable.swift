import Text

/// A table of texts, such as a list of names: a header and rows of as many fields.
package struct TextTable: Sendable {
  package struct Row: Sendable {
    /// The number in the file, from 1, as a spreadsheet counts.
    package let number: Int
    fileprivate let cells: [String]
  }

  package let columns: [String]
  package let rows: [Row]

  /// Reads a table that has certain columns, in any order. Errors name row and column.
  package init(_ bytes: [UInt8], needing wanted: [String]) throws(Diagnostic) {
    let reading = TableReading(origin: .lesson)
    var scanner = TableDialect(try reading.text(bytes)).scanner
    guard !scanner.isAtEnd else { throw Diagnostic("the file is empty") }
    let columns = try Self.fields(&scanner)
    for name in wanted {
      let count = columns.count { $0 == name }
      guard count == 1 else {
        let list = columns.map { $0.excerpt }.joined(separator: ", ")
        throw Diagnostic(
          "row \(scanner.row): there \(count == 0 ? "is no column" : "are two columns") '\(name)' in the header, "
            + "which has \(list)")
      }
    }
    var rows: [Row] = []
    while !scanner.isAtEnd {
      let cells = try Self.fields(&scanner)
      guard cells.count == columns.count else {
        throw Diagnostic(
          "row \(scanner.row) has \(cells.count.counting("field")), and the header \(columns.count); "
            + "a text with a comma must be in quotes")
      }
      rows.append(Row(number: scanner.row, cells: cells))
    }
    self.columns = columns
    self.rows = rows
  }

  private static func fields(_ scanner: inout CSVScanner) throws(Diagnostic) -> [String] {
    var fields: [String] = []
    repeat { fields.append(scanner.trimmedText(try scanner.next())) } while !scanner.isRowEnded
    return fields
  }

  /// The field of a row; empty if there is no such column.
  package subscript(row: Row, column: String) -> String {
    columns.firstIndex(of: column).map { row.cells[$0] } ?? ""
  }

  /// An error in a field.
  package func error(_ row: Row, _ column: String, _ problem: String) -> Diagnostic {
    Diagnostic("row \(row.number), column '\(column)': \(problem)")
  }
}
