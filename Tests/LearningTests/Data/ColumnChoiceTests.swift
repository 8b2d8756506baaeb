import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("The choice of columns")
struct ColumnChoiceTests {
  private static let text = "id,age,sex,\"size, cm\",k\n1,3,m,5,x\n2,4,f,6,y\n3,5,m,7,x\n"

  private static func table(
    _ features: ColumnList? = nil, ignoring ignored: ColumnList? = nil, target: ColumnList? = nil,
    _ text: String = text
  ) throws(Diagnostic) -> DataSet {
    var reading = TableReading(target: target.map { .named($0) } ?? .last)
    (reading.features, reading.ignored) = (features, ignored)
    return try CSVTests.table(text, reading).dataSet
  }

  @Test("features are chosen, or left out")
  func chosen() throws {
    #expect(try Self.table("sex, age").featureNames == ["sex = f", "sex = m", "age"])
    #expect(try Self.table(ignoring: "id,sex").featureNames == ["age", "size, cm"])
    #expect(try Self.table("size, cm").featureNames == ["size, cm"])
    #expect(try Self.table("\"size, cm\",age").featureNames == ["size, cm", "age"])
    #expect(try Self.table(ignoring: "k", target: "age").featureNames.last == "size, cm")
    #expect(ColumnList.text(of: ["size, cm", "a", "b\"c"]) == "\"size, cm\",a,\"b\"\"c\"")
  }

