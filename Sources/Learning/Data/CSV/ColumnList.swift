import Text

/// Column names as an option writes them: `age,sex`, a name with a comma in quotes, as in a file.
///
/// A single name needs no quotes: a column that has the text as its name comes first.
package struct ColumnList: Sendable, Equatable {
  let text: String

  package init(_ text: String) { self.text = text }

  /// The list of some names.
  package static func text(of names: [String]) -> String {
    names.map { name in
      let needsQuotes = name.utf8.contains { $0 == .comma || $0 == .quote || $0.isLineEnd }
      guard needsQuotes else { return name }
      let parts = name.split(separator: "\"", omittingEmptySubsequences: false)
      return "\"" + parts.joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }

  /// Returns the names in the list, each once.
  /// - Parameter columns: the names of all columns.
  func names(among columns: [String]) throws(Diagnostic) -> [String] {
    if columns.contains(text) { return [text] }
    var scanner = CSVScanner(Array(text.utf8))
    var names: [String] = []
    repeat {
      let name = scanner.isAtEnd ? "" : scanner.trimmedText(try scanner.next())
      guard !name.isEmpty else { throw Diagnostic("a name is missing in \(text.excerpt)") }
      guard !names.contains(name) else {
        throw Diagnostic("\(name.excerpt) is named twice in \(text.excerpt)")
      }
      names.append(name)
    } while !scanner.isAtEnd
    return names
  }

  /// Returns the positions of the columns in the list; throws for one that does not exist.
  func positions(among columns: [String]) throws(Diagnostic) -> [Int] {
    let known = columns.positions
    return try names(among: columns).map { (name) throws(Diagnostic) in
      if let position = known[name] { return position }
      throw Self.unknown(name, among: columns)
    }
  }

  /// Returns the position of the column that has the whole text as its name; throws if there is none.
  func position(among columns: [String]) throws(Diagnostic) -> Int {
    guard let position = columns.firstIndex(of: text) else {
      throw Self.unknown(text, among: columns)
    }
    return position
  }

  private static func unknown(_ name: String, among columns: [String]) -> Diagnostic {
    let hint =
      NearestName.suggestion(for: name, among: columns).map { "did you mean \($0.quoted)?" }
      ?? "there are \(columns.listed)"
    return Diagnostic("there is no column \(name.quoted); \(hint)")
  }
}
