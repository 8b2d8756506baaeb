/// Takes the fields of comma-separated text (RFC 4180) one by one, in one pass over its bytes.
///
/// Quotes enclose a field and are doubled inside it; line ends inside quotes and spaces anywhere are data; rows end with LF or
/// CRLF; a byte-order mark and line ends at the end of the text are skipped. Rows and columns count from 1, the header being row 1,
/// as a spreadsheet counts them.
struct CSVScanner {
  let bytes: [UInt8]
  private(set) var row = 1
  private(set) var column = 0
  /// What messages call the columns, once the header is read.
  var names: [String] = []
  private var position: Int
  private let end: Int
  /// Whether the field that was taken last ended its row.
  private(set) var isRowEnded = false

  struct Field {
    /// The contents, without enclosing quotes.
    let range: Range<Int>
    let hasDoubledQuotes: Bool
    /// Whether the row ends with this field.
    let isLast: Bool
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var end = bytes.count
    while end > position, bytes[end - 1] == .lineFeed {
      end -= end - 1 > position && bytes[end - 2] == .carriageReturn ? 2 : 1
    }
    self.end = end
  }

  /// Whether no row is left.
  var isAtEnd: Bool { position >= end && (column == 0 || isRowEnded) }

  /// The next field. There is one: `isAtEnd` is false.
  mutating func next() throws(DataError) -> Field {
    if isRowEnded { (row, column, isRowEnded) = (row + 1, 0, false) }
    column += 1
    if position < end, bytes[position] == .quote { return try quoted() }
    let start = position
    while position < end, bytes[position] != .comma, bytes[position] != .lineFeed {
      if bytes[position] == .quote { throw error("a quote inside a field that has none around it") }
      position += 1
    }
    return finish(start..<contentEnd(from: start), hasDoubledQuotes: false)
  }

  private mutating func quoted() throws(DataError) -> Field {
    let start = position + 1
    position = start
    var hasDoubledQuotes = false
    while position < end {
      guard bytes[position] == .quote else {
        position += 1
        continue
      }
      if position + 1 < end, bytes[position + 1] == .quote {
        hasDoubledQuotes = true
        position += 2
        continue
      }
      let contents = start..<position
      position += 1
      if position + 1 < end, bytes[position] == .carriageReturn, bytes[position + 1] == .lineFeed {
        position += 1
      }
      guard position == end || bytes[position] == .comma || bytes[position] == .lineFeed else {
        throw error("there is text after the closing quote")
      }
      return finish(contents, hasDoubledQuotes: hasDoubledQuotes)
    }
    throw error("the quote that opens here is never closed")
  }

  /// Where an unquoted field ends: before the CR of a CRLF.
  private func contentEnd(from start: Int) -> Int {
    position < end && position > start && bytes[position] == .lineFeed
      && bytes[position - 1] == .carriageReturn ? position - 1 : position
  }

  private mutating func finish(_ range: Range<Int>, hasDoubledQuotes: Bool) -> Field {
    isRowEnded = position >= end || bytes[position] == .lineFeed
    position += 1
    return Field(range: range, hasDoubledQuotes: hasDoubledQuotes, isLast: isRowEnded)
  }

  /// The bytes of a field, doubled quotes as single ones.
  func contents(_ field: Field) -> [UInt8] {
    guard field.hasDoubledQuotes else { return Array(bytes[field.range]) }
    var result: [UInt8] = []
    var isSecond = false
    for byte in bytes[field.range] {
      isSecond = byte == .quote && !isSecond
      if !isSecond { result.append(byte) }
    }
    return result
  }

  func text(_ field: Field) -> String { String(decoding: contents(field), as: UTF8.self) }

  /// A mistake in the field that was taken last, or in the one that is being taken.
  func error(_ problem: String) -> DataError {
    let name = column <= names.count ? names[column - 1].quoted : "\(column)"
    return DataError("row \(row), column \(name): \(problem)")
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
}
