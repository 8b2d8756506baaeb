/// counts[actual, predicted]: the number of samples of each actual class that were predicted as each class.
///
/// A ratio whose denominator is 0 is 0, as in scikit-learn.
package struct ConfusionMatrix: Sendable, Equatable {
  package let classCount: Int
  /// The count of each pair that occurs, by `actual` · `classCount` + `predicted`; with many classes, most pairs do not occur.
  private var counts: [Int: Int] = [:]
  private var supports: [Int]
  private var predictedCounts: [Int]
  package private(set) var total = 0
  private var correctCount = 0

  package init(classCount: Int) {
    self.classCount = classCount
    supports = [Int](repeating: 0, count: classCount)
    predictedCounts = supports
  }

  /// Counts pairs of classes, each in 0 ..< classCount.
  package init(actual: [Int], predicted: [Int], classCount: Int) {
    precondition(actual.count == predicted.count, "a prediction for each sample")
    self.init(classCount: classCount)
    for (actual, predicted) in zip(actual, predicted) { add(actual: actual, predicted: predicted) }
  }

  package mutating func add(actual: Int, predicted: Int) {
    precondition(predicted < classCount, "a class of the matrix")
    counts[actual * classCount + predicted, default: 0] += 1
    supports[actual] += 1
    predictedCounts[predicted] += 1
    total += 1
    if actual == predicted { correctCount += 1 }
  }

  package subscript(actual actual: Int, predicted predicted: Int) -> Int {
    counts[actual * classCount + predicted] ?? 0
  }

  /// The number of samples of a class.
  package func support(_ label: Int) -> Int { supports[label] }

  /// The number of samples predicted as a class.
  package func predictedCount(_ label: Int) -> Int { predictedCounts[label] }

  private func correct(_ label: Int) -> Int { self[actual: label, predicted: label] }

  /// correct / all
  package var accuracy: Double { Self.ratio(correctCount, total) }

  /// TP / (TP + FP): the share of the samples predicted as the class that belong to it.
  package func precision(_ label: Int) -> Double {
    Self.ratio(correct(label), predictedCount(label))
  }

  /// TP / (TP + FN): the share of the class's samples that were predicted as it.
  package func recall(_ label: Int) -> Double { Self.ratio(correct(label), support(label)) }

  /// 2 · TP / (2 · TP + FP + FN): the harmonic mean of precision and recall.
  package func f1(_ label: Int) -> Double {
    Self.ratio(2 * correct(label), predictedCount(label) + support(label))
  }

  /// (1/k) · Σ precision, over the k classes that occur, actual or predicted: scikit-learn's `average="macro"`.
  package var macroPrecision: Double { macro { precision($0) } }

  /// (1/k) · Σ recall, over the classes that occur.
  package var macroRecall: Double { macro { recall($0) } }

  /// (1/k) · Σ F1, over the classes that occur.
  package var macroF1: Double { macro { f1($0) } }

  private func macro(_ figure: (Int) -> Double) -> Double {
    let present = (0..<classCount).filter { support($0) + predictedCount($0) > 0 }
    return present.isEmpty
      ? 0 : present.reduce(0.0) { $0 + figure($1) } / Double(present.count)
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}
