import Autodiff
import TestSupport
import Testing

@testable import Learning

@Suite("Copying a batch")
struct BatchCopyTests {
  /// Sizes with and without a remainder of a cache line, and groups of samples.
  @Test(
    "each sample is at its position, however threads divide the work", arguments: [512, 1001],
    [35, 64])
  func positions(features: Int, batch: Int) throws {
    var random = SplitMix64(seed: 1)
    let count = 80
    let data = DataSet(
      name: "drawn", source: "", sampleShape: Shape([features]),
      features: (0..<count * features).map { _ in random.fraction() },
      targets: .classes((0..<count).map { $0 % 7 }, names: (0..<7).map { "\($0)" }))
    func check<S: PlanScalar & BinaryFloatingPoint>(_: S.Type) throws {
      let prepared = PreparedData<S>(
        data, features: try Scaling(.none, features: data, rows: Array(0..<count)), targets: nil,
        encoding: .oneHot)
      let rows = (0..<batch).map { $0 * 37 % count }
      for dividesSamples in [false, true] {
        for threads in 1...3 {
          let (x, y) = (Storage<S>(Shape([batch, features])), Storage<S>(Shape([batch, 7])))
          prepared.copy(
            to: x.start, y.start, workers: .backwards(threads), dividesSamples: dividesSamples
          ).copy(rows[...])
          for (position, row) in rows.enumerated() {
            let sample = data.features[row * features..<(row + 1) * features].map { S($0) }
            #expect(Array(x.elements[position * features..<(position + 1) * features]) == sample)
            #expect(y.elements[position * 7 + row % 7] == 1)
          }
          #expect(y.elements.reduce(0, +) == S(batch))
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
  }
}
