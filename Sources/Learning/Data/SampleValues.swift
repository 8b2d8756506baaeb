/// The features of samples, in little memory: row by row, or as the columns of a table, whose words become features when they
/// are needed.
struct SampleValues: Sendable {
  /// The number of features of a sample.
  let width: Int
  let count: Int
  private let storage: Storage

  private enum Storage {
    /// Row-major.
    case numbers([Double])
    case table([ColumnValues])
  }

  /// Features that are stored as they are, row-major.
  init(_ numbers: [Double], width: Int) {
    precondition(width > 0 && numbers.count % width == 0, "features come in whole samples")
    self.width = width
    count = numbers.count / width
    storage = .numbers(numbers)
  }

  /// - Parameter table: at least one column.
  init(_ table: [ColumnValues]) {
    precondition(table.allSatisfy { $0.count == table[0].count }, "a value for each sample")
    width = table.reduce(0) { $0 + $1.column.width }
    count = table[0].count
    storage = .table(table)
  }

  /// All features, row-major.
  var numbers: [Double] {
    switch storage {
    case .numbers(let numbers): numbers
    case .table: numbers(0..<count)
    }
  }

  /// Returns the features of some samples, row-major.
  func numbers(_ rows: some RandomAccessCollection<Int>) -> [Double] {
    let size = rows.count * width
    // All empty arrays share their memory, which no thread may write to.
    if size == 0 { return [] }
    return [Double](unsafeUninitializedCapacity: size) { buffer, initialized in
      if let start = buffer.baseAddress { write(rows, to: start) }
      initialized = size
    }
  }

  /// Writes the features of some samples, row-major.
  func write(_ rows: some RandomAccessCollection<Int>, to start: UnsafeMutablePointer<Double>) {
    switch storage {
    case .numbers(let numbers):
      numbers.withUnsafeBufferPointer { numbers in
        guard let first = numbers.baseAddress else { return }
        var next = start
        for row in rows {
          next.update(from: first + row * width, count: width)
          next += width
        }
      }
    case .table(let columns):
      var position = 0
      for column in columns {
        column.write(rows, to: start + position, stride: width)
        position += column.column.width
      }
    }
  }

  /// Passes the features of each of some samples to `body`, in their order.
  @inline(__always)
  func forEach(_ rows: some RandomAccessCollection<Int>, _ body: (UnsafePointer<Double>) -> Void) {
    switch storage {
    case .numbers(let numbers):
      numbers.withUnsafeBufferPointer { numbers in
        guard let first = numbers.baseAddress else { return }
        for row in rows { body(first + row * width) }
      }
    case .table:
      let block = max(4096 / width, 1)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: block * width) { buffer in
        let first = buffer.baseAddress!
        var rest = rows[...]
        while !rest.isEmpty {
          let own = rest.prefix(block)
          write(own, to: first)
          for place in 0..<own.count { body(first + place * width) }
          rest = rest.dropFirst(block)
        }
      }
    }
  }

  func rows(_ rows: [Int]) -> SampleValues {
    switch storage {
    case .numbers: SampleValues(numbers(rows), width: width)
    case .table(let columns): SampleValues(columns.map { $0.rows(rows) })
    }
  }

  /// The values stored row by row, as those of images.
  var rowMajor: SampleValues { SampleValues(numbers, width: width) }

  var hasNaN: Bool {
    switch storage {
    case .numbers(let numbers): numbers.contains { $0.isNaN }
    case .table(let columns):
      columns.contains { column in
        if case .numbers(let values) = column.cells { values.contains { $0.isNaN } } else { false }
      }
    }
  }

  /// Whether a sample has a missing value.
  func hasGap(_ row: Int) -> Bool {
    switch storage {
    case .numbers(let numbers): numbers[row * width..<(row + 1) * width].contains { $0.isNaN }
    case .table(let columns): columns.contains { $0.isGap(row) }
    }
  }

  /// Whether two samples are equal in every feature. Zero equals minus zero, and a missing number a missing one.
  func areEqual(_ a: Int, _ b: Int) -> Bool {
    switch storage {
    case .numbers(let numbers):
      (0..<width).allSatisfy { element in
        let (x, y) = (numbers[a * width + element], numbers[b * width + element])
        return x == y || (x.isNaN && y.isNaN)
      }
    case .table(let columns): columns.allSatisfy { $0.areEqual(a, b) }
    }
  }

  /// Returns the columns of a table, which may be stored row by row.
  /// - Parameter columns: those of all features.
  func table(_ columns: [FeatureColumn]) -> [ColumnValues] {
    switch storage {
    case .table(let table): table
    case .numbers(let numbers):
      zip(columns, columns.starts).map { column, start in
        switch column.kind {
        case .number:
          ColumnValues(column, .numbers((0..<count).map { numbers[$0 * width + start] }))
        case .categories(let names):
          ColumnValues(
            column,
            .categories(
              (0..<count).map { row in
                let own = names.indices.first { numbers[row * width + start + $0] == 1 }
                return own.map { Int32($0) } ?? ColumnValues.none
              }))
        }
      }
    }
  }
}
