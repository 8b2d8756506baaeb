import Text

/// How a table separates its columns and writes its numbers.
struct TableDialect {
  private(set) var separator = UInt8.comma
  /// The decimal separator.
  private(set) var decimal = UInt8.point
  /// The offset of the first row, and its number: 2 after a line such as `sep=;`.
  private let start: Int
  private let firstRow: Int
  private let bytes: [UInt8]

  /// The possible separators of columns, in order of preference.
  private static let separators = ColumnSeparator.allCases.map { $0.byte }
  /// The number of rows by which the separator is chosen.
  private static let sampleSize = 100

  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - asked: the separator of columns, if it is given, and the decimal separator.
  init(
    _ bytes: [UInt8], separator asked: ColumnSeparator? = nil, decimal: DecimalSeparator? = nil
  ) {
    self.bytes = bytes
    let begin = CSVScanner.start(of: bytes)
    if let (separator, next) = Self.spelt(bytes, from: begin) {
      (start, firstRow) = (next, 2)
      self.separator = separator
    } else {
      (start, firstRow) = (begin, 1)
      separator = Self.separator(bytes, from: begin)
    }
    if let asked { separator = asked.byte }
    if let decimal {
      self.decimal = decimal.byte
    } else if usesDecimalComma {
      self.decimal = .comma
    }
  }

  /// A scanner of the rows, starting with the header.
  var scanner: CSVScanner {
    CSVScanner(bytes, separator: separator, start: start, row: firstRow)
  }

  var notes: [String] {
    var notes: [String] = []
    switch separator {
    case .comma: break
    case UInt8(ascii: ";"): notes.append("columns are separated by semicolons")
    case UInt8(ascii: "\t"): notes.append("columns are separated by tabs")
    default:
      notes.append(
        "columns are separated by \(String(decoding: [separator], as: UTF8.self).quoted)")
    }
    if decimal == .comma { notes.append("numbers are written with a decimal comma") }
    return notes
  }

  // MARK: The separator

  /// Excel's first line `sep=;`: the separator, and the offset of the next line.
  private static func spelt(_ bytes: [UInt8], from start: Int) -> (UInt8, Int)? {
    guard bytes.count > start + 5,
      bytes[start..<start + 4].map({ $0 | 0x20 }) == Array("sep=".utf8).map({ $0 | 0x20 }),
      bytes[start + 5].isLineEnd
    else { return nil }
    let isPair =
      bytes.count > start + 6 && bytes[start + 5] == .carriageReturn
      && bytes[start + 6] == .lineFeed
    return (bytes[start + 4], start + (isPair ? 7 : 6))
  }

  /// Returns the separator that divides all of the first rows into the same number of fields, and into the most. If none
  /// does, the one that divides the most rows like the first row, then the one with the most fields in the first row, then in
  /// the second.
  private static func separator(_ bytes: [UInt8], from start: Int) -> UInt8 {
    var best: (separator: UInt8, score: [Int])?
    for separator in separators {
      let (widths, isWhole) = widths(bytes, from: start, separator: separator)
      guard let first = widths.first else { continue }
      let likeFirst = first > 1 ? widths.count { $0 == first } : 0
      let isEven = isWhole && likeFirst == widths.count
      let score = [isEven ? first : 0, likeFirst, first, widths.count > 1 ? widths[1] : 0]
      if best.map({ $0.score.lexicographicallyPrecedes(score) }) ?? true {
        best = (separator, score)
      }
    }
    return best?.separator ?? .comma
  }

  /// Returns the number of fields of each of the first rows, and whether quotes fit the separator. Rows after one whose quotes
  /// do not fit are not counted.
  private static func widths(_ bytes: [UInt8], from start: Int, separator: UInt8) -> (
    [Int], isWhole: Bool
  ) {
    var scanner = CSVScanner(bytes, separator: separator, start: start)
    var widths: [Int] = []
    while !scanner.isAtEnd, widths.count < sampleSize {
      repeat {
        guard (try? scanner.next()) != nil else { return (widths, false) }
      } while !scanner.isRowEnded
      widths.append(scanner.column)
    }
    return (widths, true)
  }

  // MARK: The decimal comma

  /// Whether some field can only be a number with a decimal comma, and none has a decimal point.
  ///
  /// `1,234` is ambiguous, as its comma may separate thousands. Fields contain commas only if columns are separated by
  /// something else, or in quotes.
  private var usesDecimalComma: Bool {
    guard separator != .comma || bytes.contains(.quote) else { return false }
    var scanner = scanner
    var hasComma = false
    while !scanner.isAtEnd {
      guard let field = try? scanner.next() else { return hasComma }
      let range = scanner.trimmedRange(field)
      guard let sign = range.first(where: { bytes[$0] == .comma || bytes[$0] == .point }) else {
        continue
      }
      if bytes[sign] == .point {
        if case .number = SpelledNumber(bytes, range) { return false }
      } else if case .number = SpelledNumber(bytes, range, decimal: .comma) {
        let digits = bytes[(sign + 1)..<range.upperBound].prefix { $0.isDigit }.count
        if digits != 3 || bytes[range.lowerBound] == UInt8(ascii: "0") { hasComma = true }
      }
    }
    return hasComma
  }
}
