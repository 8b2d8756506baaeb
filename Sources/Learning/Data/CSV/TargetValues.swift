import Text

/// The values of a target column as they are written, until it is known whether they are classes or numbers.
struct TargetValues {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Where the values stand, for messages, and how numbers are written there.
  struct Place {
    let column: String
    /// The number of the row of the first value.
    let firstRow: Int
    let decimal: UInt8
  }

  /// The largest number that training in Float can take.
  static let greatest = Double(Float.greatestFiniteMagnitude)
  static let tooLarge = "is not a finite number up to 3.4e38, the largest to train with"

  var count: Int { ends.count }

  mutating func append(_ value: [UInt8]) {
    bytes += value
    ends.append(bytes.count)
  }

  private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  private func text(_ row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  private func cell(_ row: Int) -> OddCell { OddCell(Array(bytes[range(row)])) }

  private func number(_ row: Int, _ place: Place) -> SpelledNumber {
    SpelledNumber(bytes, range(row), decimal: place.decimal)
  }

  private func error(_ row: Int, _ place: Place, _ problem: String) -> Diagnostic {
    Diagnostic(
      "row \(row + place.firstRow), column \(place.column.quoted): \(text(row).excerpt) \(problem)")
  }

  /// Classes where values are words, or where all are whole numbers, at most 20 of them are different and each occurs twice in
  /// the mean; else numbers.
  ///
  /// A word among more numbers, or among what is a number but for its spelling, is an error of its row, and so is a gap.
  func decision(_ reading: TableReading, _ place: Place) throws(Diagnostic) -> TargetDecision {
    func decided(_ isClasses: Bool, _ reason: TargetDecision.Reason) -> TargetDecision {
      TargetDecision(column: place.column, isClasses: isClasses, reason: reason)
    }
    if reading.kind != .automatic { return decided(reading.kind == .classes, .asked) }
    var different: Set<Double> = []
    var fraction: Int?
    var firstOdd: Int?
    var firstGap: Int?
    var nearlyNumbers = 0
    var oddCells: [ArraySlice<UInt8>: (isGap: Bool, isNearlyNumber: Bool)] = [:]
    for row in 0..<count {
      switch number(row, place) {
      case .number(let value):
        nearlyNumbers += 1
        if fraction == nil, value != value.rounded(.down) { fraction = row }
        if fraction == nil { different.insert(value) }
      case .notFinite, .notANumber:
        firstOdd = firstOdd ?? row
        var known = oddCells[bytes[range(row)]]
        if known == nil {
          let cell = cell(row)
          known = (cell.isGap, cell.isNearlyNumber)
          oddCells[bytes[range(row)]] = known
        }
        if let known, known.isNearlyNumber { nearlyNumbers += 1 }
        if firstGap == nil, let known, known.isGap { firstGap = row }
      }
    }
    if let firstOdd {
      if nearlyNumbers * 2 > count {
        let advice = cell(firstOdd).advice ?? "correct it"
        throw error(
          firstOdd, place,
          "is not a number, as most of the column are; \(advice)\(reading.adviceOnClasses)")
      }
      if let firstGap {
        throw error(
          firstGap, place,
          "is a gap; fill it, or leave the row out\(reading.adviceOnClasses)")
      }
      return decided(true, .notANumber(text(firstOdd)))
    }
    if let fraction { return decided(false, .fraction(text(fraction))) }
    let isClasses = different.count <= Targets.fewClasses && different.count * 2 <= count
    return decided(
      isClasses,
      isClasses ? .fewWholeNumbers(different.count) : .manyWholeNumbers(different.count))
  }

  /// The classes, named as they are written, in the order of the numbers where all are numbers, else of their bytes.
  func classes(_ place: Place) throws(Diagnostic) -> Targets {
    // By bytes first, which is quick; by text, where two spellings of a letter are one, only for what is new.
    var positions: [ArraySlice<UInt8>: Int] = [:]
    var names: [String: Int] = [:]
    var firstRows: [Int] = []
    var labels: [Int] = []
    labels.reserveCapacity(count)
    for row in 0..<count {
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
    let numbers = firstRows.map { row -> Double in
      if case .number(let value) = number(row, place) { value } else { .nan }
    }
    let areNumbers = numbers.allSatisfy { $0.isFinite }
    let order = firstRows.indices.sorted { a, b in
      if areNumbers && numbers[a] != numbers[b] { return numbers[a] < numbers[b] }
      return bytes[range(firstRows[a])].lexicographicallyPrecedes(bytes[range(firstRows[b])])
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, position) in order.enumerated() { ranks[position] = rank }
    return try .classes(
      labels.map { ranks[$0] }, named: order.map { text(firstRows[$0]) }, of: place.column)
  }

  /// The numbers; the first that is none is an error of its row.
  func numbers(_ place: Place) throws(Diagnostic) -> Targets {
    var values: [Double] = []
    values.reserveCapacity(count)
    for row in 0..<count {
      switch number(row, place) {
      case .number(let value) where abs(value) <= Self.greatest: values.append(value)
      case .number, .notFinite: throw error(row, place, Self.tooLarge)
      case .notANumber:
        throw error(
          row, place, "is not a number" + (cell(row).advice.map { "; " + $0 } ?? ""))
      }
    }
    return .numbers(values, names: [place.column])
  }
}

/// What a target column was taken for, and why: shown, so that the choice can be overruled.
package struct TargetDecision: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case asked
    /// This value, the first such, is not a number.
    case notANumber(String)
    /// All values are whole numbers, and only so many are different.
    case fewWholeNumbers(Int)
    /// This value, the first such, is a number with a fraction.
    case fraction(String)
    /// All values are whole numbers, but so many are different.
    case manyWholeNumbers(Int)
  }

  package let column: String
  /// Whether the column names classes; else it holds numbers.
  package let isClasses: Bool
  package let reason: Reason

  /// As "'species' names classes: 'setosa' is not a number".
  package var description: String {
    let verdict = isClasses ? "names classes" : "holds numbers"
    let because =
      switch reason {
      case .asked: "as asked"
      case .notANumber(let text): "\(text.excerpt) is not a number"
      case .fewWholeNumbers(let count): "whole numbers, \(count) different ones"
      case .fraction(let text): "\(text.excerpt) is not whole"
      case .manyWholeNumbers(let count): count.counting("different number")
      }
    return "\(column.quoted) \(verdict): \(because)"
  }
}
