import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Metrics")
struct MetricsTests {
  @Test(
    "classes are scored as scikit-learn scores them",
    arguments: Golden.root("classifications").items)
  func classes(sample: JSON) {
    let count = sample("classes").int
    let matrix = ConfusionMatrix(
      actual: sample("actual").ints, predicted: sample("predicted").ints, classCount: count)
    let counts = (0..<count).flatMap { actual in
      (0..<count).map { matrix[actual: actual, predicted: $0] }
    }
    #expect(counts == sample("matrix").ints)
    #expect(isClose(matrix.accuracy, sample("accuracy").double))
    #expect(isClose((0..<count).map(matrix.precision), sample("precision").doubles))
    #expect(isClose((0..<count).map(matrix.recall), sample("recall").doubles))
    #expect(isClose((0..<count).map(matrix.f1), sample("f1").doubles))
    #expect(
      isClose(
        [matrix.macroPrecision, matrix.macroRecall, matrix.macroF1], sample("macro").doubles))
  }

  @Test("a matrix takes memory by its samples, not by the square of its classes")
  func manyClasses() {
    let labels = Array(0..<400_000)
    let matrix = ConfusionMatrix(
      actual: labels, predicted: labels.map { $0 / 2 * 2 }, classCount: labels.count)
    #expect(matrix.accuracy == 0.5 && matrix.total == labels.count)
    #expect(matrix[actual: 7, predicted: 6] == 1 && matrix[actual: 7, predicted: 7] == 0)
    #expect(isClose(matrix.macroPrecision, 0.25))
  }

  @Test("no samples score 0")
  func none() {
    let matrix = ConfusionMatrix(classCount: 2)
    #expect(matrix.accuracy == 0 && matrix.macroF1 == 0 && matrix.total == 0)
    let regression = RegressionMetrics(actual: [], predicted: [])
    #expect(regression.mse == 0 && regression.mae == 0 && regression.r2 == 0)
  }

  @Test(
    "numbers are scored as scikit-learn scores them", arguments: Golden.root("regressions").items)
  func numbers(sample: JSON) {
    let metrics = RegressionMetrics(
      actual: sample("actual").doubles, predicted: sample("predicted").doubles,
      columns: (0..<sample("columns").int).map { "\($0)" })
    #expect(isClose(metrics.mse, sample("mse").double))
    #expect(isClose(metrics.mae, sample("mae").double))
    #expect(isClose(metrics.r2, sample("r2").double))
  }

  @Test(
    "reproductions are scored as scikit-learn scores them",
    arguments: Golden.root("reproductions").items)
  func reproductions(sample: JSON) {
    let measured = Reproduction(
      actual: sample("actual").doubles, reproduced: sample("reproduced").doubles,
      width: sample("width").int)
    #expect(isClose(measured.mse, sample("mse").double))
    #expect(abs(measured.explained - sample("explained").double) < 1e-12)
  }
}
