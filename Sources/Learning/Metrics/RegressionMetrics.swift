/// Measures of the error of predicted numbers, over all rows; columns have equal weight.
package struct RegressionMetrics: Sendable, Equatable {
  /// (1/n) · Σ (y − p)²
  package let mse: Double
  /// (1/n) · Σ |y − p|
  package let mae: Double
  /// 1 − Σ (y − p)² / Σ (y − ȳ)², averaged over columns. As in scikit-learn's r2_score, a column whose y are all equal counts
  /// as 1 if all p are right, else as 0.
  package let r2: Double

  /// Compares row-major numbers in `columns` columns; all measures are 0 if there are no rows.
  package init(actual: [Double], predicted: [Double], columns: Int = 1) {
    precondition(
      actual.count == predicted.count && columns > 0 && actual.count % columns == 0,
      "a prediction for each number, in whole rows")
    guard !actual.isEmpty else {
      (mse, mae, r2) = (0, 0, 0)
      return
    }
    let rows = Double(actual.count / columns)
    var (squares, sizes, scores) = (0.0, 0.0, 0.0)
    for column in 0..<columns {
      let indices = stride(from: column, to: actual.count, by: columns)
      let mean = indices.reduce(0.0) { $0 + actual[$1] } / rows
      let isConstant = indices.allSatisfy { actual[$0] == actual[column] }
      var (residual, variation) = (0.0, 0.0)
      for index in indices {
        let error = actual[index] - predicted[index]
        residual += error * error
        sizes += abs(error)
        variation += isConstant ? 0 : (actual[index] - mean) * (actual[index] - mean)
      }
      squares += residual
      scores += residual == 0 ? 1 : variation == 0 ? 0 : 1 - residual / variation
    }
    mse = squares / (rows * Double(columns))
    mae = sizes / (rows * Double(columns))
    r2 = scores / Double(columns)
  }
}
