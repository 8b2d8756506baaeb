import Autodiff
import Testing

@testable import Learning

@Suite("The defaults of training")
struct TrainDefaultsTests {
  private func table(_ rows: Int, columns: Int) -> TrainDefaults {
    TrainDefaults(
      DataSet(
        name: "n", source: "s", sampleShape: Shape([columns]),
        features: [Double](repeating: 0, count: rows * columns),
        columns: .numbers((0..<columns).map { "x\($0)" }),
        targets: .classes([Int](repeating: 0, count: rows), names: ["a", "b"])))
  }

  @Test("the penalty is 3 / samples, to two digits, of a table with five columns and 100 samples")
  func penalty() {
    let defaults = table(1, columns: 5)
    #expect(defaults.l2(training: 100) == 0.03)
    #expect(defaults.l2(training: 105) == 0.029)
    #expect(defaults.l2(training: 1_000_000) == 0.000003)
    #expect(defaults.l2(training: 99) == 0)
    #expect(table(1, columns: 4).l2(training: 100) == 0)
  }

  @Test("images have no penalty")
  func images() {
    let images = DataSet(
      name: "n", source: "s", sampleShape: Shape([1, 8, 8]),
      features: [Double](repeating: 0, count: 64), targets: .classes([0], names: ["a", "b"]))
    #expect(TrainDefaults(images).l2(training: 1000) == 0)
    #expect(TrainDefaults(images).model.description == "dense 64 relu, dense 2 softmax")
  }

  @Test("a table of 50 features has the hidden layer of images")
  func layers() {
    #expect(table(1, columns: 49).model.description == "dense 32 tanh, dense 2 softmax")
    #expect(table(1, columns: 50).model.description == "dense 64 relu, dense 2 softmax")
  }

  @Test("about 3,000 steps, in 30 to 300 epochs")
  func epochs() {
    #expect(table(10, columns: 1).epochs == 300)
    #expect(table(1797, columns: 1).epochs == 53)
    #expect(table(100_000, columns: 1).epochs == 30)
  }
}
