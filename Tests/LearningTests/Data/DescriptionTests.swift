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
