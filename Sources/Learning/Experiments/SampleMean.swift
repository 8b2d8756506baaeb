/// The mean of some numbers, and how far it may be from that of many more.
package struct SampleMean: Sendable, Equatable {
  package let count: Int
  /// x̄ = (1/n) · Σ x
  package let mean: Double
  /// √(Σ (x − x̄)² / (n − 1)), the sample deviation; `nil` for a single number.
  package let deviation: Double?

  /// - Parameter values: at least one number.
  package init(_ values: [Double]) {
    count = values.count
    var sum = 0.0
    for value in values { sum += value }
    let mean = sum / Double(values.count)
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    self.mean = mean
    deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
  }

  /// The deviation of the mean itself: that of the numbers divided by √n.
  package var standardError: Double? { deviation.map { $0 / Double(count).squareRoot() } }

  /// Whether the mean is no farther from 0 than its standard error, so that it may well be 0; `nil` if that is unknown.
  package var mayBeZero: Bool? { MeanDifference(pairs: self).mayBeZero }
}

/// The difference of two means, and how far it may be from that of many more numbers.
package struct MeanDifference: Sendable, Equatable {
  package let mean: Double
  /// `nil` if it is unknown.
  package let standardError: Double?
  /// The number of standard errors within which a difference may be chance.
  package let errorsOfChance: Double

  /// Of independent means the best and the worst of several are compared, which are far apart by chance, too.
  package static let errorsOfIndependentMeans = 2.0

  /// The mean of differences of pairs.
  init(pairs: SampleMean) {
    mean = pairs.mean
    standardError = pairs.standardError
    errorsOfChance = 1
  }

  /// A difference of means of independent numbers, whose error is √(e₁² + e₂²) for their errors e₁ and e₂ (Welch 1938).
  init(_ mean: Double, of first: SampleMean, and second: SampleMean) {
    self.mean = mean
    errorsOfChance = Self.errorsOfIndependentMeans
    if let a = first.standardError, let b = second.standardError {
      standardError = (a * a + b * b).squareRoot()
    } else {
      standardError = nil
    }
  }

  /// Whether it is so near to 0 that it may well be 0; `nil` if that is unknown.
  package var mayBeZero: Bool? { standardError.map { abs(mean) <= errorsOfChance * $0 } }
}
