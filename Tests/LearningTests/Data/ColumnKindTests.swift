import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Columns of words")
struct ColumnKindTests {
  private static func column(_ cells: [String], _ reading: TableReading = .init())
    throws(Diagnostic)
    -> DataSet
  {
    let rows = cells.enumerated().map { "\($1),\($0 % 2 == 0 ? "x" : "y")\n" }.joined()
    return try CSVTests.table("a,k\n" + rows, reading).dataSet
  }

  @Test("words become a feature for each category, in the order of their bytes")
  func oneHot() throws {
    let data = try CSVTests.table("sex,age,k\nmale,3,x\nFemale,4,y\nmale,5,x\n").dataSet
    #expect(
      data.columns == [
        FeatureColumn("sex", .categories(["Female", "male"])), FeatureColumn("age"),
      ])
    #expect(data.featureNames == ["sex = Female", "sex = male", "age"])
    #expect(data.features == [0, 1, 3, 1, 0, 4, 0, 1, 5] && data.sampleShape == Shape([3]))
    #expect(data.notes == [])
    let decomposed = try Self.column(["caf\u{E9}", "cafe\u{301}", "tea"])
    #expect(decomposed.featureCount == 2)
  }

  @Test(
    "words or numbers: most of the values decide",
    arguments: [
      (["yes", "no", "yes"], ["a = no", "a = yes"]),
      (["True", "False"], ["a = False", "a = True"]),
      (["1", "b"], ["a = 1", "a = b"]),
      (["1", "2", "b", "c"], ["a = 1", "a = 2", "a = b", "a = c"]),
      (["NA", "b", "1", "c"], ["a = 1", "a = b", "a = c", "a = missing"]),
      (["NA", "", "1", "2"], ["a", "a is missing"]),
      (["1", "NA", "2.5"], ["a", "a is missing"]),
      (["+", "-", "+"], ["a = +", "a = -"]),
      (["-", "+", "?"], ["a = +", "a = -", "a = missing"]),
      (["-", "b"], ["a = b", "a = missing"]),
      (["missing", "b", ""], ["a = b", "a = missing"]),
      (["\"say \"\"a\"\"\"", "b"], ["a = b", "a = say \"a\""]),
    ])
  func decision(cells: [String], names: [String]) throws {
    #expect(try Self.column(cells).featureNames == names)
  }

  @Test("a column that begins with numbers is read again for its words")
  func mixed() throws {
    let data = try CSVTests.table("a,b,k\n7,1,x\n10,2,y\nc,3,x\nd,4,y\n07,5,x\ne,6,y\n").dataSet
    #expect(data.columns[0].kind == .categories(["07", "10", "7", "c", "d", "e"]))
    #expect(data.features.prefix(7) == [0, 0, 1, 0, 0, 0, 1])
    #expect(data.features[7..<14] == [0, 1, 0, 0, 0, 0, 2])
    #expect(data.features[28..<35] == [1, 0, 0, 0, 0, 0, 5])
  }

  @Test("codes are categories on request, in the order of their numbers, what is missing last")
  func codes() throws {
    var reading = TableReading()
    reading.categories = "a"
    let data = try Self.column(["10", "9", "NA", "10"], reading)
    #expect(data.featureNames == ["a = 9", "a = 10", "a = missing"])
    #expect(data.features == [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0])
    reading.categories = "k"
    #expect(
      dataError { _ = try Self.column(["1"], reading) }
        == "'k' is not a feature and has no categories; if it is the target, use --as classes")
  }

  @Test("free text, dates and empty columns are refused in one message")
  func refused() throws {
    let rows = (0..<24).map { "n \($0),2024-05-\($0 + 1),,\($0 % 2),\($0 % 3)\n" }.joined()
    let text = "name,\"day, born\",empty,kind,k\n" + rows
    let message =
      "3 columns cannot be features: 'name' is free text, with 24 different values in 24 rows, 'n 0' first; "
      + "'day, born' holds dates, '2024-05-1' first: put the year, month and day in separate columns; "
      + "'empty' has no value in any row; "
    #expect(
      dataError { _ = try CSVTests.table(text) }
        == message + "use --ignore 'name,\"day, born\",empty'")
    #expect(
      dataError { _ = try CSVTests.table(text, TableReading(origin: .lesson)) }
        == message + "take them out of the file")
    var reading = TableReading()
    reading.ignored = "name,\"day, born\",empty"
    #expect(try CSVTests.table(text, reading).dataSet.featureNames == ["kind"])
  }

  @Test(
    "numbers with a unit, and dates, are refused with what would make them features",
    arguments: [
      ("# cm", "has numbers with a unit, '1 cm' first; write them without 'cm', or "),
      ("#.5kg", "has numbers with a unit, '1.5kg' first; write them without 'kg', or "),
      (
        "2024-05-#",
        "holds dates, '2024-05-1' first; put the year, month and day in separate columns, or "
      ),
      ("n #", "is free text, with 24 different values in 24 rows, 'n 1' first; "),
    ])
  func remedies(cell: String, reason: String) {
    let cells = (1...24).map { cell.replacing("#", with: "\($0)") }
    #expect(
      dataError { _ = try Self.column(cells) }
        == "'a' cannot be a feature: it \(reason)use --ignore a")
  }

  @Test(
    "the bounds between categories and free text", arguments: [(20, 20), (21, 42), (1_000, 2_000)])
  func bounds(words: Int, rows: Int) throws {
    let cells = { (words: Int, rows: Int) in (0..<rows).map { "n\($0 % words)" } }
    #expect(try Self.column(cells(words, rows)).featureCount == words)
    let message = dataError { _ = try Self.column(cells(words + 1, rows)) }
    if words > 20 {
      #expect(
        message
          == "'a' cannot be a feature: it is free text, with \(words + 1) different values in \(rows) rows, "
          + "'n0' first; use --ignore a")
    }
  }

  @Test("a word that a model does not know has no category, and is counted")
  func unknown() throws {
    var reading = TableReading(target: .namedIfKnown("k"), kind: .classes, origin: .model)
    let columns = [
      FeatureColumn("island", .categories(["Biscoe", "Dream"])), FeatureColumn("size"),
    ]
    reading.model = (columns, ["x", "y"])
    let data = try CSVTests.table(
      "size,island\n1,Dream\n2,Mars\n3,\n,Biscoe\n4,Mars\n", reading
    ).dataSet
    #expect(data.columns == columns)
    #expect(
      data.features.map { $0.isNaN ? -9 : $0 }
        == [0, 1, 1, 0, 0, 2, 0, 0, 3, 1, 0, -9, 0, 0, 4])
    #expect(
      data.notes == [
        "missing values: 1 in 'island' (empty), 1 in 'size' (empty); a number becomes the mean of the training part",
        "'island' is missing in row 4, and never was in training: it has no category",
        "2 values of 'island' are unknown to the model, the first 'Mars' in row 3",
        "'size' is missing in row 5, and never was in training",
      ])
    #expect(
      dataError { _ = try CSVTests.table("size,island\n1,Dream\nbig,Dream\n", reading) }
        == "row 3, column 'size': 'big' is not a number, and the model takes numbers there; correct it, or empty the field if it is missing"
    )
  }
}
