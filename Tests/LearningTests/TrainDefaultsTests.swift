import Autodiff
import Testing

@testable import Learning

@Suite("The defaults of training")
struct TrainDefaultsTests {
  private func table(_ rows: Int, columns: Int, targets: Targets? = nil) -> DataSet {
    DataSet(
      name: "n", source: "s", sampleShape: Shape([columns]),
      features: [Double](repeating: 0, count: rows * columns),
      columns: .numbers((0..<columns).map { "x\($0)" }),
      targets: targets ?? .classes([Int](repeating: 0, count: rows), names: ["a", "b"]))
  }

  private let images = DataSet(
    name: "n", source: "s", sampleShape: Shape([1, 4, 4]),
    features: [Double](repeating: 0, count: 16),
    columns: .numbers((0..<16).map { "x\($0)" }), targets: .classes([0], names: ["a", "b"]))

  private func layers(_ data: DataSet) -> String { TrainDefaults(data).model.description }

  @Test("the penalty is 3 / samples, to two digits, of a table with five columns and 100 samples")
  func penalty() {
    let defaults = TrainDefaults(table(1, columns: 5))
    #expect(defaults.l2(training: 100) == 0.03)
    #expect(defaults.l2(training: 105) == 0.029)
    #expect(defaults.l2(training: 1_000_000) == 0.000003)
    #expect(defaults.l2(training: 99) == 0)
    #expect(TrainDefaults(table(1, columns: 4)).l2(training: 100) == 0)
  }

  @Test("images, and samples to reproduce, have no penalty")
  func unpenalized() {
    #expect(TrainDefaults(images).l2(training: 1000) == 0)
    #expect(TrainDefaults(table(1, columns: 5).reproducing).l2(training: 1000) == 0)
  }

  @Test("a hidden layer of 32 tanh, or of 64 relu for images and for 50 features")
  func hidden() {
    #expect(layers(table(1, columns: 49)) == "dense 32 tanh, dense 2 softmax")
    #expect(layers(table(1, columns: 50)) == "dense 64 relu, dense 2 softmax")
    #expect(layers(images) == "dense 64 relu, dense 2 softmax")
  }

  @Test("an output for each number to predict")
  func outputs() {
    let pair = Targets.numbers([1, 2], names: ["u", "v"])
    #expect(layers(table(1, columns: 2, targets: pair)) == "dense 32 tanh, dense 2")
    #expect(layers(table(1, columns: 2, targets: Targets.none)) == "dense 32 tanh, dense 1")
  }

  @Test("samples are reproduced by way of two numbers, or one if there are at most two features")
  func reproducing() {
    #expect(
      layers(table(1, columns: 3).reproducing)
        == "dense 32 tanh, dense 2, dense 32 tanh, dense 3")
    #expect(
      layers(table(1, columns: 2).reproducing)
        == "dense 32 tanh, dense 1, dense 32 tanh, dense 2")
  }

  @Test("about 3,000 steps, to reproduce 9,000, in 30 to 300 epochs")
  func epochs() {
    func epochs(_ data: DataSet) -> Int { TrainDefaults(data).epochs }
    #expect(epochs(table(10, columns: 1)) == 300)
    #expect(epochs(table(1797, columns: 1)) == 53)
    #expect(epochs(table(1797, columns: 1).reproducing) == 160)
    #expect(epochs(table(100_000, columns: 1)) == 30)
  }
}
