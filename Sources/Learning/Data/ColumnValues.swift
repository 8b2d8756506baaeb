/// The values of a column of a table, one for each sample, as they are stored: a number, or the index of a category.
package struct ColumnValues: Sendable, Equatable {
  package let column: FeatureColumn
  let cells: Cells

  enum Cells: Sendable, Equatable {
    /// NaN for a missing number.
    case numbers([Double])
    /// Indices among the column's categories; `none` or `gap` for a value that is none of them.
    case categories([Int32])
  }

  /// A word that is none of the categories: every feature is 0.
  static let none: Int32 = -1
  /// A missing word, where the column has no category for it: every feature is 0.
  static let gap: Int32 = -2

  init(_ column: FeatureColumn, _ cells: Cells) {
    self.column = column
    self.cells = cells
  }

  var count: Int {
    switch cells {
    case .numbers(let values): values.count
    case .categories(let indices): indices.count
    }
  }

  func rows(_ rows: [Int]) -> ColumnValues {
    switch cells {
    case .numbers(let values): ColumnValues(column, .numbers(rows.map { values[$0] }))
    case .categories(let indices): ColumnValues(column, .categories(rows.map { indices[$0] }))
    }
  }

  /// Whether the value of a sample is missing.
  func isGap(_ row: Int) -> Bool {
    switch cells {
    case .numbers(let values): values[row].isNaN
    case .categories(let indices): indices[row] == Self.gap || indices[row] == missingCategory
    }
  }

  /// Empty for a column of numbers.
  var categoryNames: [String] {
    if case .categories(let names) = column.kind { names } else { [] }
  }

  /// The category of missing values, if the column has one.
  var missingCategory: Int32? {
    column.hasGaps ? categoryNames.firstIndex(of: FeatureColumn.missing).map { Int32($0) } : nil
  }

  /// Whether two samples have the same value; missing numbers are equal, and so are words without a category.
  func areEqual(_ a: Int, _ b: Int) -> Bool {
    switch cells {
    case .numbers(let values): values[a] == values[b] || (values[a].isNaN && values[b].isNaN)
    case .categories(let indices): max(indices[a], Self.none) == max(indices[b], Self.none)
    }
  }

  // MARK: Features

  /// Writes the features of some samples, those of one sample `stride` elements after those of the one before.
  func write(
    _ rows: some Collection<Int>, to start: UnsafeMutablePointer<Double>, stride: Int
  ) {
    var next = start
    switch cells {
    case .numbers(let values):
      let hasGaps = column.hasGaps
      for row in rows {
        let value = values[row]
        next[0] = value
        if hasGaps { next[1] = value.isNaN ? 1 : 0 }
        next += stride
      }
    case .categories(let indices):
      let width = column.width
      for row in rows {
        next.update(repeating: 0, count: width)
        let index = Int(indices[row])
        if index >= 0 { next[index] = 1 }
        next += stride
      }
    }
  }

  /// Returns the values of one of the column's features in all samples.
  func feature(_ position: Int) -> [Double] {
    switch cells {
    case .numbers(let values): position == 0 ? values : values.map { $0.isNaN ? 1 : 0 }
    case .categories(let indices): indices.map { Int($0) == position ? 1 : 0 }
    }
  }

  /// Returns the values under the column of a model, which has its own categories, or knows no gaps.
  func selected(as wanted: FeatureColumn) -> ColumnValues? {
    switch (wanted.kind, column.kind, cells) {
    case (.number, .number, .numbers): return ColumnValues(wanted, cells)
    case (.categories(let names), .categories(let known), .categories(let indices)):
      let positions = names.positions
      let missing = missingCategory.map { Int($0) }
      let own = known.indices.map { index in
        positions[known[index]].map { Int32($0) } ?? (index == missing ? Self.gap : Self.none)
      }
      return ColumnValues(wanted, .categories(indices.map { $0 < 0 ? $0 : own[Int($0)] }))
    default: return nil
    }
  }
}