  @Test("a wrong choice has its message")
  func mistakes() {
    func message(
      _ features: ColumnList?, _ ignored: ColumnList? = nil, _ target: ColumnList? = nil
    ) -> String? {
      dataError { _ = try Self.table(features, ignoring: ignored, target: target) }
    }
    #expect(message("aeg") == "there is no column 'aeg'; did you mean 'age'?")
    #expect(message(nil, "id,zzz")?.hasPrefix("there is no column 'zzz'; there are 'id', ") == true)
    #expect(message("age,age") == "'age' is named twice in 'age,age'")
    #expect(message("age,,sex") == "a name is missing in 'age,,sex'")
    #expect(message("") == "a name is missing in ''")
    #expect(message("age,sex", "sex") == "'sex' is both in --features and in --ignore")
    #expect(message("age,k") == "'k' is the target and cannot be a feature too")
    #expect(
      message(nil, "k") == "'k' is the target and cannot be ignored; choose another with --target")
    #expect(message(nil, "id,age,sex,\"size, cm\"") == "no column is left as a feature")
  }

  @Test("several targets are numbers, one column of them for each")
  func targets() throws {
    let data = try Self.table(ignoring: "k,sex", target: "size, cm")
    #expect(data.targets == .numbers([5, 6, 7], names: ["size, cm"]))
    let two = try Self.table(ignoring: "k", target: "\"size, cm\",age")
    #expect(two.targets == .numbers([5, 3, 6, 4, 7, 5], names: ["size, cm", "age"]))
    #expect(two.targetName == "size, cm, age" && two.featureNames == ["id", "sex = f", "sex = m"])
    #expect(
      dataError { _ = try Self.table(target: "age,k") } == "row 2, column 'k': 'x' is not a number")
    var reading = TableReading(target: .named("age,id"), kind: .classes)
    #expect(
      dataError { _ = try CSVTests.table(Self.text, reading) }
        == "several targets are predicted as numbers: choose one column as classes")
    reading = TableReading(target: .named("a,b"))
    let gaps = try CSVTests.table("a,b,c\n1,2,3\n,2,4\n1,NA,5\n7,8,9\n", reading).dataSet
    #expect(gaps.targets == .numbers([1, 2, 7, 8], names: ["a", "b"]) && gaps.features == [3, 9])
  }

  @Test("rows become images of a shape")
  func shape() throws {
    var reading = TableReading()
    reading.shape = Shape([1, 2, 2])
    let images = try CSVTests.table("a,b,c,d,k\n1,2,3,4,x\n5,6,7,8,y\n", reading).dataSet
    #expect(images.isOfImages && images.sampleShape == Shape([1, 2, 2]))
    #expect(images.features == [1, 2, 3, 4, 5, 6, 7, 8] && images.featureNames == [])
    #expect(images.featureName(2) == "[0, 1, 0]" && images.columns.count == 4)
    #expect(
      dataError { _ = try CSVTests.table("a,b,c,k\n1,2,3,x\n", reading) }
        == "an image of the shape [1, 2, 2] has 4 numbers, and a row has 3 features")
    #expect(
      dataError { _ = try CSVTests.table("a,b,c,d,k\n1,2,3,red,x\n", reading) }
        == "'d' holds words, and an image is made of numbers")
    #expect(
      dataError { _ = try CSVTests.table("a,b,c,d,k\n1,2,3,4,x\n1,2,3,,y\n", reading) }
        == "'d' has missing values, and an image has none")
  }

  @Test("separator and decimal sign can be given")
  func dialect() throws {
    let text = "a;b;k\n1,5;2;x,y\n3;4,5;x,y\n"
    var reading = TableReading()
    reading.separator = .comma
    #expect(dataError { _ = try CSVTests.table(text, reading) } != nil)
    reading.separator = .semicolon
    #expect(try CSVTests.table(text, reading).dataSet.features == [1.5, 2, 3, 4.5])
    reading.decimal = .point
    #expect(
      dataError { _ = try CSVTests.table(text, reading) }?.hasPrefix(
        "row 2, column 'a': '1,5' is not a number") == true)
  }

  /// The notes on a table with a number of rows.
  private static func notes(
    _ header: String, _ count: Int, _ row: (Int) -> String
  ) throws -> [String] {
    let rows = (0..<count).map { row($0) + "\n" }.joined()
    return try CSVTests.table(header + "\n" + rows).dataSet.notes
  }

  @Test("ids are suspected, and columns that give the target away")
  func suspects() throws {
    let different = ", with a different value in every row; use --ignore "
    #expect(
      try Self.notes("id,x,k", 24) { "\($0),\($0 % 7),\($0 % 2)" } == [
        "'id' looks like an id" + different + "id"
      ])
    #expect(
      try Self.notes("a,b,k", 24) { "\(100 - $0),\($0 * 7 % 25),\($0 % 2)" }
        == ["'a', 'b' look like ids" + different + "a,b"])
    #expect(try Self.notes("a,k", 20) { "\($0),\($0 % 2)" } == [])
    #expect(try Self.notes("a,k", 24) { "\($0).5,\($0 % 2)" } == [])
    #expect(try Self.notes("a,k", 24) { "\($0 / 2),\($0 % 2)" } == [])
    #expect(
      try Self.notes("rownames,x,k", 4) { "\($0),1.5,\($0 % 2)" } == [
        "'rownames' looks like an id" + different + "rownames"
      ])
    #expect(
      try Self.notes(",x,k", 4) { "\($0),1.5,\($0 % 2)" } == [
        "the first column has no name and is called 'column_1'",
        "'column_1' looks like an id" + different + "column_1",
      ])
    #expect(
      try Self.notes("word,k", 4) { "w\($0),\($0 % 2)" } == [
        "'word' looks like an id" + different + "word"
      ])
    let tells = " tells all classes apart; if it was written from the target, use --ignore "
    #expect(
      try Self.notes("a,b,k", 24) { "\($0 % 2).5,\($0 % 7),\($0 % 2)" } == [
        "'a' alone" + tells + "a"
      ])
    #expect(
      try Self.notes("a,b,k", 24) { "\($0 % 2 == 0 ? "no" : "yes"),\($0 % 7),\($0 % 2)" }
        == ["'a' alone" + tells + "a"])
    #expect(
      try Self.notes("a,b,k", 24) { "\($0 % 3 == 0 ? "no" : "yes"),\($0 % 7),\($0 % 2)" } == [])
  }

  @Test("the bounds of what is suspected")
  func suspectBounds() throws {
    let different = " looks like an id, with a different value in every row; use --ignore "
    #expect(
      try Self.notes("ID,x,k", 4) { "\($0),1.5,\($0 % 2)" } == ["'ID'" + different + "ID"])
    #expect(try Self.notes("word,k", 3) { "w\($0),\($0 % 2)" } == ["'word'" + different + "word"])
    #expect(try Self.notes("word,k", 2) { "w\($0),\($0 % 2)" } == [])
    #expect(try Self.notes("word,k", 4) { "w\($0 % 3),\($0 % 2)" } == [])
    // Whole numbers in no order, of which two are equal.
    #expect(try Self.notes("a,k", 24) { "\(($0 == 5 ? 4 : $0) * 7 % 29),\($0 % 2)" } == [])
    #expect(try Self.notes("a,k", 24) { "\(30 - ($0 == 5 ? 4 : $0)),\($0 % 2)" } == [])
    // The words of rows that are left out are not counted.
    #expect(try CSVTests.table("word,k\na,x\na,y\nb,x\nc,\n").dataSet.notes.count == 1)
    var reading = TableReading(target: .namedIfKnown("k"), kind: .classes, origin: .model)
    reading.model = ([FeatureColumn("id")], ["x", "y"])
    #expect(try CSVTests.table("id,k\n1,x\n2,y\n3,x\n", reading).dataSet.notes == [])
    let tells =
      "'a' alone tells all classes apart; if it was written from the target, use --ignore a"
    #expect(
      try Self.notes("a,b,k", 24) { "\(1 - $0 % 2).5,\($0 % 7),\($0 % 2)" } == [tells])
    #expect(try Self.notes("a,b,k", 20) { "\($0 % 2).5,\($0 % 7),\($0 % 2)" } == [])
    #expect(
      try Self.notes("a,b,k", 20) { "\($0 % 2 == 0 ? "no" : "yes"),\($0 % 7),\($0 % 2)" } == [])
    // Ranges with a number in common, one that is missing, and ranges that meet after the first 1,000 rows.
    #expect(
      try Self.notes("a,k", 24) { "\([0.5, 1.5, 1.5, 2.5][$0 % 4]),\($0 % 2)" } == [])
    #expect(
      try Self.notes("a,k", 24) { "\($0 == 3 ? "" : "\($0 % 2).5"),\($0 % 2)" }
        == ["missing values: 1 in 'a' (empty); a number becomes the mean of the training part"])
    #expect(
      try Self.notes("a,k", 1_010) { "\($0 % 2).5,\($0 < 1_000 ? $0 % 2 : 1 - $0 % 2)" } == [])
  }

  @Test("a description tells of a column that gives the target away once, among its findings")
  func leaks() throws {
    var reading = TableReading()
    reading.isForDescription = true
    for column in ["a", "b"] {
      let rows = (0..<24).map { row in
        let word = row % 2 == 0 ? "no" : "yes"
        return
          "\(column == "a" ? "\(row % 2).5" : "\(row % 7)"),\(column == "b" ? word : "other"),\(row % 2)\n"
      }
      let data = try CSVTests.table("a,b,k\n" + rows.joined(), reading).dataSet
      #expect(data.notes == [])
      #expect(DataDescription(data).findings.contains(.telling([column])))
    }
  }
}
