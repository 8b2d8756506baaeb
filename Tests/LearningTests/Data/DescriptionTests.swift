import Autodiff
import TestSupport
import Testing

@testable import Learning

@Suite("Descriptions of data")
struct DescriptionTests {
  private let data = DataSet(
    name: "tiny", source: "made by hand", sampleShape: Shape([2]),
    features: [0, 1, 0, 1, 3, 1, 9, 1, 13, 1, 0, 1],
    targets: .classes([0, 0, 0, 1, 1, 2], names: ["x", "y", "z"]), targetName: "kind")

  @Test("each duplicate is reported with the first sample that it equals")
  func duplicates() {
    let duplicates = DataDescription(data).duplicates
    #expect(duplicates.map(\.row) == [1, 5])
    #expect(duplicates.map(\.first) == [0, 0])
    #expect(DataDescription(data.rows([0, 2, 3])).duplicates.isEmpty)
  }

  @Test("zero and minus zero are equal")
  func signedZero() {
    let data = DataSet(
      name: "n", source: "s", sampleShape: Shape([1]), features: [0, -0.0], targets: .none)
    #expect(DataDescription(data).duplicateCount == 1)
  }

  @Test("all features as one have the mean and deviation of all numbers")
  func pooled() {
    let pooled = DataDescription(data).pooled
    #expect(pooled.least == 0 && pooled.greatest == 13)
    // 31 / 12, and √(265 / 12 − (31 / 12)²)
    #expect(isClose([pooled.mean, pooled.deviation], [2.5833333333333335, 3.925521904437959]))
  }

  @Test(
    "distances are of features divided by their deviations; the spread of two classes weighs each by its samples"
  )
  func spread() {
    let description = DataDescription(data)
    // As NumPy has them: variances 2, 4, 0 and distances 1, 10, 11 of the numbers as they are, whose deviation is 5.0799. The
    // constant feature counts for nothing.
    let variances = [0.07750269106566199, 0.1550053821313239, 0]
    #expect(isClose(description.classes.compactMap(\.variance), variances))
    let distances = [0.196853614477436, 1.96853614477436, 2.165389759251796]
    #expect(isClose(description.pairs.map(\.distance), distances))
    let spreads = [0.24109545474613678, 0.3293991006240405, 0.3214606063281823]
    #expect(isClose(description.pairs.map { description.spread($0) }, spreads))
    let ratios = [0.816496580927726, 5.976143046671969, 6.736096792653742]
    #expect(isClose(description.pairs.compactMap { description.ratio($0) }, ratios))
  }

  @Test("a unit of measurement changes no distance between classes")
  func units() {
    let features = data.features.enumerated().map { $0.offset % 2 == 0 ? $0.element * 1000 : 7 }
    let other = DataSet(
      name: "tiny", source: "in millimetres", sampleShape: Shape([2]), features: features,
      targets: data.targets, targetName: "kind")
    let (first, second) = (DataDescription(data), DataDescription(other))
    #expect(isClose(first.pairs.map(\.distance), second.pairs.map(\.distance)))
  }

  @Test(
    "a boundary halfway between means has no more samples on its wrong side than the ratio promises"
  )
  func promise() {
    for entry in [Generated.moons(count: 200, seed: 1), Generated.blobs(count: 200, seed: 3)] {
      let description = DataDescription(entry)
      guard case .classes(let labels, _) = entry.targets,
        let scaling = try? Scaling(
          .standard, features: entry, rows: Array(0..<entry.count))
      else { return }
      let values = scaling.applied(to: entry)
      for pair in description.pairs {
        func mean(_ label: Int) -> [Double] {
          let rows = labels.indices.filter { labels[$0] == label }
          return [0, 1].map { f in rows.reduce(0) { $0 + values[$1 * 2 + f] } / Double(rows.count) }
        }
        let (a, b) = (mean(pair.first), mean(pair.second))
        var (wrong, all) = (0, 0)
        for row in labels.indices where [pair.first, pair.second].contains(labels[row]) {
          let x = [values[row * 2], values[row * 2 + 1]]
          let side = zip(x, zip(a, b)).reduce(0.0) {
            $0 + ($1.0 - ($1.1.0 + $1.1.1) / 2) * ($1.1.1 - $1.1.0)
          }
          all += 1
          if (side > 0) != (labels[row] == pair.second) { wrong += 1 }
        }
        let ratio = description.ratio(pair) ?? 0
        #expect(Double(wrong) / Double(all) <= 4 / (ratio * ratio))
      }
    }
  }
}

@Suite("What follows from a description")
struct FindingTests {
  private func data(_ features: [Double], _ targets: Targets, width: Int = 1) -> DataSet {
    DataSet(
      name: "n", source: "s", sampleShape: Shape([width]), features: features,
      columns: .numbers((0..<width).map { "x\($0)" }), targets: targets, targetName: "kind")
  }

