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

  @Test("each duplicate is told with the first sample that it equals")
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

  @Test("the spread of two classes weighs each by its samples")
  func spread() {
    let description = DataDescription(data)
    #expect(description.classes.map(\.variance) == [2, 4, 0])
    #expect(description.pairs.map(\.distance) == [1, 10, 11])
    // √(3 · 2 / 4), √((3 · 2 + 2 · 4) / 5), √(2 · 4 / 3)
    let expected = [1.224744871391589, 1.6733200530681511, 1.632993161855452]
    #expect(isClose(description.pairs.map { description.spread($0) }, expected))
  }
}
