import Autodiff
import Kernels
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Split, scaling, batches")
struct PreparationTests {
  private func classes(_ counts: [Int]) -> DataSet {
    var labels: [Int] = []
    for (label, count) in counts.enumerated() { labels += [Int](repeating: label, count: count) }
    return DataSet(
      name: "", source: "", sampleShape: Shape([1]), features: labels.map { Double($0) },
      targets: .classes(labels, names: counts.indices.map { "\($0)" }))
  }

  @Test("a split is a partition, and every part has its share of every class", arguments: 0..<300)
  func partition(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let counts = (0..<1 + random.below(12)).map { _ in random.below(40) }
    let data = classes(counts + [12])
    let ratio = try SplitRatio(
      ["70/15/15", "60/20/20", "80/20", "1/1/1", "50.5/30/19.5"][random.below(5)])
    let split = try Split(data, ratio: ratio, seed: seed)
    let parts = [split.training, split.validation, split.test]
    #expect(parts.joined().sorted() == Array(0..<data.count))
    #expect(parts.map(\.count) == ratio.sizes(data.count))
    #expect(parts.allSatisfy { $0 == $0.sorted() })
    for (part, rows) in parts.enumerated() {
      for (label, count) in data.rows(rows).targets.classCounts.enumerated() {
        let ideal = Double(data.targets.classCounts[label]) * ratio.shares[part]
        #expect(abs(Double(count) - ideal) < 1, "\(counts) \(part) \(label)")
      }
    }
    #expect(try split == Split(data, ratio: ratio, seed: seed))
  }

  @Test("iris is divided 105, 23 and 22 into nearly equal classes")
  func iris() throws {
    let iris = try #require(try Golden.builtIn()["iris"]).dataSet(seed: 0)
    let split = try Split(iris, ratio: .standard, seed: 0)
    #expect([split.training, split.validation, split.test].map(\.count) == [105, 23, 22])
    #expect(iris.rows(split.training).targets.classCounts == [35, 35, 35])
    #expect(try split != Split(iris, ratio: .standard, seed: 1))
  }

  @Test(
    "a ratio that is none is refused",
    arguments: [
      ("70", "a split is two or three numbers, such as 80/20 or 70/15/15, not '70'"),
      ("1/2/3/4", "a split is two or three numbers, such as 80/20 or 70/15/15, not '1/2/3/4'"),
      ("70/x/15", "the parts of a split are numbers, 0 or more, and 'x' is not one"),
      ("70//15", "the parts of a split are numbers, 0 or more, and '' is not one"),
      ("0/100", "the first part of a split is trained on and cannot be 0, as in '0/100'"),
      ("0/0/0", "the first part of a split is trained on and cannot be 0, as in '0/0/0'"),
      ("70/-15/15", "the parts of a split are numbers, 0 or more, and '-15' is not one"),
      ("nan/1", "the parts of a split are numbers, 0 or more, and 'nan' is not one"),
    ])
  func ratios(text: String, message: String) {
    #expect(dataError { _ = try SplitRatio(text) } == message)
  }

