/// Measures of the error of predicted numbers, over all rows.
package struct RegressionMetrics: Sendable, Equatable {
  /// The measures of one column of numbers.
  package struct Column: Sendable, Equatable {
    package let name: String
    /// (1/n) · Σ (y − p)²
    package let mse: Double
    /// (1/n) · Σ |y − p|
    package let mae: Double
    /// 1 − Σ (y − p)² / Σ (y − ȳ)². As in scikit-learn's r2_score, a column whose y are all equal counts as 1 if all p are
    /// right, else as 0.
    package let r2: Double
  }

  package let columns: [Column]

  /// The averages over columns, which have equal weight.
  package var mse: Double { average { $0.mse } }
  package var mae: Double { average { $0.mae } }
  package var r2: Double { average { $0.r2 } }

  private func average(_ measure: (Column) -> Double) -> Double {
    columns.reduce(0) { $0 + measure($1) } / Double(columns.count)
  }

  /// Compares row-major numbers, a column for each name; all measures are 0 if there are no rows.
  package init(actual: [Double], predicted: [Double], columns names: [String] = [""]) {
    let count = names.count
    precondition(
      actual.count == predicted.count && count > 0 && actual.count % count == 0,
      "a prediction for each number, in whole rows")
    columns = names.enumerated().map { column, name in
      Column(
        name: name, stride(from: column, to: actual.count, by: count).map { actual[$0] },
        stride(from: column, to: actual.count, by: count).map { predicted[$0] })
    }
  }
}

extension RegressionMetrics.Column {
  fileprivate init(name: String, _ actual: [Double], _ predicted: [Double]) {
    self.name = name
    guard !actual.isEmpty else {
      (mse, mae, r2) = (0, 0, 0)
      return
    }
    let rows = Double(actual.count)
    let mean = actual.reduce(0.0) { $0 + $1 } / rows
    let isConstant = actual.allSatisfy { $0 == actual[0] }
    var (residual, sizes, variation) = (0.0, 0.0, 0.0)
    for (y, p) in zip(actual, predicted) {
      residual += (y - p) * (y - p)
      sizes += abs(y - p)
      variation += isConstant ? 0 : (y - mean) * (y - mean)
    }
    mse = residual / rows
    mae = sizes / rows
    r2 = residual == 0 ? 1 : variation == 0 ? 0 : 1 - residual / variation
  }
}
