import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Features stored as columns of a table, and row by row")
struct SampleValuesTests {
  /// Numbers with and without gaps, and words with and without gaps, in more rows than are written at once.
  private static let text: String = {
    var random = RandomSource(seed: 3)
    let rows = (0..<3_000).map { row in
      let cells = [
        row % 7 == 3 ? "NA" : "\(Double(random.below(90)) / 4)", "\(random.below(5))",
        row % 11 == 5 ? "" : ["ash", "elm", "oak"][random.below(3)],
        random.below(2) == 0 ? "up" : "down",
        ["yes", "no"][random.below(2)],
      ]
      return cells.joined(separator: ",")
    }
    return (["size,count,tree,way,answer"] + rows).joined(separator: "\n") + "\n"
  }()

  /// A table as it is read.
  private static let table = try! CSVDataSet(
    name: "t", source: "s", bytes: Array(text.utf8)
  ).dataSet

  /// The same samples stored row by row.
  private static let plain: DataSet = {
    var data = DataSet(
      name: "t", source: "s", sampleShape: table.sampleShape, features: table.features,
      columns: table.columns, targets: table.targets, targetName: table.targetName)
    data.notes = table.notes
    return data
  }()

  private var table: DataSet { Self.table }
  private var plain: DataSet { Self.plain }

  private func bits(_ numbers: [Double]) -> [UInt64] { numbers.map { $0.bitPattern } }

  @Test("each cell becomes its features")
  func features() {
    #expect(
      table.featureNames == [
        "size", "size is missing", "count", "tree = ash", "tree = elm", "tree = missing",
        "tree = oak", "way = down", "way = up",
      ])
    let lines = Self.text.split(separator: "\n").dropFirst()
    for (row, line) in lines.enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let tree = cells[2].isEmpty ? "missing" : cells[2]
      let size = Double(cells[0])
      var expected: [Double] = [size ?? .nan, size == nil ? 1 : 0, Double(cells[1]) ?? -1]
      expected += ["ash", "elm", "missing", "oak"].map { $0 == tree ? 1 : 0 }
      expected += ["down", "up"].map { $0 == cells[3] ? 1 : 0 }
      let own = table.sample(row)
      #expect(
        own.count == 9 && zip(own, expected).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    }
  }

  @Test("samples in any order, one by one and together, are the same however they are stored")
  func order() {
    let rows = (0..<2_000).map { ($0 * 1_013) % 3_000 }
    let expected = rows.flatMap { plain.sample($0) }
    for data in [table, plain] {
      #expect(bits(data.values.numbers(rows[...])) == bits(expected))
      #expect(bits(data.rows(rows).features) == bits(expected))
      var seen: [Double] = []
      data.values.forEach(rows[...]) { sample in seen += (0..<9).map { sample[$0] } }
      #expect(bits(seen) == bits(expected))
    }
    #expect(table.rows(rows) == plain.rows(rows) && table.digest == plain.digest)
    #expect(table.rows(rows) != plain.rows(Array(rows.reversed())))
  }

  @Test("equal samples and missing values are the same ones")
  func equality() {
    #expect(
      table.incompleteRows == (0..<3_000).filter { $0 % 7 == 3 || $0 % 11 == 5 })
    for a in stride(from: 0, to: 3_000, by: 17) {
      let equal = [table, plain].map { data in
        (0..<3_000).filter { data.values.areEqual(a, $0) }
      }
      #expect(equal[0] == equal[1] && equal[0].contains(a) && equal[0].count < 40)
    }
  }

  @Test("a description and a scaling are the same to the bit")
  func statistics() throws {
    let (a, b) = (DataDescription(table), DataDescription(plain))
    #expect(a.features == b.features && a.classes == b.classes && a.pairs == b.pairs)
    #expect(a.duplicates == b.duplicates && a.duplicates.count > 100)
    #expect(a.columns == b.columns && a.completeCount == b.completeCount)
    #expect(a.completeCount == 3_000 - table.incompleteRows.count && a.findings == b.findings)
    for kind in Scaling.Kind.allCases {
      let rows = (0..<1_500).map { $0 * 2 }
      let scaling = try Scaling(kind, features: table, rows: rows)
      #expect(scaling == (try Scaling(kind, features: plain, rows: rows)))
      #expect(bits(scaling.applied(to: table)) == bits(scaling.applied(to: plain)))
      let prepared = [table, plain].map {
        PreparedData<Float>($0, features: scaling, targets: nil, encoding: .oneHot)
      }
      #expect(prepared[0].features.elements == prepared[1].features.elements)
    }
  }

  @Test("a model's columns are found in either, with its own categories")
  func selection() throws {
    let wanted = [
      FeatureColumn("tree", .categories(["elm", "fir", "oak"])), FeatureColumn("size"),
      FeatureColumn("count", hasGaps: true),
    ]
    let (a, b) = (try table.selecting(wanted), try plain.selecting(wanted))
    #expect(bits(a.features) == bits(b.features) && a.columns == wanted)
    for row in 0..<3_000 {
      let own = table.sample(row)
      let expected = [own[4], 0, own[6], own[0], own[2], 0]
      #expect(bits(a.sample(row)) == bits(expected))
    }
    // A gap stays one where the model has no category for it.
    #expect(a.incompleteRows == table.incompleteRows && b.incompleteRows == a.incompleteRows)
    for (column, message) in [
      (FeatureColumn("tree"), "'tree' holds words, and the model takes numbers there"),
      (
        FeatureColumn("size", .categories(["x"])),
        "'size' holds numbers, and the model takes words there"
      ),
    ] {
      #expect(dataError { _ = try table.selecting([column]) } == message)
    }
  }
}
