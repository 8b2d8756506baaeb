import Autodiff
import Text

/// The data sets that need no file.
///
/// Two of them are not generated; the program passes in their text. As a constant, its 260 KB would be compiled into the web
/// page's module too, which can fetch it, and the plugin that embeds files belongs to the command.
package struct BuiltInData: Sendable {
  package struct Entry: Sendable {
    package let name: String
    /// A one-line description.
    package let summary: String
    package let source: String
    package let isGenerated: Bool
    private let usualSplit: SplitRatio
    private let make: @Sendable (UInt64) throws(Diagnostic) -> DataSet

    init(
      _ name: String, _ summary: String, source: String = Generated.source,
      isGenerated: Bool = true, usualSplit: SplitRatio = .standard,
      make: @escaping @Sendable (UInt64) throws(Diagnostic) -> DataSet
    ) {
      self.name = name
      self.summary = summary
      self.source = source
      self.isGenerated = isGenerated
      self.usualSplit = usualSplit
      self.make = make
    }

    /// Returns the data set; the seed matters only if it is generated.
    package func dataSet(seed: UInt64) throws(Diagnostic) -> DataSet {
      var data = try make(seed)
      data.usualSplit = usualSplit
      return data
    }
  }

  /// All data sets, in the order in which they are listed.
  package let entries: [Entry]

  package static let irisSource =
    "R. A. Fisher, \"The use of multiple measurements in taxonomic problems\", 1936; the UCI copy that "
    + "scikit-learn ships, CC BY 4.0"
  package static let digitsSource =
    "E. Alpaydin and C. Kaynak, \"Optical Recognition of Handwritten Digits\", UCI Machine Learning "
    + "Repository, 1998, test part; the copy that scikit-learn ships, CC BY 4.0"

  /// - Parameters:
  ///   - iris: the bytes of `iris.csv`.
  ///   - digits: the bytes of `digits.csv`.
  package init(iris: [UInt8], digits: [UInt8]) {
    entries =
      [
        Entry(
          "digits", "1,797 handwritten digits, grey images of 8 × 8 pixels from 0 to 16",
          source: Self.digitsSource, isGenerated: false
        ) { (_) throws(Diagnostic) in try Self.digits(digits) },
        Entry(
          "iris", "150 flowers of three species, lengths and widths of two kinds of leaves in cm",
          source: Self.irisSource, isGenerated: false
        ) { (_) throws(Diagnostic) in
          try CSVDataSet(
            name: "iris", source: Self.irisSource, bytes: iris, reading: .init(kind: .classes)
          ).dataSet
        },
      ] + Self.generated
  }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  private static func digits(_ bytes: [UInt8]) throws(Diagnostic) -> DataSet {
    let table = try CSVDataSet(
      name: "digits", source: digitsSource, bytes: bytes, reading: .init(kind: .classes)
    ).dataSet
    guard table.featureCount == 64 else {
      throw Diagnostic("digits have 64 pixels, and these have \(table.featureCount)")
    }
    return DataSet(
      name: table.name, source: table.source, sampleShape: Shape([1, 8, 8]),
      features: table.features, targets: table.targets, targetName: table.targetName, white: 16)
  }

  private static let generated = [
    Entry(
      "xor", "the four cases of exclusive or: two classes that no line divides",
      usualSplit: .allToTrain
    ) { Generated.xor(seed: $0) },
    Entry("circles", "a ring around a ring, two classes") { Generated.circles(seed: $0) },
    Entry("moons", "two half moons that reach into each other") { Generated.moons(seed: $0) },
    Entry("spirals", "three arms of a spiral") { Generated.spirals(seed: $0) },
    Entry("blobs", "three round heaps of points") { Generated.blobs(seed: $0) },
    Entry("line", "numbers on the line y = 2x + 1, with noise") { Generated.line(seed: $0) },
    Entry("homes", "made-up prices of homes by area, rooms, age and distance") {
      Generated.homes(seed: $0)
    },
    Entry("shapes", "crosses, squares and stripes in grey images of 8 × 8 pixels") {
      Generated.shapes(seed: $0)
    },
  ]
}
