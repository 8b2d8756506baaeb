import Autodiff
import Kernels
import Text

extension Trainer {
  /// Evaluates the current weights on some samples; `nil` if there are none. Throws if the output of a sample is not finite.
  ///
  /// Numbers are compared in their original units, and losses measured on the network's scale.
  package func evaluation(_ rows: [Int]) throws(Diagnostic) -> Evaluation? {
    rows.isEmpty ? nil : try ingredients.evaluation(of: state.parameters, rows: rows)
  }
}

extension Evaluation.Detail {
  /// Compares outputs, row by row on the network's scale, with the targets of a data set: numbers in their own units, features
  /// on the network's scale.
  /// - Parameters:
  ///   - rows: the numbers of the samples in mistakes.
  ///   - scaling: that of the targets.
  static func of(
    _ data: DataSet, rows: [Int], outputs: [Double], scaling: Scaling?
  ) -> Evaluation.Detail {
    let width = outputs.count / max(rows.count, 1)
    switch data.targets {
    case .none: return .numbers(RegressionMetrics(actual: [], predicted: []))
    case .numbers(let values, let names):
      var predicted = outputs
      if let scaling { scaling.invert(&predicted) }
      return .numbers(RegressionMetrics(actual: values, predicted: predicted, columns: names))
    case .features(let width, _):
      let actual = scaling?.applied(to: data) ?? data.features
      return .reproduction(Reproduction(actual: actual, reproduced: outputs, width: width))
    case .classes(let labels, let names):
      var matrix = ConfusionMatrix(classCount: names.count)
      var mistakes: [Misclassification] = []
      for (position, label) in labels.enumerated() {
        let prediction = Prediction(outputs[position * width..<(position + 1) * width])
        matrix.add(actual: label, predicted: prediction.label)
        if prediction.label != label {
          mistakes.append(
            Misclassification(
              row: rows[position], actual: label, predicted: prediction.label,
              probability: prediction.probability))
        }
      }
      mistakes.sort { $0.probability > $1.probability }
      return .classes(matrix, mistakes: mistakes)
    }
  }
}

/// The predicted class, and its probability.
package struct Prediction: Sendable, Equatable {
  package let label: Int
  package let probability: Double
  /// The probability of each class; 1 − p and p for a single output p.
  package let probabilities: [Double]

  package init(_ outputs: ArraySlice<Double>) {
    probabilities = outputs.count == 1 ? [1 - outputs.first!, outputs.first!] : Array(outputs)
    var best = 0
    for (label, value) in probabilities.enumerated() where value > probabilities[best] {
      best = label
    }
    label = best
    probability = probabilities[best]
  }
}

/// The decision of a network for a class: the argmax of its outputs, or whether a single output exceeds a threshold.
struct Decision<S: Scalar>: Sendable {
  let width: Int
  /// The threshold above which a single output means class 1.
  let threshold: S

  /// The number of rows whose outputs decide for the class of their target.
  func correct(_ count: Int, outputs: UnsafePointer<S>, targets: UnsafePointer<S>) -> Int {
    if width > 1 { return S.agreeing(rows: count, count: width, outputs, targets) }
    var correct = 0
    for row in 0..<count where (outputs[row] > threshold) == (targets[row] > 0.5) { correct += 1 }
    return correct
  }
}
