import Autodiff
import Kernels
import Text

extension Trainer {
  /// What the present weights make of some samples; nil for none. An output that is not finite is an error of its sample.
  ///
  /// Numbers are compared in their own units, and losses measured on the scale of the network.
  package func evaluation(_ rows: [Int]) throws(Diagnostic) -> Evaluation? {
    rows.isEmpty ? nil : try ingredients.evaluation(of: state.parameters, rows: rows)
  }
}

extension Evaluation.Detail {
  /// Compares outputs, row after row on the scale of the network, with the targets of a data set.
  /// - Parameter rows: how the mistakes number the samples.
  static func of(
    _ data: DataSet, rows: [Int], outputs: [Double], scaling: Scaling?
  ) -> Evaluation.Detail {
    let width = outputs.count / max(rows.count, 1)
    switch data.targets {
    case .none: return .numbers(RegressionMetrics(actual: [], predicted: []))
    case .numbers(let values, _):
      var predicted = outputs
      if let scaling { scaling.invert(&predicted) }
      return .numbers(RegressionMetrics(actual: values, predicted: predicted, columns: width))
    case .classes(let labels, let names):
      var matrix = ConfusionMatrix(classCount: names.count)
      var mistakes: [Mistake] = []
      for (position, label) in labels.enumerated() {
        let prediction = Prediction(outputs[position * width..<(position + 1) * width])
        matrix.add(actual: label, predicted: prediction.label)
        if prediction.label != label {
          mistakes.append(
            Mistake(
              row: rows[position], actual: label, predicted: prediction.label,
              probability: prediction.probability))
        }
      }
      mistakes.sort { $0.probability > $1.probability }
      return .classes(matrix, mistakes: mistakes)
    }
  }
}

/// The class that outputs decide for, and what they give it.
package struct Prediction: Sendable, Equatable {
  package let label: Int
  package let probability: Double
  /// A number for each class; of one output p for two classes, 1 − p and p.
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

/// The class that a network decides for: the largest of its outputs, or of one output whether it passes a threshold.
struct Decision<S: Scalar>: Sendable {
  let width: Int
  /// Above it a single output means class 1.
  let threshold: S

  /// How many of some outputs, row after row, decide for the class that their target encodes.
  func correct(_ count: Int, outputs: UnsafePointer<S>, targets: UnsafePointer<S>) -> Int {
    if width > 1 { return S.agreeing(rows: count, count: width, outputs, targets) }
    var correct = 0
    for row in 0..<count where (outputs[row] > threshold) == (targets[row] > 0.5) { correct += 1 }
    return correct
  }
}
