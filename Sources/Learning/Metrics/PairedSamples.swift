import Text

/// How well a model does on each of some samples.
package enum SampleResults: Sendable, Equatable {
  /// Whether the class is right.
  case classes([Bool])
  /// The squared error, in the target's own units, the mean over the target's columns.
  case numbers([Double])

  package init(_ model: TrainedModel, _ data: DataSet, rows: [Int]) throws(Diagnostic) {
    let chosen = data.rows(rows)
    let outputs = try model.outputs(chosen)
    let width = outputs.count / max(rows.count, 1)
    switch chosen.targets {
    case .none: self = .numbers([])
    case .classes(let labels, _):
      var isRight: [Bool] = []
      for (row, label) in labels.enumerated() {
        isRight.append(Prediction(outputs[row * width..<(row + 1) * width]).label == label)
      }
      self = .classes(isRight)
    case .numbers(let values, _):
      self = .numbers(Self.squaredErrors(values, outputs, width: width))
    case .features:
      var values = chosen.features
      model.featureScaling.fill(&values)
      self = .numbers(Self.squaredErrors(values, outputs, width: width))
    }
  }

  private static func squaredErrors(
    _ values: [Double], _ outputs: [Double], width: Int
  ) -> [Double] {
    stride(from: 0, to: values.count, by: max(width, 1)).map { start in
      var sum = 0.0
      for index in start..<start + width {
        sum += (values[index] - outputs[index]) * (values[index] - outputs[index])
      }
      return sum / Double(width)
    }
  }
}

/// Two models on the same samples: how many each gets right.
///
/// Quinn McNemar, "Note on the sampling error of the difference between correlated proportions or percentages", 1947.
package struct PairedClasses: Sendable, Equatable {
  package private(set) var bothRight = 0
  package private(set) var onlyFirst = 0
  package private(set) var onlySecond = 0
  package private(set) var bothWrong = 0

  package init(_ first: [Bool], _ second: [Bool]) {
    for (a, b) in zip(first, second) {
      switch (a, b) {
      case (true, true): bothRight += 1
      case (true, false): onlyFirst += 1
      case (false, true): onlySecond += 1
      case (false, false): bothWrong += 1
      }
    }
  }

  /// min(1, 2 · Σ C(n, k) / 2ⁿ over k ≤ m), with n samples of which only one model is right, and m the smaller number of the
  /// two: the probability of a difference as great, if each of the n fell to either model with the same probability.
  package var chance: Double {
    let n = onlyFirst + onlySecond
    let m = min(onlyFirst, onlySecond)
    // C(n, m) / 2ⁿ as a number times a power of two, because C(n, m) may be too large, and 2⁻ⁿ too small.
    var term = 1.0
    var exponent = -n
    for i in 0..<m {
      term *= Double(n - i) / Double(i + 1)
      if term > 0x1p500 { (term, exponent) = (term * 0x1p-500, exponent + 500) }
    }
    var sum = 0.0
    var share = 1.0
    for k in stride(from: m, through: 0, by: -1) {
      sum += share
      share *= Double(k) / Double(n - k + 1)
    }
    // A power of two below the smallest number leaves 0.
    let power = Double(sign: .plus, exponent: max(exponent, -1000), significand: 1)
    return min(1, 2 * term * sum * (exponent < -1000 ? 0 : power))
  }
}
