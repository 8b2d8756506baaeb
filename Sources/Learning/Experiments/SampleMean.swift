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
  package var mayBeZero: Bool? { standardError.map { abs(mean) <= $0 } }
}
