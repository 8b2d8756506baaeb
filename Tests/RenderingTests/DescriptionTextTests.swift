import Autodiff
import Learning
import Testing

@testable import Rendering

@Suite("What is worth knowing of a data set, as text")
struct DescriptionTextTests {
  private let tiny = DataSet(
    name: "tiny", source: "made by hand", sampleShape: Shape([2]),
    features: [0, 1, 0, 1, 3, 1, 9, 1, 13, 1], columns: .numbers(["a", "b"]),
    targets: .classes([0, 0, 0, 1, 1], names: ["x", "y"]), targetName: "kind")

  private func builtIn(_ name: String) throws -> DataSet {
    try #require(BuiltInData.ofCommand[name]).dataSet(seed: 0)
  }

  private func lines(_ data: DataSet, _ style: Style = Style()) -> [String] {
    DescriptionText(data, style).lines
  }

  @Test("a small set, to the character")
  func small() {
    let bar = { String(repeating: "█", count: $0) }
    #expect(
      lines(tiny, Style(width: 50)).joined(separator: "\n") == """
        tiny
        made by hand

        5 samples of 2 features; 'kind' names 2 classes.

        kind  count   share
        x         3  60.0 %  \(bar(29))
        y         2  40.0 %  \(bar(19))

        feature  least  greatest    mean  deviation     η²
        a            0        13  5.0000     5.1769  0.896
        b            1         1  1.0000     0.0000

        η² is the share of a feature's variance that lies
        between the classes.

        The same in all samples: 'b' is 1.

        1 sample equals an earlier one in every feature: 2
        equals 1.

        Variance within each class, and distances between
        the means of two, with every feature divided by
        its deviation:

        class  variance     x
        x        0.0746
        y        0.149   1.93

        The means of 'x' and 'y' are 1.93 apart, and a
        sample lies 0.323 from its class's mean (√variance
        of the two together): a ratio of 5.98.
        A flat boundary halfway between these means has at
        most 11.2 % of the two classes' samples on its
        wrong side.

        What this means for training:

        - A model that always says 'x' is right 60.0 % of
          the time: compare every accuracy with that.
        - 2 classes have fewer than 20 samples, 'y' only
          2: few of them are left for validation and test,
          so what is measured there is mostly chance.
        - 5 samples for 2 features: a network can learn
          them by heart. Few units, --l2 and --patience
          work against it.
        - 'a' is the only column related to the target.
        """)
  }

  @Test("numeric targets are described like features")
  func numbers() {
    let data = DataSet(
      name: "n", source: "s", sampleShape: Shape([1]), features: [1, 2], columns: .numbers(["x"]),
      targets: .numbers([-10, 30], names: ["price"]), targetName: "price")
    #expect(
      lines(data).joined(separator: "\n") == """
        n
        s

        2 samples of 1 feature; the target 'price' is a number.

        target  least  greatest     mean  deviation
        price     −10        30  10.0000    20.0000

        feature  least  greatest    mean  deviation      r
        x            1         2  1.5000     0.5000  1.000

        r is the correlation with the target, from −1 to 1.

        No two samples are equal in every feature.

        What this means for training:

        - 2 samples for 1 feature: a network can learn them by heart. Few units, --l2
          and --patience work against it.
        """)
  }

  @Test("iris has the published means and deviations, and NumPy's distances")
  func iris() throws {
    let lines = lines(try builtIn("iris"))
    #expect(lines.contains("sepal_length    4.3       7.9  5.8433     0.8253  0.619"))
    #expect(lines.contains("sepal_width     2         4.4  3.0573     0.4344  0.401"))
    #expect(lines.contains("petal_length    1         6.9  3.7580     1.7594  0.941"))
    #expect(lines.contains("petal_width     0.1       2.5  1.1993     0.7597  0.929"))
    #expect(
      lines.drop { !$0.hasPrefix("class ") } == [
        "class       variance  setosa  versicolor",
        "setosa         0.953",
        "versicolor     1.03     2.85",
        "virginica      1.35     3.96        1.49",
        "",
        "'versicolor' and 'virginica' are nearest: their means are 1.49 apart, and a",
        "sample lies 1.09 from its class's mean (√variance of the two together): a ratio",
        "of 1.37.",
        "Means this close say little: the classes may overlap, or lie around one another.",
        "A flat boundary halfway between the means need not separate them; another model",
        "may.",
        "",
        "What this means for training:",
        "",
        "- A model that always says 'setosa' is right 33.3 % of the time: compare every",
        "  accuracy with that.",
        "- The samples come in the order of 'species': leave them shuffled, as they are",
        "  without --no-shuffle.",
        "- 'petal_length', 'petal_width' and 'sepal_length' are related most closely to",
        "  the target.",
      ])
    #expect(
      lines.contains("1 sample equals an earlier one in every feature: 143 equals 102."))
  }

  @Test("digits are summed up by their pixels, with a picture of each")
  func digits() throws {
    let lines = lines(try builtIn("digits"))
    let text = lines.joined(separator: "\n")
    #expect(lines.contains("1,797 images of 8×8 pixels; 'digit' names 10 classes."))
    #expect(
      text.contains(
        "Pixels are from 0 to 16, mean 4.8842, deviation 6.0168; 3 of 64 are the same in\nall images."
      ))
    #expect(lines.contains("    ░░▓▓▒▒              ▓▓▓▓░░            ░░██▓▓          ▒▒██▓▓"))
    #expect(lines.contains("0                 1                 2                 3"))
    #expect(lines.contains { $0.hasPrefix("9         20.82  4.92  5.34  5.48  3.51  6.43") })
    #expect(
      text.contains(
        "'1' and '8' are nearest: their means are 3.48 apart, and a sample lies 4.83 from\n"
          + "its class's mean (√variance of the two together): a ratio of 0.722."))
    #expect(
      !lines.contains { $0.hasPrefix("[0") })
  }

  @Test("if the matrix does not fit, the nearest pairs are listed")
  func narrow() throws {
    let lines = lines(try builtIn("digits"), Style(width: 60))
    let start = try #require(
      lines.firstIndex(of: "The nearest 10 of 45 pairs of classes, by the distance"))
    #expect(
      lines[start...].prefix(5) == [
        "The nearest 10 of 45 pairs of classes, by the distance", "between their means:", "",
        "3.48  '1' and '8'", "3.51  '3' and '9'",
      ])
    let all = DescriptionText(try builtIn("digits"), Style(width: 60, showsAll: true)).lines
    #expect(all.filter { $0.contains("' and '") && !$0.contains("means") }.count == 45)
  }

  @Test("nothing is wider than the width", arguments: [40, 41, 60, 80, 100, 240])
  func width(width: Int) throws {
    for entry in BuiltInData.ofCommand.entries {
      let lines = lines(try entry.dataSet(seed: 0), Style(width: width))
      #expect(lines.allSatisfy { TextColumns.width($0) <= width })
      #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    }
    let list = DataListText(Style(width: width)).lines(BuiltInData.ofCommand.entries)
    #expect(list.allSatisfy { TextColumns.width($0) <= width })
  }

  @Test("long and wide names, steering characters and huge numbers keep the width too")
  func hostile() throws {
    let names = [
      "\u{1B}[2J" + String(repeating: "学", count: 60), String(repeating: "n", count: 90),
    ]
    let data = DataSet(
      name: String(repeating: "d", count: 90), source: "s", sampleShape: Shape([2]),
      features: [1.23456789e300, -1e-300, 2e300, 123_456_789.123, 1, 1], columns: .numbers(names),
      targets: .classes([0, 1, 0], names: names.map { $0 + "\n" }), targetName: names[0])
    let table = "a,\(names[1])\n1,x\n"
    let decision = try CSVDataSet(name: "t", source: "s", bytes: Array(table.utf8)).decision
    for width in [40, 60, 80] {
      for unicode in [true, false] {
        let style = Style(width: width, unicode: unicode)
        let lines = DescriptionText(data, decision: decision, style).lines
        #expect(lines.allSatisfy { TextColumns.width($0) <= width })
        #expect(lines.joined().unicodeScalars.allSatisfy { $0.isHarmless })
        if !unicode { #expect(lines.joined().utf8.allSatisfy { $0 < 0x80 }) }
      }
    }
  }

  @Test("without Unicode all is ASCII", arguments: ["iris", "digits", "homes", "shapes"])
  func ascii(name: String) throws {
    let text = lines(try builtIn(name), Style(unicode: false)).joined()
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("--digits sets the number of decimals")
  func decimals() {
    let lines = lines(tiny, Style(digits: 6))
    #expect(lines.contains("a            0        13  5.000000   5.176872  0.895522"))
    #expect(lines.joined(separator: " ").contains("a sample lies 0.323230 from"))
  }

  @Test("one class, many classes and no classes")
  func classes() {
    let one = tiny.with(targets: .classes([0, 0, 0, 0, 0], names: ["x"]))
    #expect(
      lines(one).contains("All samples are of one class: there is nothing to tell apart."))
    let none = lines(tiny.with(targets: .none))
    #expect(none.contains("5 samples of 2 features; no target."))
    #expect(none.last == "1 sample equals an earlier one in every feature: 2 equals 1.")
    let names = (0..<201).map { "c\($0)" }
    let many = DataSet(
      name: "many", source: "s", sampleShape: Shape([1]), features: (0..<201).map { Double($0) },
      columns: .numbers(["x"]), targets: .classes(Array(0..<201), names: names), targetName: "c")
    #expect(lines(many).contains("… 186 classes not shown; --all"))
    #expect(
      lines(many).contains(
        "There are too many classes to compute the distances between their means."))
    #expect(lines(many, Style(showsAll: true)).contains { $0.hasPrefix("c100 ") })
  }

  /// Numbers with a gap, and two columns of words.
  private func table(_ target: String, _ values: [String]) throws -> DataSet {
    let rows = ["1,red,up", "2,red,up", ",blue,down", "4,red,down"]
    let lines = ["size,colour,way,\(target)"] + zip(rows, values).map { "\($0),\($1)" }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    return try CSVDataSet(name: "t", source: "s", bytes: bytes).dataSet
  }

  @Test("columns of words are shown with their values, and gaps are counted")
  func words() throws {
    let classes = lines(try table("kind", ["a", "a", "b", "b"]))
    #expect(
      classes.drop { !$0.hasPrefix("feature") }.prefix(9) == [
        "feature  least  greatest    mean  deviation  missing     η²",
        "size         1         4  2.3333     1.2472        1  0.893",
        "",
        "words   values      V",
        "colour       2  0.577  red 3, blue 1",
        "way          2  1.00   down 2, up 2",
        "",
        "η² is the share of a feature's variance that lies between the classes. V is",
        "Cramér's V with the classes, from 0 to 1.",
      ])
    #expect(classes.contains("- 3 samples have no missing values."))
    let numbers = lines(try table("price", ["1.5", "2.5", "3.5", "4.5"]))
    #expect(numbers.contains("size         1         4  2.3333     1.2472        1  1.00"))
    #expect(
      numbers.joined(separator: " ").contains(
        "η² is the share of the target's variance that lies between a column's values."))
  }

  @Test("equal samples with different targets are counted")
  func conflicts() {
    let other = tiny.with(targets: .classes([0, 1, 0, 1, 1], names: ["x", "y"]))
    #expect(
      lines(other).joined(separator: " ").contains(
        "2 equals 1. 1 of them has another class: no model can be right about both."))
  }
}