  private func findings(_ data: DataSet) -> [Finding] { DataDescription(data).findings }

  @Test("the most frequent class with its share, and classes with fewer than 20 samples")
  func classes() {
    let labels = (0..<100).map { $0 % 5 == 4 ? 1 : 0 }
    let names = ["usual", "rare", "none"]
    let even = findings(data(labels.map { Double($0) }, .classes(labels, names: names)))
    #expect(even.contains(.mostFrequent("usual", share: 0.8)))
    #expect(!even.contains { if case .rareClasses = $0 { true } else { false } })
    let fewer = Array(labels.prefix(95))
    #expect(
      findings(data(fewer.map { Double($0) }, .classes(fewer, names: names)))
        .contains(.rareClasses(1, smallest: "rare", count: 19)))
  }

  @Test("fewer than five samples for each feature")
  func fewSamples() {
    func data(_ rows: Int) -> DataSet {
      self.data(
        (0..<rows * 4).map { Double($0 % 7) },
        .classes((0..<rows).map { $0 % 2 }, names: ["a", "b"]), width: 4)
    }
    #expect(findings(data(19)).contains(.fewSamples(count: 19, features: 4)))
    #expect(!findings(data(20)).contains(.fewSamples(count: 20, features: 4)))
  }

  @Test("samples in the order of the target")
  func sorted() {
    let values = (0..<30).map { Double($0 * 7 % 11) }
    let sorted = Finding.sorted(target: "kind")
    let blocks = (0..<30).map { $0 / 10 }
    #expect(findings(data(values, .classes(blocks, names: ["a", "b", "c"]))).contains(sorted))
    let mixed = (0..<30).map { $0 % 3 }
    #expect(!findings(data(values, .classes(mixed, names: ["a", "b", "c"]))).contains(sorted))
    let falling = (0..<30).map { Double(-$0) }
    #expect(findings(data(values, .numbers(falling, names: ["kind"]))).contains(sorted))
    #expect(!findings(data(falling, .numbers(values, names: ["kind"]))).contains(sorted))
  }

  @Test("deviations that differ by a factor of 100, and a target far from its mean")
  func extremes() {
    let features = (0..<100).flatMap { [Double($0 % 3), 150 * Double($0 % 3)] }
    let targets = (0..<100).map { $0 == 50 ? 1000 : Double($0 % 7) }
    // One of n numbers is at most √(n − 1) deviations from their mean: 5.92 of 36, and 6.08 of 38.
    for (count, isFar) in [(36, false), (38, true)] {
      let numbers = (0..<count).map { $0 == 0 ? 1.0 : 0 }
      let near = self.findings(data(numbers, .numbers(numbers, names: ["y"])))
      #expect(near.contains { if case .outliers = $0 { true } else { false } } == isFar)
    }
    for (factor, isLarge) in [(99.0, false), (101, true)] {
      let features = (0..<100).flatMap { [Double($0 % 3), factor * Double($0 % 3)] }
      let found = self.findings(data(features, .numbers(targets, names: ["y"]), width: 2))
      #expect(found.contains { if case .scales = $0 { true } else { false } } == isLarge)
    }
    let findings = findings(data(features, .numbers(targets, names: ["y"]), width: 2))
    #expect(
      findings.contains {
        if case .scales("x1", "x0", let ratio) = $0 { abs(ratio - 150) < 1e-9 } else { false }
      })
    #expect(
      findings.contains {
        // (1000 − mean) / deviation, of NumPy.
        if case .outliers("y", let reach) = $0 { abs(reach - 9.947848) < 1e-6 } else { false }
      })
  }

  @Test("a column in ranges that fit the classes tells them, also with one mistake in a hundred")
  func telling() {
    let labels = (0..<300).map { $0 % 3 }
    func findings(wrong: Int) -> [Finding] {
      var features: [Double] = []
      for row in 0..<300 {
        // The order of the classes along x0 is 1, 0, 2; x1 says nothing.
        let center: Double = row < wrong ? 7 : [5.0, 1.0, 9.0][row % 3]
        features += [center + Double(row % 7) / 10, Double(row % 5)]
      }
      return self.findings(data(features, .classes(labels, names: ["a", "b", "c"]), width: 2))
    }
    #expect(findings(wrong: 0).contains(.telling(["x0"])))
    // One of three rows around 7 is in the wrong range, and three of six; always choosing one class makes 200 mistakes.
    #expect(findings(wrong: 3).contains(.telling(["x0"])))
    #expect(!findings(wrong: 6).contains(.telling(["x0"])))
  }
}
