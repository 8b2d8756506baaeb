import Text

/// Collects the cells of a feature column, which may turn out to hold numbers or words.
///
/// A cell of a column of numbers is its number, NaN if it is missing; a cell of a column of words is the number of its word.
struct ColumnReader {
  enum State {
    /// No values so far: cells are the numbers of the marks of missing values.
    case undecided
    case numbers
    case words
  }

  let name: String
  /// The column of the model to which the table belongs.
  let known: FeatureColumn?
  let isForced: Bool
  private(set) var state: State
  private(set) var table: WordTable
  /// Whether numbers were read before the first word, so that the words of earlier rows are not known.
  private(set) var isMixed = false

  /// The number of a word beyond those that are kept.
  static let beyond = -1.0

  /// - Parameters:
  ///   - known: the column of a model, which decides what is read.
  ///   - isForced: whether numbers are read as words.
  init(_ name: String, known: FeatureColumn?, isForced: Bool, decimal: UInt8) {
    self.name = name
    self.known = known
    self.isForced = isForced
    state = isForced ? .words : .undecided
    // One more than there may be, and the marks of missing values in several spellings.
    var limit = FreeText.mostCategories + 100
    var categories: [String] = []
    if let known {
      switch known.kind {
      case .number: state = .numbers
      case .categories(let names):
        state = .words
        categories = names
        limit += names.count
      }
    }
    table = WordTable(limit: limit, decimal: decimal)
    for name in categories { table.add(known: name) }
  }

  /// Whether a number can be taken as it is, without its text.
  var takesNumbers: Bool { state != .words }

  /// Notes that the column has a number; returns whether cells before it must become NaN.
  mutating func beginNumbers() -> Bool {
    guard state == .undecided else { return false }
    state = .numbers
    return table.total > 0
  }

  /// Takes a text that is not a number, or any text of a column of words; returns the cell.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>, row: Int) -> Double {
    let word = table.add(bytes, range, row: row)
    let isGap = word.map { if case .gap = table.words[$0].kind { true } else { false } } ?? false
    if isGap, let word { return state == .numbers ? .nan : Double(word) }
    switch state {
    case .words: break
    case .undecided: state = .words
    case .numbers:
      isMixed = true
      return .nan
    }
    return word.map { Double($0) } ?? Self.beyond
  }

  /// Returns a reader for a second pass, which takes all cells as words.
  var rereading: ColumnReader {
    var reader = self
    reader.table = WordTable(limit: table.limit, decimal: table.decimal)
    reader.state = .words
    reader.isMixed = false
    return reader
  }
}

extension ColumnReader {
  /// The number of cells that are missing.
  var gapCount: Int { table.gaps.reduce(0) { $0 + table.words[$1].count } }

  /// The marks of its missing values, as a note names them: `empty, 'NA'`.
  var gapMarks: String {
    table.gaps.map { table.words[$0] }.filter { $0.count > 0 }
      .map { $0.text.isEmpty ? "empty" : $0.text.excerpt }.joined(separator: ", ")
  }

  /// The first word that is no number as it is written.
  var firstWord: (text: String, kind: WordTable.Kind, row: Int)? {
    let words = table.values.map { table.words[$0] }.filter { !$0.kind.isNumber && $0.count > 0 }
    return words.min { $0.firstRow < $1.firstRow }.map { ($0.text, $0.kind, $0.firstRow) }
  }

  /// The row of the first missing value, and its mark.
  var firstGap: (text: String, row: Int)? {
    let gaps = table.gaps.map { table.words[$0] }.filter { $0.count > 0 }
    return gaps.min { $0.firstRow < $1.firstRow }.map { ($0.text, $0.firstRow) }
  }

  /// The number of words that the model does not know, and the first of them.
  /// - Parameter categories: the category of each word.
  func unknown(_ categories: [Int?]) -> (count: Int, first: String, row: Int)? {
    let words = table.values.filter { categories[$0] == nil }.map { table.words[$0] }
    guard let first = words.min(by: { $0.firstRow < $1.firstRow }) else { return nil }
    let count = words.reduce(table.beyond.count) { $0 + $1.count }
    return (count, first.text, first.firstRow)
  }
}

extension WordTable.Kind {
  var isNumber: Bool { if case .number = self { true } else { false } }
}
