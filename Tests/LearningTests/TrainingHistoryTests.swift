import Autodiff
import Testing

@testable import Learning

@Suite("The history of a training run")
struct TrainingHistoryTests {
  private func history(_ losses: [(training: Double, penalty: Double, validation: Double?)])
    -> [EpochResult]
  {
    losses.enumerated().map { position, loss in
      EpochResult(
        epoch: position + 1, steps: position + 1, rate: 1,
        training: Score(loss: loss.training, accuracy: nil), penalty: loss.penalty,
        validation: loss.validation.map { Score(loss: $0, accuracy: nil) })
    }
  }

  @Test("the best epoch is the first with the lowest validation loss")
  func best() {
    #expect(history([(1, 0, 3), (1, 0, 2), (1, 0, 2), (1, 0, .nan)]).best?.epoch == 2)
    #expect(history([(1, 0, nil), (1, 0, nil)]).best == nil)
    #expect(history([]).best == nil)
  }

  @Test("a run has settled when loss and penalty together have")
  func settled() {
    let rule = StopRule(.change(below: 0.01))
    #expect(rule.reason(history([(1, 0.5, nil), (1, 0.4, nil)])) == nil)
    #expect(rule.reason(history([(1, 0.5, nil), (1.1, 0.4, nil)])) == .settled)
  }

  @Test("a penalty makes no overfitting and hides none")
  func overfitting() {
    let training = [0.5, 0.25, 0.17, 0.13, 0.1, 0.08, 0.07, 0.06]
    let rising = Array(zip(training, [0.5, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]))
    for penalty in [0.0, 10] {
      let found = Overfitting(history(rising.map { ($0.0, penalty, $0.1) }))
      #expect(found?.bestEpoch == 2 && found?.present == 0.7)
    }
    #expect(Overfitting(history(rising.map { (0.5, 0, $0.1) })) == nil)
  }

  /// Validation losses of a network on the spirals with a constant rate of 0.3 and momentum, from epoch 21 on: the rate throws
  /// them about.
  static let restless = [
    0.0736, 0.1124, 0.1815, 0.1535, 0.1581, 0.1134, 0.1491, 0.3005, 0.1800, 0.1776, 0.1575, 0.1466,
    0.3140, 0.1770,
    0.1995, 0.1262, 0.1438, 0.3909, 0.2830, 0.2142,
  ]

  @Test(
    "losses that only jump are not learnt by heart, and a rise that is smaller than a twentieth is none"
  )
  func noise() {
    func found(_ validation: [Double]) -> Overfitting? {
      Overfitting(history(validation.enumerated().map { (1 / Double($0 + 1), 0, $1) }))
    }
    #expect(found(Self.restless) == nil)
    #expect(found((0..<20).map { 1 + 0.002 * Double($0) }) == nil)
    #expect(found((0..<20).map { 1 + 0.02 * Double($0) })?.bestEpoch == 1)
    #expect(found([1, 1.1, 1.2, 1.3, 1.4]) == nil)
  }

  @Test("a file's record finds the parts again, and no others")
  func record() throws {
    let data = Generated.moons(count: 100, seed: 3)
    for ratio in ["70/15/15", "80/20", "1/1/1"] {
      let file = Safetensors(
        tensors: [],
        metadata: [
          TrainingRecord.digest(of: data), .init(TrainingRecord.names.ratio, ratio),
          .init(TrainingRecord.names.seed, "7"),
        ])
      let read = try #require(try TrainingRecord(try Safetensors(file.bytes)))
      #expect(try read.split(data) == Split(data, ratio: SplitRatio(ratio), seed: 7))
      #expect(try read.split(Generated.moons(count: 100, seed: 4)) == nil)
      #expect(try read.split(data.rows(Array(0..<99))) == nil)
    }
    #expect(try TrainingRecord(Safetensors(tensors: [])) == nil)
  }

  @Test("a digest changes with any sample, target or order")
  func digest() {
    let data = DataSet(
      name: "d", source: "s", sampleShape: Shape([1]), features: [1, 2, 3],
      targets: .classes([0, 1, 1], names: ["x", "y"]))
    let digests = [
      data.digest, data.rows([1, 0, 2]).digest, data.with(targets: .none).digest,
      data.with(targets: data.targets.rows([1, 0, 2])).digest,
    ]
    #expect(Set(digests).count == 4)
    #expect(data.digest == data.rows(Array(0..<data.count)).digest)
  }
}
