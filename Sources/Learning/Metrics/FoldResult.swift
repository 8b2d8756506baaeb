/// The result of a fold of a cross-validation: a network trained on the other folds, measured on this one.
package struct FoldResult: Sendable, Equatable {
  /// The number of samples that it was trained on, and of those in the fold.
  package let training: Int
  package let validation: Int
  package let evaluation: Evaluation

  package init(training: Int, validation: Int, evaluation: Evaluation) {
    self.training = training
    self.validation = validation
    self.evaluation = evaluation
  }

  /// The measures of the fold: the loss, and the accuracy of classes; RMSE = √MSE in the target's own units, and R², of
  /// numbers; the share of the variance that is explained, of reproductions.
  package var measures: [(name: String, value: Double)] {
    let loss = ("loss", evaluation.score.loss)
    switch evaluation.detail {
    case .classes(let matrix, _): return [loss, ("accuracy", matrix.accuracy)]
    case .numbers(let metrics):
      return [loss, ("rmse", metrics.mse.squareRoot()), ("r2", metrics.r2)]
    case .reproduction(let reproduction): return [loss, ("explained", reproduction.explained)]
    }
  }
}

/// The mean x̄ of some numbers, and their sample standard deviation √(Σ (x − x̄)² / (n − 1)).
package struct MeanAndDeviation: Sendable, Equatable {
  package let mean: Double
  package let deviation: Double

  /// - Parameter values: two or more.
  package init(_ values: [Double]) {
    precondition(values.count > 1, "a sample standard deviation needs two values")
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }

  /// Each measure of some folds.
  package static func of(_ folds: [FoldResult]) -> [(name: String, summary: MeanAndDeviation)] {
    let measures = folds.map { $0.measures }
    return (measures.first ?? []).enumerated().map { column, measure in
      (measure.name, MeanAndDeviation(measures.map { $0[column].value }))
    }
  }
}
