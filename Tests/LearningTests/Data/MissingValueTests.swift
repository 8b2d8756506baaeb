import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Missing values")
struct MissingValueTests {
  private static let text =
    "age,port,k\n22,S,x\nNA,C,y\n35,?,x\n,S,\n28,null,y\n31,-,x\nNaN,C,NA\n40,S,y\n"

  private static func table(
    _ missing: MissingValues, _ text: String = text
  ) throws(Diagnostic) -> DataSet {
    var reading = TableReading()
    reading.missing = missing
    return try CSVTests.table(text, reading).dataSet
  }

  @Test(
    "missing numbers are NaN with an indicator, missing words a category; rows without a target are left out"
  )
  func mean() throws {
    let data = try Self.table(.mean)
    #expect(
      data.columns == [
        FeatureColumn("age", hasGaps: true),
        FeatureColumn("port", .categories(["C", "S", "missing"]), hasGaps: true),
      ])
    #expect(
      data.featureNames == ["age", "age is missing", "port = C", "port = S", "port = missing"])
    #expect(
      data.features.map { $0.isNaN ? -1 : $0 } == [
        22, 0, 0, 1, 0, -1, 1, 1, 0, 0, 35, 0, 0, 0, 1, 28, 0, 0, 0, 1, 31, 0, 0, 0, 1, 40, 0, 0, 1,
        0,
      ])
    #expect(data.targets == .classes([0, 1, 0, 1, 0, 1], names: ["x", "y"]))
    #expect(
      data.notes == [
        "missing values: 1 in 'age' ('NA'), 3 in 'port' ('?', 'null', '-'); a number becomes the mean of the "
          + "training part; a word becomes the category 'missing'",
        "2 of 8 rows are left out, because the target is missing, first in row 5, column 'k'; "
          + "samples are numbered without them",
      ])
    let again = try Self.table(.mean)
    #expect(again == data && again.digest == data.digest)
    let other = try Self.table(.mean, Self.text.replacing("NA,C,y", with: "1,C,y"))
    #expect(other != data && other.digest != data.digest)
  }

  @Test("what is missing in a row without a target is no gap among the samples")
  func leftOut() throws {
    let text = "a,b,y\n1,S,p\n,,\n3,T,q\n-,?,NA\n5,,q\n6,S,p\n"
    let data = try Self.table(.mean, text)
    #expect(data.count == 4)
    #expect(
      data.columns == [
        FeatureColumn("a"), FeatureColumn("b", .categories(["S", "T", "missing"]), hasGaps: true),
      ])
    #expect(
      data.notes == [
        "missing values: 1 in 'b' (empty); a word becomes the category 'missing'",
        "2 of 6 rows are left out, because the target is missing, first in row 3, column 'y'; "
          + "samples are numbered without them",
      ])
    // The column is read twice: it begins with a number, and holds words.
    let mixed = try Self.table(.mean, "a,y\n1,p\n,\nb,q\nc,p\n")
    #expect(mixed.featureNames == ["a = 1", "a = b", "a = c"])
    #expect(
      dataError { _ = try Self.table(.error, text) }
        == "row 3, column 'y': the field is empty; fill it, leave the row out, or use --missing mean or drop"
    )
  }

  @Test("rows with missing values are left out on request, or are an error")
  func others() throws {
    let data = try Self.table(.drop)
    #expect(
      data.columns == [FeatureColumn("age"), FeatureColumn("port", .categories(["C", "S"]))])
    #expect(data.features == [22, 0, 1, 40, 0, 1] && data.targets.classCounts == [1, 1])
    #expect(
      data.notes == [
        "2 of 8 rows are left out, because the target is missing, first in row 5, column 'k'",
        "4 of 6 rows are left out, because features are missing: 1 in 'age' ('NA'), "
          + "3 in 'port' ('?', 'null', '-'); samples are numbered without them",
      ])
    #expect(
      dataError { _ = try Self.table(.error) }
        == "row 3, column 'age': 'NA' is a missing value; fill it, leave the row out, or use --missing mean or drop"
    )
    #expect(
      dataError { _ = try Self.table(.error, "a,k\n1,x\n2,\n") }
        == "row 3, column 'k': the field is empty; fill it, leave the row out, or use --missing mean or drop"
    )
    #expect(
      dataError { _ = try Self.table(.drop, "a,b,k\n1,,x\n,2,y\n") }
        == "every row has a missing value: 1 in 'a' (empty), 1 in 'b' (empty); use --missing mean")
  }

  @Test("the texts that identify the rows are those of the rows that are kept")
  func ids() throws {
    var reading = TableReading()
    reading.missing = .drop
    let text =
      "name,age,port,k\nann,22,S,x\n\"b, \"\"c\"\"\",NA,C,y\ndora, 35 ,S,x\neve,1,S,\nfay,40,C,y\n"
    for (column, ids) in [
      ("name", ["ann", "dora", "fay"]), ("age", ["22", "35", "40"]), ("k", ["x", "x", "y"]),
    ] {
      reading.id = column
      reading.ignored = ColumnList("name")
      let table = try CSVTests.table(text, reading)
      #expect(table.ids == ids && table.dataSet.count == 3)
    }
    reading.id = nil
    #expect(try CSVTests.table(text, reading).ids == nil)
    reading.id = "nam"
    #expect(
      dataError { _ = try CSVTests.table(text, reading) }
        == "there is no column 'nam'; did you mean 'name'?")
  }

  @Test("where every row is to be answered, none is left out, and a note counts those with gaps")
  func answered() throws {
    var reading = TableReading(origin: .model)
    reading.missing = .drop
    reading.answersEveryRow = true
    reading.model = ([FeatureColumn("age"), FeatureColumn("port", .categories(["C", "S"]))], [])
    reading.target = .none
    let data = try CSVTests.table("port,age\nS,1\n,2\nX,3\nC,NA\n", reading).dataSet
    #expect(data.count == 4 && data.incompleteRows == [1, 3])
    #expect(
      data.notes == [
        "1 value of 'port' is unknown to the model, 'X' in row 4",
        "2 of 4 rows have no answer, because features are missing: 1 in 'age' ('NA'), 1 in 'port' (empty); the model was "
          + "trained with --missing drop: fill them in, or train it with --missing mean",
      ])
    let whole = try CSVTests.table("port,age\nS,1\n", reading).dataSet
    #expect(whole.notes == [] && whole.incompleteRows == [])
  }

  @Test("a target that is asked for as classes may be called NA")
  func classes() throws {
    let text = "x,t\n1,NA\n2,b\n3,\n4,b\n"
    let asked = try CSVTests.table(text, kind: .classes).dataSet
    #expect(asked.targets == .classes([0, 1, 1], names: ["NA", "b"]))
    let found = try CSVTests.table(text).dataSet
    #expect(found.targets == .classes([0, 0], names: ["b"]))
    #expect(try CSVTests.table("x,t\n1,+\n2,-\n").dataSet.classNames == ["+", "-"])
    let numbers = try CSVTests.table("x,t\n1,1.5\n2,NA\n3,2.5\n").dataSet
    #expect(numbers.targets == .numbers([1.5, 2.5], names: ["t"]) && numbers.features == [1, 3])
  }

  @Test("features and scalings are those of pandas and scikit-learn", arguments: try! tables())
  func golden(sample: JSON) throws {
    let data = try CSVTests.table(sample("text").text).dataSet
    #expect(data.featureNames == sample("names").items.map(\.text))
    for kind in Scaling.Kind.allCases {
      let scaling = try Scaling(kind, features: data, rows: sample("rows").ints)
      #expect(
        isClose(scaling.applied(to: data), sample("features")(kind.rawValue).doubles), "\(kind)")
    }
  }

  private static func tables() throws -> [JSON] {
    try JSONReader.value(of: Golden.bytes("Tests/Golden/tables.json")).items
  }

  @Test(
    "a column that is empty or constant in the training part is 0", arguments: Scaling.Kind.allCases
  )
  func nothingKnown(kind: Scaling.Kind) throws {
    let data = try CSVTests.table("a,b,c,t\nNA,3,u,1.5\nNA,3,u,2\n7,NA,v,3\n").dataSet
    let scaling = try Scaling(kind, features: data, rows: [0, 1])
    let scaled = scaling.applied(to: data)
    #expect(data.featureNames == ["a", "a is missing", "b", "b is missing", "c = u", "c = v"])
    #expect(scaled.allSatisfy { $0.isFinite } && scaled[12] == 0)
    if kind != .none { #expect(scaled == [Double](repeating: 0, count: 18)) }
    var filled = data.features
    scaling.fill(&filled)
    #expect(filled[0] == 0 && filled[14] == 3 && filled[12] == 7)
    let model = Scaling(
      kind: kind, width: 6, offsets: scaling.offsets, spreads: scaling.spreads,
      means: scaling.means)
    #expect(model == scaling)
  }

  @Test("a description counts what is missing, and compares what is known")
  func described() throws {
    let data = try CSVTests.table(
      "a,b,k\n1,4,x\nNA,4,x\n3,NA,y\nNA,4,x\n5,8,y\n"
    ).dataSet
    let description = DataDescription(data)
    let a = description.features[0]
    #expect(a.missing == 2 && a.mean == 3 && a.least == 1 && a.greatest == 5)
    #expect(abs(a.deviation - (8.0 / 3).squareRoot()) < 1e-12)
    #expect(description.duplicates == [.init(row: 3, first: 1, isConflict: false)])
    #expect(description.classes.allSatisfy { $0.variance?.isFinite ?? false })
    #expect(description.pairs.allSatisfy { $0.distance.isFinite && $0.distance > 0 })
  }
}
