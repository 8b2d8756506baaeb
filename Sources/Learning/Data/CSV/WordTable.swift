import Text

/// The distinct texts of a column, numbered in the order in which they first occur. A text that is known takes no memory.
struct WordTable {
  enum Kind {
    case number(Double)
    case tooLarge
    /// A number in an unusual notation.
    case nearlyNumber
    /// A mark of a missing value.
    case gap
    case date
    case other

    /// Whether the text is meant as a number.
    var isNumeric: Bool {
      switch self {
      case .number, .tooLarge, .nearlyNumber: true
      case .gap, .date, .other: false
      }
    }
  }

  struct Word {
    let text: String
    let kind: Kind
    var count: Int
    /// The number in the file of the first row that is counted.
    var firstRow: Int
  }

  /// The largest number of texts that are kept.
  let limit: Int
  let decimal: UInt8
  private(set) var words: [Word] = []
  /// The number of texts that were added, and of those beyond the limit; of these, the numeric ones and the dates.
  private(set) var total = 0
  private(set) var beyond = (count: 0, numeric: 0, dates: 0)

  // Texts are found by their bytes, in a hash table with linear probing; two spellings of one letter are one word.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var wordOfSpelling: [Int] = []
  private var slots = [Int32](repeating: -1, count: 64)
  private var wordOfName: [String: Int] = [:]

  init(limit: Int, decimal: UInt8) {
    self.limit = limit
    self.decimal = decimal
  }

  /// Makes a word known before any row has it.
  mutating func add(known text: String) {
    let bytes = Array(text.utf8)
    _ = insert(bytes, 0..<bytes.count, slot: slot(of: bytes, 0..<bytes.count), row: 0)
  }

  /// Counts a text of a row and returns its number; `nil` if it is beyond the limit.
  mutating func add(_ source: [UInt8], _ range: Range<Int>, row: Int) -> Int? {
    total += 1
    let slot = slot(of: source, range)
    if slots[slot] >= 0 {
      let word = wordOfSpelling[Int(slots[slot])]
      if words[word].count == 0 { words[word].firstRow = row }
      words[word].count += 1
      return word
    }
    guard let word = insert(source, range, slot: slot, row: row) else {
      countBeyond(source, range, row: row)
      return nil
    }
    words[word].count += 1
    return word
  }

  /// Takes back that a text was counted, because its row is left out.
  mutating func uncount(_ word: Int) { words[word].count -= 1 }

  private func slot(of source: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for position in range { hash = (hash ^ UInt64(source[position])) &* 0x100_0000_01b3 }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[slot] >= 0, !isSpelling(Int(slots[slot]), source, range) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isSpelling(_ spelling: Int, _ source: [UInt8], _ range: Range<Int>) -> Bool {
    let start = spelling == 0 ? 0 : ends[spelling - 1]
    guard ends[spelling] - start == range.count else { return false }
    for offset in 0..<range.count
    where bytes[start + offset] != source[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func insert(
    _ source: [UInt8], _ range: Range<Int>, slot: Int, row: Int
  ) -> Int? {
    guard words.count < limit else { return nil }
    let text = String(decoding: source[range], as: UTF8.self)
    let word = wordOfName[text] ?? words.count
    if word == words.count {
      words.append(Word(text: text, kind: kind(source, range), count: 0, firstRow: row))
      wordOfName[text] = word
    }
    slots[slot] = Int32(wordOfSpelling.count)
    bytes += source[range]
    ends.append(bytes.count)
    wordOfSpelling.append(word)
    if wordOfSpelling.count * 2 > slots.count { grow() }
    return word
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for spelling in ends.indices {
      let start = spelling == 0 ? 0 : ends[spelling - 1]
      slots[slot(of: bytes, start..<ends[spelling])] = Int32(spelling)
    }
  }

  private mutating func countBeyond(_ source: [UInt8], _ range: Range<Int>, row: Int) {
    beyond.count += 1
    let kind = kind(source, range)
    if kind.isNumeric { beyond.numeric += 1 }
    if case .date = kind { beyond.dates += 1 }
  }

  private func kind(_ source: [UInt8], _ range: Range<Int>) -> Kind {
    let number = SpelledNumber(source, range, decimal: decimal)
    if case .number(let value) = number {
      return abs(value) <= TargetValues.greatest ? .number(value) : .tooLarge
    }
    let cell = OddCell(Array(source[range]))
    if cell.isGap { return .gap }
    if number == .notFinite { return .tooLarge }
    return cell.isNearlyNumber ? .nearlyNumber : cell.isDate ? .date : .other
  }
}

extension WordTable {
  /// The words that are values, in the order in which they first occur. A hyphen is no gap next to a plus sign.
  var values: [Int] {
    let hasPlus = wordOfName["+"] != nil
    return words.indices.filter {
      if case .gap = words[$0].kind { return hasPlus && words[$0].text == "-" }
      return true
    }
  }

  /// The words that mark missing values.
  var gaps: [Int] {
    let values = Set(values)
    return words.indices.filter { !values.contains($0) }
  }
}

/// The order of classes and of categories: numerical if all are numbers, otherwise that of their bytes.
struct NameOrder {
  /// Returns the positions of the names in order.
  /// - Parameter numbers: the number that each name spells; `nil` if it spells none.
  static func order(_ names: [String], _ numbers: [Double?]) -> [Int] {
    let areNumbers = numbers.allSatisfy { $0 != nil }
    return names.indices.sorted { a, b in
      if areNumbers, let first = numbers[a], let second = numbers[b], first != second {
        return first < second
      }
      return names[a].utf8.lexicographicallyPrecedes(names[b].utf8)
    }
  }
}
