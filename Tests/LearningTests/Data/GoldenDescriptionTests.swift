import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Descriptions of tables, compared with pandas, SciPy and scikit-learn")
struct GoldenDescriptionTests {
  private static let golden: JSON = {
    guard let bytes = try? Golden.bytes("Tests/Golden/description.json"),
      let value = try? JSONReader.value(of: bytes)
    else { preconditionFailure("description.json cannot be read") }
    return value
  }()

  private var golden: JSON { Self.golden }

  private func description(_ table: String) throws -> DataDescription {
    let bytes = Array(golden(table).text.utf8)
    return DataDescription(try CSVDataSet(name: "t", source: "s", bytes: bytes).dataSet)
  }

  private func column(_ name: String, _ description: DataDescription) throws -> ColumnFacts {
    try #require(description.columns.first { $0.name == name })
  }

  @Test("statistics and missing values by column", arguments: ["height", "girth", "dollars"])
  func statistics(name: String) throws {
    let facts = try column(name, description("classes"))
    guard case .numbers(let feature) = facts.values else {
      Issue.record("\(name) is not a column of numbers")
      return
    }
    #expect(
      isClose(
        [feature.least, feature.greatest, feature.mean, feature.deviation],
        golden("statistics")(name).doubles))
    #expect(facts.missing == golden("missing")(name).int)
  }

  @Test("categories with their counts, most frequent first, and the complete samples")
  func categories() throws {
    let description = try description("classes")
    let facts = try column("place", description)
    guard case .categories(let categories) = facts.values else {
      Issue.record("place is not a column of words")
      return
    }
    #expect(categories.map(\.name) == ["river", "hill", "park", "missing"])
    for category in categories { #expect(category.count == golden("counts")(category.name).int) }
    #expect(facts.missing == golden("missing")("place").int)
    #expect(description.completeCount == golden("complete").int)
    #expect(description.findings.contains(.complete(golden("complete").int)))
  }

  @Test("relations to classes: the correlation ratio and Cramér's V")
  func classRelations() throws {
    let description = try description("classes")
    for name in ["height", "girth", "dollars"] {
      let relation = try #require(try column(name, description).relations[0])
      #expect(relation.measure == .correlationRatio)
      #expect(isClose([relation.value], [golden("ratios")(name).double]))
    }
    let relation = try #require(try column("place", description).relations[0])
    #expect(relation.measure == .cramersV)
    #expect(isClose([relation.value], [golden("cramers_v").double]))
    #expect(description.findings.contains(.closest(["place", "height", "girth"])))
  }

  @Test("relations to numbers: the correlation and the correlation ratio")
  func numberRelations() throws {
    let description = try description("prices")
    for name in ["height", "girth", "dollars"] {
      let relation = try #require(try column(name, description).relations[0])
      #expect(relation.measure == .correlation)
      #expect(isClose([relation.value], [golden("correlations")(name).double]))
    }
    let relation = try #require(try column("place", description).relations[0])
    #expect(relation.measure == .correlationRatio)
    #expect(isClose([relation.value], [golden("ratio_of_place").double]))
  }

  @Test("a column in the order of the target tells it, at a rank correlation whose square is 0.99")
  func telling() throws {
    let description = try description("prices")
    for name in ["height", "girth", "dollars"] {
      let rank = golden("rank_correlations")(name).double
      let own = golden("correlations")(name).double
      #expect(
        try column(name, description).tellsTarget == (max(rank * rank, own * own) >= 0.99))
    }
    #expect(description.findings.contains(.telling(["dollars"])))
  }

  @Test(
    "equal samples, and those of them with different targets", arguments: ["classes", "prices"])
  func duplicates(table: String) throws {
    let duplicates = try description(table).duplicates
    #expect(duplicates.map(\.row) == golden("duplicates").ints && !duplicates.isEmpty)
    #expect(duplicates.count { $0.isConflict } == golden("conflicts")(table).int)
  }

  @Test("variances within classes and distances between them, of scaled numbers")
  func distances() throws {
    let description = try description("classes")
    #expect(description.classes.map(\.name) == ["ash", "elm", "oak"])
    #expect(description.pairs.count == golden("distances")("pairs").items.count)
    for item in description.classes {
      let variance = try #require(item.variance)
      #expect(isClose([variance], [golden("distances")("variances")(item.name).double]))
    }
    for (pair, expected) in zip(description.pairs, golden("distances")("pairs").items) {
      #expect(description.classes[pair.first].name == expected.items[0].text)
      #expect(description.classes[pair.second].name == expected.items[1].text)
      #expect(isClose([pair.distance], [expected.items[2].double]))
    }
  }
}
