import Text

/// Reads the fields of separated text (RFC 4180) one by one, in one pass over its bytes.
///
/// Quotes enclose a field and are doubled inside it; line ends inside quotes are data, and so are spaces, except around
/// quotes; rows end with LF, CRLF or CR; a byte-order mark and blank lines at the end of the text are skipped. Rows and columns
/// are numbered from 1, as in a spreadsheet.
struct CSVScanner {
  let bytes: [UInt8]
  let separator: UInt8
  private(set) var row: Int
  private(set) var column = 0
  /// The names of the columns in messages, once the header is read.
  var names: [String] = []
  private var position: Int
  private let end: Int
  /// Whether the last field that was read ended its row.
  private(set) var isRowEnded = false

  struct Field {
    /// The contents, without enclosing quotes.
    let range: Range<Int>
    let hasDoubledQuotes: Bool
    /// Whether there were spaces before or after its quotes.
    let hasSpacesAround: Bool
    /// Whether the row ends with this field.
    let isLast: Bool
  }

  /// - Parameters:
  ///   - start: the offset of the first row, whose number is `row`.
  init(_ bytes: [UInt8], separator: UInt8 = .comma, start: Int? = nil, row: Int = 1) {
    self.bytes = bytes
    self.separator = separator
    self.row = row
    position = start ?? Self.start(of: bytes)
    end = Self.end(of: bytes, from: position, separator: separator)
  }

  /// The offset after any byte-order mark.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The offset of the line end of the last row that is not blank.
  private static func end(of bytes: [UInt8], from start: Int, separator: UInt8) -> Int {
    var end = bytes.count
    while true {
      var last = end
      while last > start, bytes[last - 1].isBlank, bytes[last - 1] != separator { last -= 1 }
      if last == start { return start }
      guard bytes[last - 1].isLineEnd else { return end }
      end = last - 1
      if bytes[end] == .lineFeed, end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
    }
  }

  /// Whether all rows have been read.
  var isAtEnd: Bool { position >= end && (column == 0 || isRowEnded) }

  /// The number of bytes that were read since another scanner stood here, and of those from there to the end.
  func progress(since start: CSVScanner) -> (read: Int, all: Int) {
    (position - start.position, end - start.position)
  }

  /// Reads the next field; `isAtEnd` must be false.
  mutating func next() throws(Diagnostic) -> Field {
    if isRowEnded { (row, column, isRowEnded) = (row + 1, 0, false) }
    column += 1
    let start = position
    skipBlanks()
    if position < end, bytes[position] == .quote {
      return try quoted(hasSpacesBefore: position > start)
    }
    while position < end {
      let byte = bytes[position]
      if byte == separator || byte.isLineEnd { break }
      if byte == .quote {
        throw error(
          "a quote inside a field that has none around it; put the field in quotes and double the quote"
        )
      }
      position += 1
    }
    return finish(start..<position)
  }

  private mutating func skipBlanks() {
    while position < end, bytes[position].isBlank, bytes[position] != separator { position += 1 }
  }

  private mutating func quoted(hasSpacesBefore: Bool) throws(Diagnostic) -> Field {
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
      skipBlanks()
      guard position >= end || bytes[position] == separator || bytes[position].isLineEnd else {
        throw error("there is text after the closing quote")
      }
      return finish(
        contents, hasDoubledQuotes: hasDoubledQuotes,
        hasSpacesAround: hasSpacesBefore || position > contents.upperBound + 1)
    }
    throw error("the quote that opens here is never closed")
  }

  private mutating func finish(
    _ range: Range<Int>, hasDoubledQuotes: Bool = false, hasSpacesAround: Bool = false
  ) -> Field {
    isRowEnded = position >= end || bytes[position].isLineEnd
    let isPair =
      position + 1 < end && bytes[position] == .carriageReturn && bytes[position + 1] == .lineFeed
    position += isPair ? 2 : 1
    return Field(
      range: range, hasDoubledQuotes: hasDoubledQuotes, hasSpacesAround: hasSpacesAround,
      isLast: isRowEnded)
  }

  /// The bytes of a field, with doubled quotes replaced by single ones.
  func contents(_ field: Field) -> [UInt8] { contents(field, field.range) }

  private func contents(_ field: Field, _ range: Range<Int>) -> [UInt8] {
    guard field.hasDoubledQuotes else { return Array(bytes[range]) }
    var result: [UInt8] = []
    var isSecond = false
    for byte in bytes[range] {
      isSecond = byte == .quote && !isSecond
      if !isSecond { result.append(byte) }
    }
    return result
  }

  func text(_ field: Field) -> String { String(decoding: contents(field), as: UTF8.self) }

  // MARK: Trimming

  /// The contents of a field without spaces at either end.
  func trimmedRange(_ field: Field) -> Range<Int> {
    var (lower, upper) = (field.range.lowerBound, field.range.upperBound)
    while lower < upper, bytes[lower].isBlank { lower += 1 }
    while lower < upper, bytes[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }

  func trimmed(_ field: Field) -> [UInt8] { contents(field, trimmedRange(field)) }

  func trimmedText(_ field: Field) -> String { String(decoding: trimmed(field), as: UTF8.self) }

  // MARK: Errors

  /// The name in messages of the column of the last field that was read.
  var columnName: String { column <= names.count ? names[column - 1].quoted : "\(column)" }

  /// An error in the last field that was read, or in the one that is being read.
  func error(_ problem: String) -> Diagnostic {
    Diagnostic("row \(row), column \(columnName): \(problem)")
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")

  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
