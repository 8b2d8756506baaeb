import Rendering

/// What may stand in the place of the end of the text before the cursor.
struct Completions: Equatable, Sendable {
  /// How many characters before the cursor the candidates replace.
  var replacing: Int
  var candidates: [String]

  init(replacing: Int, candidates: [String]) {
    self.replacing = replacing
    self.candidates = candidates
  }

  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = candidates.first.map({ Array($0) }) else { return "" }
    for candidate in candidates.dropFirst() {
      let shared = zip(prefix, candidate).prefix { $0 == $1 }.count
      prefix.removeLast(prefix.count - shared)
    }
    return String(prefix)
  }

  /// The candidates in columns that are read downwards, in lines of less than `width` columns.
  func lines(width: Int) -> [String] {
    let names = candidates.map { LineFrame.printable($0) }
    let column = (names.map { TextColumns.width($0) }.max() ?? 0) + 2
    let perLine = max(1, (width - 1) / column)
    let rows = (names.count + perLine - 1) / perLine
    return (0..<rows).map { row in
      let cells = stride(from: row, to: names.count, by: rows).map { names[$0] }
      return cells.dropLast().map { TextColumns.padded($0, to: column) }.joined() + cells.last!
    }
  }
}
