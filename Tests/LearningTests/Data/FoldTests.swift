import Autodiff
import Testing
import Text

@testable import Learning

@Suite("Folds of a cross-validation")
struct FoldTests {
  private func data(_ labels: [Int]) -> DataSet {
    DataSet(
      name: "d", source: "", sampleShape: Shape([1]), features: labels.indices.map { Double($0) },
      targets: .classes(labels, names: (0...labels.max()!).map { "\($0)" }))
  }

  @Test("have scikit-learn's numbers of samples of each class", arguments: ClassWeightTests.folds)
  func sizes(number: Int) throws {
    let golden = Golden.root("folds").items[number]
    let labels = golden("labels").ints
    let data = data(labels)
    let all = Split(training: Array(labels.indices))
    let folds = try all.folds(golden("count").int, of: data, seed: 3)
    for (fold, sizes) in zip(folds, golden("sizes").items) {
      #expect(data.rows(fold.validation).targets.classCounts == sizes.ints)
    }
    #expect(folds.count == golden("sizes").items.count)
    let numbers = data.with(targets: .numbers(labels.map { Double($0) }, names: ["y"]))
    let plain = try all.folds(golden("count").int, of: numbers, seed: 3)
    #expect(plain.map { $0.validation.count } == golden("plain").ints)
  }

  @Test("each sample is in one fold, the test part in none, and the seed decides")
  func partition() throws {
    let data = data((0..<60).map { $0 % 3 })
    let split = try Split(data, ratio: .standard, seed: 0)
    let folds = try split.folds(4, of: data, seed: 7)
    let pool = (split.training + split.validation).sorted()
    #expect(folds.flatMap { $0.validation }.sorted() == pool)
    for fold in folds {
      #expect((fold.training + fold.validation).sorted() == pool && fold.test == split.test)
    }
    #expect(try split.folds(4, of: data, seed: 7) == folds)
    #expect(try split.folds(4, of: data, seed: 8) != folds)
    #expect(throws: Diagnostic("60 samples cannot be divided into 61 folds")) {
      try Split(training: Array(0..<60)).folds(61, of: data, seed: 0)
    }
  }

  @Test("scaling and balanced weights are fitted on the training part of each")
  func fitted() throws {
    let data = try Golden.builtIn()["iris"]!.dataSet(seed: 0)
    let split = try Split(data, ratio: .allToTrain, seed: 0)
    let whole = try Ingredients(
      data: data, split: split, scaling: .standard,
      model: ModelSpecification(layers: [.dense(units: 3, .softmax)]), loss: nil,
      classWeighting: .balanced, optimizer: Optimizer(.sgd), settings: TrainingSettings(batch: 140))
    for fold in try split.folds(7, of: data, seed: 0) {
      let own = try whole.with(fold)
      #expect(
        own.featureScaling == (try Scaling(.standard, features: data, rows: fold.training)))
      #expect(own.featureScaling != whole.featureScaling)
      #expect(
        own.classWeights
          == (try ClassWeighting.balanced.weights(data.targets, training: fold.training)))
      #expect(own.settings.batch == fold.training.count)
    }
  }

  @Test("mean and sample standard deviation, over n − 1")
  func deviation() {
    let summary = MeanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(summary.mean == 5 && abs(summary.deviation - 2.138089935299395) < 1e-15)
  }
}