  @Test("a ratio is divided by its sum, and a part that would be empty is refused")
  func shares() throws {
    #expect(try SplitRatio("7/2/1").shares == SplitRatio("70/20/10").shares)
    #expect(try SplitRatio("80/20").shares == [0.8, 0, 0.2])
    #expect(
      dataError { _ = try Split(classes([2, 1]), ratio: .standard, seed: 0) }
        == "the test part would be empty: 3 samples are too few for the split 70/15/15; the split 100/0/0 trains on all of them"
    )
  }

  @Test(
    "any part but the first may be left out", arguments: ["100/0/0", "100/0", "85/15/0", "80/0/20"])
  func leftOut(text: String) throws {
    let ratio = try SplitRatio(text)
    #expect(ratio.description == text)
    let split = try Split(classes([30, 30]), ratio: ratio, seed: 0)
    let parts = [split.training, split.validation, split.test]
    #expect(parts.joined().sorted() == Array(0..<60))
    for (part, share) in zip(parts, ratio.shares) { #expect(part.isEmpty == (share == 0)) }
    let few = try Split(classes([2, 2]), ratio: .allToTrain, seed: 0)
    #expect(few.training == [0, 1, 2, 3] && few.validation.isEmpty && few.test.isEmpty)
  }

  @Test("scaling is scikit-learn's", arguments: Golden.root("scalings").items)
  func golden(sample: JSON) throws {
    let iris = try #require(try Golden.builtIn()["iris"]).dataSet(seed: 0)
    let kind = try #require(Scaling.Kind(rawValue: sample("kind").text))
    let scaling = try Scaling(kind, features: iris, rows: sample("rows").ints)
    var row = iris.batch([sample("row").int]).elements
    scaling.apply(to: &row)
    #expect(isClose(row, sample("scaled").doubles))
    let restored = Scaling(
      kind: kind, width: 4, offsets: scaling.offsets, spreads: scaling.spreads,
      means: scaling.means)
    #expect(restored == scaling)
  }

  @Test(
    "scaling and its inverse are one, and a constant column is 0", arguments: Scaling.Kind.allCases)
  func inverse(kind: Scaling.Kind) throws {
    let homes = Generated.homes(count: 50)
    let scaling = try #require(try Scaling(kind, targets: homes, rows: Array(0..<40)))
    guard case .numbers(let prices, _) = homes.targets else { return }
    var scaled = prices
    scaling.apply(to: &scaled)
    scaling.invert(&scaled)
    #expect(isClose(scaled, prices))

    let constant = DataSet(
      name: "", source: "", sampleShape: Shape([2]), features: [0.1, 1, 0.1, 2, 0.1, 3, 7, 4],
      targets: .none)
    var values = try Scaling(kind, features: constant, rows: [0, 1, 2]).applied(to: constant)
    #expect(
      stride(from: 0, to: 8, by: 2).map { values[$0] }
        == (kind == .none ? [0.1, 0.1, 0.1, 7] : [0, 0, 0, 0]))
    values = constant.features
    #expect(try Scaling(kind, targets: constant, rows: [0]) == nil)
  }

  @Test("an image has one scale a channel")
  func images() throws {
    let images = DataSet(
      name: "", source: "", sampleShape: Shape([2, 1, 2]), features: [0, 4, 10, 20, 2, 2, 15, 15],
      targets: .none)
    let scaling = try Scaling(.minMax, features: images, rows: [0, 1])
    #expect(scaling.offsets == [0, 10] && scaling.spreads == [4, 10])
    #expect(scaling.applied(to: images) == [0, 1, 0, 1, 0.5, 0.5, 0.5, 0.5])
  }

  @Test("numbers that overflow are refused, and unfit ones of a file")
  func refusals() {
    let huge = DataSet(
      name: "", source: "", sampleShape: Shape([1]), features: [1e300, -1e300], targets: .none)
    #expect(
      dataError { _ = try Scaling(.standard, features: huge, rows: [0, 1]) }
        == "the numbers of feature 1 are too large to be scaled")
    func scaling(_ width: Int, _ offsets: [Double], _ spreads: [Double], _ means: [Double])
      -> Scaling?
    {
      Scaling(kind: .standard, width: width, offsets: offsets, spreads: spreads, means: means)
    }
    #expect(scaling(2, [1, 2], [1, 2], [1, 2]) != nil)
    #expect(scaling(3, [1, 2], [1, 2], [1, 2]) == nil)
    #expect(scaling(2, [1, 2], [1, -2], [1, 2]) == nil)
    #expect(scaling(2, [1, .nan], [1, 2], [1, 2]) == nil)
    #expect(scaling(2, [1, 2], [1, 2], [1]) == nil)
    #expect(scaling(2, [1, 2], [1, 2], [1, .infinity]) == nil)
    #expect(scaling(0, [], [], []) == nil)
  }

  @Test("an epoch's batches are a permutation of the rows", arguments: [1, 3, 7, 10])
  func batches(size: Int) throws {
    let rows = Array(5..<15)
    let batches = try Batches(rows: rows, size: size, seed: 4)
    #expect(batches.iterations == (10 + size - 1) / size)
    var orders: Set<[Int]> = []
    for epoch in 0..<5 {
      batches.start(epoch: epoch)
      let walked = (0..<batches.iterations).map { Array(batches[$0]) }
      #expect(walked.joined().sorted() == rows)
      #expect(walked.dropLast().allSatisfy { $0.count == size })
      orders.insert(batches.order)
    }
    #expect(orders.count == 5)
    let other = try Batches(rows: rows, size: size, seed: 4)
    other.start(epoch: 4)
    #expect(other.order == batches.order)
    let unshuffled = try Batches(rows: rows, size: size, seed: 4, shuffles: false)
    for epoch in 0..<2 {
      unshuffled.start(epoch: epoch)
      #expect(unshuffled.order == rows)
    }
    #expect(unshuffled.areConsecutive)
    #expect(!other.areConsecutive)
    #expect(try !Batches(rows: [0, 1, 3], size: 1, seed: 4, shuffles: false).areConsecutive)
  }

  @Test(
    "a batch in any order consists of its samples, with one thread and with several",
    arguments: [1, 3])
  func batchCopies(threads: Int) throws {
    let data = DataSet(
      name: "d", source: "", sampleShape: Shape([2000]),
      features: (0..<14_000).map { Double($0 % 4099) },
      targets: .classes([0, 2, 1, 2, 0, 1, 0], names: ["a", "b", "c"]))
    let rows = [4, 5, 6, 2, 0, 3, 2]
    let consecutive = [0, 1, 2, 3, 4, 5, 6]
    let scaling = try Scaling(.none, features: data, rows: rows)
    func check<S: Scalar>(_: S.Type) {
      let prepared = PreparedData<S>(
        data, features: scaling, targets: nil, encoding: .oneHot)
      let (x, y) = (Storage<S>(Shape([7, 2000])), Storage<S>(Shape([7, 3])))
      y.elements = [S](repeating: 9, count: 21)
      let copy = prepared.copy(to: x.start, y.start, workers: .backwards(threads))
      copy.copy(rows[...])
      #expect(x.tensor == data.batch(rows[...]))
      #expect(y.tensor == data.targetBatch(rows[...]))
      consecutive.withUnsafeBufferPointer { copy.copy($0, areConsecutive: true) }
      #expect(x.tensor == data.batch(consecutive[...]))
      #expect(y.tensor == data.targetBatch(consecutive[...]))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("a batch of none, and one larger than the data")
  func batchSizes() {
    #expect(
      dataError { _ = try Batches(rows: [1, 2], size: 0, seed: 0) }
        == "a batch has at least one sample, not 0")
    #expect(
      dataError { _ = try Batches(rows: [1, 2], size: 3, seed: 0) }
        == "a batch of 3 is larger than the 2 samples to train on")
  }
}
