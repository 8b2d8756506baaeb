/// The values of a target column as they are written, until it is known whether they are classes or numbers.
struct TargetValues {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ value: [UInt8]) {
    bytes += value
    ends.append(bytes.count)
  }

  private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  private func text(_ row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  /// Classes where a value is not a number, or where all are whole numbers, at most 20 of them are different and each occurs
  /// twice in the mean; else numbers.
  func decision(_ column: String, _ kind: TargetKind) -> TargetDecision {
    if kind != .automatic {
      return TargetDecision(column: column, isClasses: kind == .classes, reason: .asked)
    }
    var different: Set<Double> = []
    var fraction: Int?
    for row in 0..<count {
      guard case .number(let value) = DecimalText(bytes, range(row)) else {
        return TargetDecision(column: column, isClasses: true, reason: .notANumber(text(row)))
      }
      if fraction == nil, value != value.rounded(.down) { fraction = row }
      if fraction == nil { different.insert(value) }
    }
    if let fraction {
      return TargetDecision(column: column, isClasses: false, reason: .fraction(text(fraction)))
    }
    let isClasses = different.count <= 20 && different.count * 2 <= count
    return TargetDecision(
      column: column, isClasses: isClasses,
      reason: isClasses
        ? .fewWholeNumbers(different.count) : .manyWholeNumbers(different.count))
  }

  /// The classes, named as they are written, in the order of the numbers where all are numbers, else of their bytes.
  func classes() -> Targets {
    var positions: [ArraySlice<UInt8>: Int] = [:]
    var firstRows: [Int] = []
    var labels: [Int] = []
    labels.reserveCapacity(count)
    for row in 0..<count {
      let value = bytes[range(row)]
      if let position = positions[value] {
        labels.append(position)
      } else {
        positions[value] = firstRows.count
        labels.append(firstRows.count)
        firstRows.append(row)
      }
    }
    let numbers = firstRows.map { row -> Double in
      if case .number(let value) = DecimalText(bytes, range(row)) { value } else { .nan }
    }
    let areNumbers = numbers.allSatisfy { $0.isFinite }
    let order = firstRows.indices.sorted { a, b in
      if areNumbers && numbers[a] != numbers[b] { return numbers[a] < numbers[b] }
      return bytes[range(firstRows[a])].lexicographicallyPrecedes(bytes[range(firstRows[b])])
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, position) in order.enumerated() { ranks[position] = rank }
    return .classes(labels.map { ranks[$0] }, names: order.map { text(firstRows[$0]) })
  }

  /// The numbers; the first that is none is an error of its row, counted with the header.
  func numbers(_ column: String) throws(DataError) -> Targets {
    var values: [Double] = []
    values.reserveCapacity(count)
    for row in 0..<count {
      switch DecimalText(bytes, range(row)) {
      case .number(let value): values.append(value)
      case .notFinite: throw error(row, column, "is not a finite number")
      case .notANumber: throw error(row, column, "is not a number")
      }
    }
    return .numbers(values, names: [column])
  }

  private func error(_ row: Int, _ column: String, _ problem: String) -> DataError {
    DataError("row \(row + 2), column \(column.quoted): \(text(row).excerpt) \(problem)")
  }
}
