import Text

/// The text of a target column's values, before it is decided whether they are classes or numbers.
struct TargetValues {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Whether each value is missing.
  private var areGaps: [Bool] = []

  /// The place of the values, for messages, and their decimal separator.
  struct Place {
    let column: String
    /// The row number of the first value.
    let firstRow: Int
    let decimal: UInt8
  }

  /// The largest finite Float, the type of training.
  static let greatest = Double(Float.greatestFiniteMagnitude)
  static let tooLarge = "is not a finite number up to 3.4e38, the largest to train with"

  var count: Int { ends.count }

  mutating func append(_ source: [UInt8], _ range: Range<Int>, isGap: Bool) {
    bytes += source[range]
    ends.append(bytes.count)
    areGaps.append(isGap)
  }

  /// Whether the last value is missing in any table: a hyphen may turn out to be a class.
  var endsInGap: Bool {
    guard areGaps.last == true else { return false }
    return !bytes[range(count - 1)].elementsEqual("-".utf8)
  }

  /// The positions of the missing values. A hyphen is no gap next to a plus sign.
  mutating func settleGaps() -> [Int] {
    guard areGaps.contains(true) else { return [] }
    if (0..<count).contains(where: { bytes[range($0)].elementsEqual("+".utf8) }) {
      for row in 0..<count where bytes[range(row)].elementsEqual("-".utf8) { areGaps[row] = false }
    }
    return areGaps.indices.filter { areGaps[$0] }
  }

  private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  func text(_ row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  private func cell(_ row: Int) -> OddCell { OddCell(Array(bytes[range(row)])) }

  private func number(_ row: Int, _ place: Place) -> SpelledNumber {
    SpelledNumber(bytes, range(row), decimal: place.decimal)
  }

  private func error(_ row: Int, _ place: Place, _ problem: String) -> Diagnostic {
    Diagnostic(
      "row \(row + place.firstRow), column \(place.column.quoted): \(text(row).excerpt) \(problem)")
  }

  /// Decides on classes if values are words, or if all are integers with at most 20 distinct values that occur twice on
  /// average; otherwise on numbers.
  ///
  /// If most values are numbers, in whatever notation, a word is an error of its row. Missing values do not matter.
  func decision(_ reading: TableReading, _ place: Place) throws(Diagnostic) -> TargetDecision {
    func decided(_ isClasses: Bool, _ reason: TargetDecision.Reason) -> TargetDecision {
      TargetDecision(column: place.column, isClasses: isClasses, reason: reason)
    }
    if reading.kind != .automatic {
      return decided(reading.kind == .classes, reading.origin == .model ? .model : .asked)
    }
    var different: Set<Double> = []
    var fraction: Int?
    var firstOdd: Int?
    var known = 0
    var nearlyNumbers = 0
    var oddCells: [ArraySlice<UInt8>: Bool] = [:]
    for row in 0..<count where !areGaps[row] {
      known += 1
      switch number(row, place) {
      case .number(let value):
        nearlyNumbers += 1
        if fraction == nil, value != value.rounded(.down) { fraction = row }
        if fraction == nil { different.insert(value) }
      case .notFinite, .notANumber:
        firstOdd = firstOdd ?? row
        let isNearlyNumber = oddCells[bytes[range(row)]] ?? cell(row).isNearlyNumber
        oddCells[bytes[range(row)]] = isNearlyNumber
        if isNearlyNumber { nearlyNumbers += 1 }
      }
    }
    if let firstOdd {
      if nearlyNumbers * 2 > known {
        throw error(
          firstOdd, place,
          "is not a number, as most of the column are; \(cell(firstOdd).correction)\(reading.adviceOnClasses)"
        )
      }
      return decided(true, .notANumber(text(firstOdd)))
    }
    if let fraction { return decided(false, .fraction(text(fraction))) }
    let isClasses = different.count <= Targets.fewClasses && different.count * 2 <= known
    return decided(
      isClasses,
      isClasses ? .fewWholeNumbers(different.count) : .manyWholeNumbers(different.count))
  }

  /// Returns the classes of some rows, named as written, in numerical order if all are numbers, otherwise in order of their
  /// bytes.
  func classes(_ place: Place, rows: [Int]) throws(Diagnostic) -> Targets {
    // Lookup by bytes is fast; only new values are compared as text, where two encodings of a letter are equal.
    var positions: [ArraySlice<UInt8>: Int] = [:]
    var names: [String: Int] = [:]
    var firstRows: [Int] = []
    var labels: [Int] = []
    labels.reserveCapacity(rows.count)
    for row in rows {
      let value = bytes[range(row)]
      if let position = positions[value] {
        labels.append(position)
        continue
      }
      let name = text(row)
      let position = names[name] ?? firstRows.count
      if position == firstRows.count { firstRows.append(row) }
      names[name] = position
      positions[value] = position
      labels.append(position)
    }
    let order = NameOrder.order(
      firstRows.map { text($0) },
      firstRows.map { row in if case .number(let value) = number(row, place) { value } else { nil }
      })
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, position) in order.enumerated() { ranks[position] = rank }
    return try .classes(
      labels.map { ranks[$0] }, named: order.map { text(firstRows[$0]) }, of: place.column)
  }

  /// Returns the numbers of some rows; throws for the first value that is not a number.
  func numbers(_ place: Place, rows: [Int]) throws(Diagnostic) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    for row in rows {
      switch number(row, place) {
      case .number(let value) where abs(value) <= Self.greatest: values.append(value)
      case .number, .notFinite: throw error(row, place, Self.tooLarge)
      case .notANumber:
        throw error(
          row, place, "is not a number" + (cell(row).advice.map { "; " + $0 } ?? ""))
      }
    }
    return values
  }
}

/// How a target column is interpreted, and why. It is shown to the user, who can override it.
package struct TargetDecision: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case asked
    /// The table is read for a model, which decides.
    case model
    /// This value, the first of its kind, is not a number.
    case notANumber(String)
    /// All values are integers, with few distinct values.
    case fewWholeNumbers(Int)
    /// This value, the first of its kind, is a number with a fraction.
    case fraction(String)
    /// All values are integers, with many distinct values.
    case manyWholeNumbers(Int)

    package var text: String {
      switch self {
      case .asked: "as asked"
      case .model: "as in the model"
      case .notANumber(let text): "\(text.excerpt) is not a number"
      case .fewWholeNumbers(let count):
        count == 1 ? "all are the same whole number" : "\(count) different whole numbers"
      case .fraction(let text): "\(text.excerpt) is not whole"
      case .manyWholeNumbers(let count): count.counting("different number")
      }
    }
  }

  package let column: String
  /// Whether the column names classes rather than holding numbers.
  package let isClasses: Bool
  package let reason: Reason

  /// For example "'species' names classes: 'setosa' is not a number".
  package var description: String {
    "\(column.quoted) \(isClasses ? "names classes" : "holds numbers"): \(reason.text)"
  }
}
