/// counts[actual, predicted]: how often samples of one class were taken for which.
///
/// Where a denominator is 0 a figure is 0, as in scikit-learn.
package struct ConfusionMatrix: Sendable, Equatable {
  package let classCount: Int
  /// How often a pair occurs, by `actual` · `classCount` + `predicted`; only pairs that do, since most of many classes never
  /// meet.
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

  /// The matrix of pairs of classes, each in 0 ..< classCount.
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

  /// How many samples are of a class.
  package func support(_ label: Int) -> Int { supports[label] }

  /// How many samples were taken for a class.
  package func predictedCount(_ label: Int) -> Int { predictedCounts[label] }

  private func correct(_ label: Int) -> Int { self[actual: label, predicted: label] }

  /// correct / all
  package var accuracy: Double { Self.ratio(correctCount, total) }

  /// TP / (TP + FP): how many of those that were taken for the class are of it.
  package func precision(_ label: Int) -> Double {
    Self.ratio(correct(label), predictedCount(label))
  }

  /// TP / (TP + FN): how many of the class were found.
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
