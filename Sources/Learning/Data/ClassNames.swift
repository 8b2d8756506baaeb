import Text

/// Names for numbered classes: a line `0,T-shirt` for each, or only the names, one a line from 0.
package struct ClassNames: Sendable, Equatable {
  /// The name of each label, as written in the data.
  package let names: [String: String]

  /// Reads a table without a header. Labels are integers; no label and no name may occur twice.
  package init(_ bytes: [UInt8], reading: TableReading = TableReading()) throws(Diagnostic) {
    var scanner = TableDialect(try reading.text(bytes)).scanner
    guard !scanner.isAtEnd else { throw Diagnostic("the file of class names is empty") }
    var names: [String: String] = [:]
    var labels: [String: String] = [:]
    var columnCount = 0
    while !scanner.isAtEnd {
      var fields: [String] = []
      repeat { fields.append(scanner.trimmedText(try scanner.next())) } while !scanner.isRowEnded
      if columnCount == 0 { columnCount = fields.count }
      guard fields.count == columnCount, columnCount <= 2 else {
        throw Diagnostic(
          "row \(scanner.row): a class is a label and a name, or a name alone in every row, and this has "
            + fields.count.counting("field"))
      }
      let name = fields[fields.count - 1]
      let written = columnCount == 1 ? "\(scanner.row - 1)" : fields[0]
      guard let label = Int64(written) else {
        throw Diagnostic("row \(scanner.row): \(written.excerpt) is not a whole number")
      }
      guard !name.isEmpty else { throw Diagnostic("row \(scanner.row): the class has no name") }
      guard names["\(label)"] == nil else {
        throw Diagnostic("row \(scanner.row): the label \(label) has a name already")
      }
      if let other = labels[name] {
        throw Diagnostic(
          "row \(scanner.row): \(name.excerpt) is already the name of the label \(other)")
      }
      names["\(label)"] = name
      labels[name] = "\(label)"
    }
    self.names = names
  }

  /// Returns the targets with names in place of numbers.
  package func applied(to targets: Targets) throws(Diagnostic) -> Targets {
    guard case .classes(let labels, let numbers) = targets else {
      throw Diagnostic("there are names for classes, and the target holds none")
    }
    var renamed: [String] = []
    for number in numbers {
      guard let name = names[number] else {
        throw Diagnostic("there is no name for the class \(number.excerpt)")
      }
      renamed.append(name)
    }
    return .classes(labels, names: renamed)
  }
}
