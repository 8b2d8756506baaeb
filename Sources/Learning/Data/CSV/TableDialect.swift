import Text

/// How a table separates its columns and writes its numbers.
struct TableDialect {
  private(set) var separator = UInt8.comma
  /// What stands before the fraction of a number.
  private(set) var decimal = UInt8.point
  /// Where the first row begins, and its number: 2 after a line such as `sep=;`.
  private let start: Int
  private let firstRow: Int
  private let bytes: [UInt8]

  /// What columns may be separated by; of two that fit alike, the earlier one counts.
  private static let separators: [UInt8] = [
    .comma, UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]
  /// How many rows decide about the separator.
  private static let sampleSize = 100

  /// - Parameter bytes: UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let begin = CSVScanner.start(of: bytes)
    if let (separator, next) = Self.spelt(bytes, from: begin) {
      (start, firstRow) = (next, 2)
      self.separator = separator
    } else {
      (start, firstRow) = (begin, 1)
      separator = Self.separator(bytes, from: begin)
    }
    if usesDecimalComma { decimal = .comma }
  }

  /// A scanner of the rows, the header first.
  var scanner: CSVScanner {
    CSVScanner(bytes, separator: separator, start: start, row: firstRow)
  }

  /// What a reader might not expect.
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

  /// Excel's first line `sep=;`: the separator, and where the next line begins.
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

  /// The separator that divides the first rows into equally many fields, the most of them; where none does, the one that
  /// divides most rows as the first one, or that one into most fields, or the second one.
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

  /// How many fields each of the first rows has, and whether their quotes go with the separator; rows after one where they do
  /// not are left out.
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

  /// Whether some field can only be a number with a decimal comma, and none is one with a point.
  ///
  /// `1,234` may be a decimal comma or one between thousands and decides nothing. Fields contain commas only where something
  /// else separates columns, or in quotes.
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
