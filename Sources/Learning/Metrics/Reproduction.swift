/// Measures of how well samples are reproduced, over all samples and features together.
package struct Reproduction: Sendable, Equatable {
  /// (1/n) · Σ (x − r)², n the number of all elements
  package let mse: Double
  /// 1 − Σ (x − r)² / Σ (x − x̄)², x̄ the mean of each feature over these samples: the share of their variance that is
  /// explained, as in scikit-learn's r2_score with `multioutput="variance_weighted"`. It is below 0 if the means alone would
  /// do better. If no feature varies, it is 1 if everything is right, else 0.
  package let explained: Double

  /// Compares row-major samples; both measures are 0 if there are no rows.
  package init(actual: [Double], reproduced: [Double], width: Int) {
    precondition(
      actual.count == reproduced.count && width > 0 && actual.count % width == 0,
      "a number for each number, in whole rows")
    guard !actual.isEmpty else {
      (mse, explained) = (0, 0)
      return
    }
    var means = [Double](repeating: 0, count: width)
    for (index, value) in actual.enumerated() { means[index % width] += value }
    for column in 0..<width {
      let indices = stride(from: column, to: actual.count, by: width)
      let isConstant = indices.allSatisfy { actual[$0] == actual[column] }
      means[column] = isConstant ? actual[column] : means[column] / Double(actual.count / width)
    }
    var (residual, variation) = (0.0, 0.0)
    for index in actual.indices {
      let error = actual[index] - reproduced[index]
      let distance = actual[index] - means[index % width]
      residual += error * error
      variation += distance * distance
    }
    mse = residual / Double(actual.count)
    explained = variation > 0 ? 1 - residual / variation : residual == 0 ? 1 : 0
  }
}
