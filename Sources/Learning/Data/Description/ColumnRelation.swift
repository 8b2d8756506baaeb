/// How closely a column and the target are related, from 0, not at all, to 1.
package struct ColumnRelation: Sendable, Equatable {
  package enum Measure: String, Sendable {
    /// Pearson's r of two columns of numbers, with its sign: Σ (x − x̄) (y − ȳ) / √(Σ (x − x̄)² · Σ (y − ȳ)²).
    case correlation
    /// η² of numbers in groups: Σ_g n_g (x̄_g − x̄)² / Σ (x − x̄)², the share of their variance that lies between the groups.
    case correlationRatio = "correlation_ratio"
    /// Cramér's V of two groupings: √(χ² / (n · (min(rows, columns) − 1))) of their table of counts, without a correction.
    case cramersV = "cramers_v"
  }

  package let measure: Measure
  package let value: Double

  /// The size without the sign.
  package var strength: Double { value < 0 ? -value : value }
}

extension ColumnRelation {
  /// The correlation of numbers, over the pairs in which both are known; `nil` if one of them is constant.
  init?(_ x: [Double], _ y: [Double]) {
    let known = x.indices.filter { !x[$0].isNaN && !y[$0].isNaN }
    let (meanX, meanY) = (known.mean { x[$0] }, known.mean { y[$0] })
    var (squaresX, squaresY, products) = (0.0, 0.0, 0.0)
    for row in known {
      let (a, b) = (x[row] - meanX, y[row] - meanY)
      squaresX += a * a
      squaresY += b * b
      products += a * b
    }
    let scale = squaresX.squareRoot() * squaresY.squareRoot()
    guard scale > 0, scale.isFinite else { return nil }
    self.init(measure: .correlation, value: min(max(products / scale, -1), 1))
  }

  /// The correlation ratio of numbers in groups, over those that are known; `nil` if they are constant, or in one group.
  init?(_ x: [Double], groups: [Int], count: Int) {
    var (counts, sums) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    let known = x.indices.filter { !x[$0].isNaN }
    let mean = known.mean { x[$0] }
    var all = 0.0
    for row in known {
      counts[groups[row]] += 1
      sums[groups[row]] += x[row] - mean
      all += (x[row] - mean) * (x[row] - mean)
    }
    var between = 0.0
    for group in 0..<count where counts[group] > 0 {
      between += sums[group] * sums[group] / counts[group]
    }
    guard all > 0, all.isFinite, counts.count(where: { $0 > 0 }) > 1 else { return nil }
    self.init(measure: .correlationRatio, value: min(between / all, 1))
  }

  /// Cramér's V of a table of counts; `nil` if it has a single row or column that is not empty.
  init?(_ table: ContingencyTable) {
    let (rows, columns) = (table.rowSums, table.columnSums)
    let least = min(rows.count { $0 > 0 }, columns.count { $0 > 0 })
    guard least > 1 else { return nil }
    var sum = 0.0  // χ² / n + 1 = Σ n_rc² / (n_r · n_c)
    for row in rows.indices {
      for column in columns.indices where table[row, column] > 0 {
        let count = Double(table[row, column])
        sum += count / Double(rows[row]) * (count / Double(columns[column]))
      }
    }
    self.init(
      measure: .cramersV,
      value: min((max(sum - 1, 0) / Double(least - 1)).squareRoot(), 1))
  }
}

/// The number of samples with each pair of a category and a class.
struct ContingencyTable {
  private let columnCount: Int
  private var counts: [Int]

  init(_ rows: [Int], _ rowCount: Int, _ columns: [Int], _ columnCount: Int) {
    self.columnCount = columnCount
    counts = [Int](repeating: 0, count: rowCount * columnCount)
    for (row, column) in zip(rows, columns) { counts[row * columnCount + column] += 1 }
  }

  subscript(row: Int, column: Int) -> Int { counts[row * columnCount + column] }

  var rowCount: Int { counts.count / columnCount }

  var rowSums: [Int] {
    (0..<rowCount).map { row in (0..<columnCount).reduce(0) { $0 + self[row, $1] } }
  }

  var columnSums: [Int] {
    (0..<columnCount).map { column in (0..<rowCount).reduce(0) { $0 + self[$1, column] } }
  }

  /// The number of samples that are not of the most frequent class of their category.
  var mistakes: Int {
    (0..<rowCount).reduce(0) { sum, row in
      let own = (0..<columnCount).map { self[row, $0] }
      return sum + own.reduce(0, +) - (own.max() ?? 0)
    }
  }
}

extension [Int] {
  fileprivate func mean(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for row in self { sum += value(row) }
    return isEmpty ? 0 : sum / Double(count)
  }
}
