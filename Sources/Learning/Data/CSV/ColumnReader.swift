import Text

/// Collects the cells of a feature column, which may turn out to hold numbers or words.
struct ColumnReader {
  enum State {
    /// No values so far, only marks of missing values.
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
  /// The cells of a column of numbers, NaN if missing; of any other, the positions of their words in the table.
  private(set) var numbers: [Double] = []
  private(set) var words: [Int32] = []
  /// Whether numbers were read before the first word, so that the words of earlier rows are not known.
  private(set) var isMixed = false

  /// The mark in the last cell, if it is missing.
  private var lastGap: Int?
  /// The number of missing values in rows that are left out.
  private(set) var leftOutGaps = 0

  /// The position of a word beyond those that are kept.
  static let beyond: Int32 = -1

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

  /// Takes a number. All cells before the first one are missing.
  mutating func add(_ number: Double) {
    lastGap = nil
    if state == .undecided {
      state = .numbers
      numbers = words.map { _ in .nan }
      words = []
    }
    numbers.append(number)
  }

  /// Takes a text that is not a number, or any text of a column of words.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>, row: Int) {
    let word = table.add(bytes, range, row: row)
    let isGap = word.map { if case .gap = table.words[$0].kind { true } else { false } } ?? false
    lastGap = isGap ? word : nil
    if state == .numbers {
      if !isGap { isMixed = true }
      numbers.append(.nan)
    } else {
      if !isGap { state = .words }
      words.append(word.map { Int32($0) } ?? Self.beyond)
    }
  }

  /// Notes that the last row is left out. If its value is missing, it is none of the gaps that are counted.
  mutating func leaveOutLast() {
    guard let gap = lastGap else { return }
    table.uncount(gap)
    leftOutGaps += 1
  }

  /// Makes room for the cells of as many rows.
  mutating func reserve(_ rows: Int) {
    if state == .numbers { numbers.reserveCapacity(rows) } else { words.reserveCapacity(rows) }
  }

  /// Returns a reader for a second pass, which takes all cells as words.
  var rereading: ColumnReader {
    var reader = self
    reader.table = WordTable(limit: table.limit, decimal: table.decimal)
    reader.state = .words
    reader.numbers = []
    reader.isMixed = false
    reader.lastGap = nil
    reader.leftOutGaps = 0
    return reader
  }
}

extension ColumnReader {
  /// Returns the cells under the column that was decided.
  /// - Parameter categories: the category of each word; `nil` for none.
  func values(of column: FeatureColumn, _ categories: [Int?]) -> ColumnValues {
    guard column.kind != .number else { return ColumnValues(column, .numbers(numbers)) }
    var indices = categories.map { $0.map { Int32($0) } ?? ColumnValues.none }
    for gap in table.gaps where categories[gap] == nil { indices[gap] = ColumnValues.gap }
    return ColumnValues(
      column,
      .categories(words.map { $0 == Self.beyond ? ColumnValues.none : indices[Int($0)] }))
  }

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
