import TestSupport
import Testing

@testable import Learning

@Suite("The dialects of tables")
struct TableDialectTests {
  private static let plain = "a,b,k\n1.5,2,x\n3,4.25,y\n"

  @Test(
    "separators of columns, fractions and rows are detected and reported",
    arguments: [
      ("a;b;k\n1.5;2;x\n3;4.25;y\n", ["columns are separated by semicolons"]),
      ("a\tb\tk\n1.5\t2\tx\n3\t4.25\ty\n", ["columns are separated by tabs"]),
      ("a|b|k\n1.5|2|x\n3|4.25|y\n", ["columns are separated by '|'"]),
      (
        "a;b;k\n1,5;2;x\n3;4,25;y\n",
        ["columns are separated by semicolons", "numbers are written with a decimal comma"]
      ),
      (
        "\"a\",\"b\",\"k\"\n\"1,5\",2,x\n3,\"4,25\",y\n",
        ["numbers are written with a decimal comma"]
      ),
      ("sep=;\r\na;b;k\r\n1.5;2;x\r\n3;4.25;y\r\n", ["columns are separated by semicolons"]),
      ("a,b,k\r1.5,2,x\r3,4.25,y\r", []),
      ("a,b,k\n1.5,2,x\r3,4.25,y\r\n", []),
      ("a,b,k\n1.5,2,x\n3,4.25,y\n   \n\n \t\n", []),
      (
        "a,b,k\n1.5,2,x\n3, 4.25,y\n",
        ["spaces around fields are ignored, first in row 3, column 'b'"]
      ),
      (
        "a,b, k\n1.5,2,x \n3, 4.25,y\n",
        ["spaces around fields are ignored, first in row 1, column 3"]
      ),
      (
        "a,b,k\n1.5,2, \"x\"\n\" 3 \",4.25,y\n",
        ["spaces around fields are ignored, first in row 2, column 'k'"]
      ),
    ])
  func found(text: String, notes: [String]) throws {
    let data = try CSVTests.table(text).dataSet
    var expected = try CSVTests.table(Self.plain).dataSet
    expected.notes = notes
    #expect(data == expected)
  }

  @Test("a separator in names or words does not decide")
  func misleading() throws {
    let text = "price;\"area, m²\";k\n1,5;2;a,b\n3;4;c\n"
    let data = try CSVTests.table(text).dataSet
    #expect(data.featureNames == ["price", "area, m²"] && data.classNames == ["a,b", "c"])
    #expect(data.features == [1.5, 2, 3, 4])
    let commas = try CSVTests.table("a,k\n1,x;y\n2,z\n").dataSet
    #expect(commas.classNames == ["x;y", "z"])
  }

  @Test(
    "fields that are nearly numbers are refused with advice",
    arguments: [
      (
        "a,b,k\n1.5,\"2,5\",x\n",
        "'2,5' is not a number, as most of the column are; write the number with a point before its fraction"
      ),
      (
        "a,b,k\n1,\"1,234\",x\n",
        "'1,234' is not a number, as most of the column are; write the number without the commas between thousands"
      ),
      (
        "a;b;k\n1,5;1.234,5;x\n",
        "'1.234,5' is not a number, as most of the column are; write the number without the points between thousands"
      ),
      (
        "a,b,k\n1,1_000,x\n",
        "'1_000' is not a number, as most of the column are; write the number without the underscores between thousands"
      ),
      (
        "a,b,k\n1,$3.20,x\n",
        "'$3.20' is not a number, as most of the column are; write the number without its currency"
      ),
      (
        "a,b,k\n1,-€3,x\n",
        "'-€3' is not a number, as most of the column are; write the number without its currency"
      ),
      (
        "a,b,k\n1,12 %,x\n",
        "'12 %' is not a number, as most of the column are; write the number without the per cent sign"
      ),
      (
        "a,b,k\n1,0x1F,x\n",
        "'0x1F' is not a number, as most of the column are; write the number in decimal digits"
      ),
    ])
  func advice(text: String, message: String) {
    #expect(
      dataError { _ = try CSVTests.table(text) }
        == "row 2, column 'b': \(message), or use --categories b if its values are names")
  }

  @Test(
    "a first row that is not a header is rejected",
    arguments: [
      (
        "5.1,3.5,1\n4.9,3,2\n",
        "row 1 holds nothing but numbers, '5.1' first, where the names of the columns are expected: this looks like data; "
          + "use --no-header, or give the columns names in the first row"
      ),
      (
        "0,1,0\n1,1,1\n",
        "row 1 holds nothing but numbers, '0' first, where the names of the columns are expected: this looks like data; "
          + "use --no-header, or give the columns names in the first row"
      ),
      (
        "5.1,3.5,setosa\n4.9,3,setosa\n",
        "row 1 holds numbers, '5.1' first, where the names of the columns are expected: this looks like data; "
          + "use --no-header, or give the columns names in the first row"
      ),
      (
        "5,3,setosa\n4,2,setosa\n4,2,virginica\n",
        "'setosa' is both the name of a column and a class in it: row 1 looks like data; "
          + "use --no-header, or give the columns names in the first row"
      ),
      (
        "My flowers,,\na,b,k\n1,2,x\n",
        "row 1, column 2: the column has no name; if row 1 is a title, take it out"
      ),
      (
        "My flowers\na,b,k\n1,2,x\n",
        "the first row has one field, 'My flowers', and row 2 has 3: if it is a title, take it out, so that the names of the columns come first"
      ),
      ("\na,b\n1,2\n", "row 1 is blank, where the names of the columns are expected"),
    ])
  func noHeader(text: String, message: String) {
    #expect(dataError { _ = try CSVTests.table(text) } == message)
  }

  @Test("without a header columns are numbered, and rows count from the first")
  func numbered() throws {
    let table = try CSVTests.table("1,2,x\n3,4,y\n", TableReading(hasHeader: false)).dataSet
    #expect(table.featureNames == ["column_1", "column_2"] && table.targetName == "column_3")
    #expect(table.features == [1, 2, 3, 4] && table.classNames == ["x", "y"])
    #expect(
      table.notes == ["the columns have no names and are called 'column_1', 'column_2', 'column_3'"]
    )
    #expect(
      dataError { _ = try CSVTests.table("a,b,x\n3,4,y\n3,4,y\n", TableReading(hasHeader: false)) }
        == "row 1, column 'column_1': 'a' is not a number, as most of the column are; without a header the first row is "
        + "data: if it has the names of the columns, leave out --no-header")
    #expect(
      dataError { _ = try CSVTests.table("1,2\n3,4,y\n", TableReading(hasHeader: false)) }
        == "row 2, column 3: the row has 3 fields, and the first row has 2 columns; a field with a comma in it needs quotes around it"
    )
  }

  @Test("a model reads only its own columns, in its order, and no unknown target")
  func ofModel() throws {
    var reading = TableReading(target: .namedIfKnown("k"), kind: .classes, origin: .model)
    reading.model = (.numbers(["b", "a"]), ["x", "y"])
    let text = "a,,note,b,k,note\n1,u,seen at noon,2,x,v\n3,u,,4,y,v\n"
    let data = try CSVTests.table(text, reading).dataSet
    #expect(data.features == [2, 1, 4, 3] && data.featureNames == ["b", "a"])
    #expect(data.targets == .classes([0, 1], names: ["x", "y"]))
    for (gap, row) in [(",", 2), (",?", 2), (",NA", 2)] {
      let data = try CSVTests.table("a,b,k\n1,2\(gap)\n3,4,y\n", reading).dataSet
      #expect(data.targets == .none && data.features == [2, 1, 4, 3])
      #expect(
        data.notes == ["there is no score, since the target is missing in row \(row), column 'k'"])
    }
    #expect(
      dataError { _ = try CSVTests.table("a,k\n1,x\n", reading) } == "the data have no feature 'b'")
    #expect(try CSVTests.table("b,a\n1,2\n", reading).dataSet.targets == .none)
    let years = try CSVTests.table("b,a,2019.5,2020.5\n1,2,3,4\n", reading).dataSet
    #expect(years.features == [1, 2])
    #expect(
      dataError { _ = try CSVTests.table("1.5,2.5\n3,4\n", reading) }
        == "row 1 holds nothing but numbers, '1.5' first, where the names of the columns are expected: this looks like data; "
        + "the model knows its columns by name: give them their names in the first row")
  }

  @Test("a table is the same in every dialect", arguments: 0..<200)
  func property(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let width = 1 + random.below(4)
    let names = (0..<width).map {
      ["size, cm", "ü;\($0)", "a\"\($0)", "漢 \($0)"][random.below(4)] + "\($0)"
    }
    let kinds = ["x;y", "a,b", "two\nlines", "it\"s", "plain"]
    let numbers = (0..<6 * width).map { index in
      index == 0 ? 1.25 : (Double(random.below(2_000_001)) - 1_000_000) / 16
    }
    let separator = [",", ";", "\t", "|"][random.below(4)]
    let hasDecimalComma = random.below(2) == 1
    let ends = [["\n"], ["\r\n"], ["\r"], ["\n", "\r", "\r\n"]][random.below(4)]
    var noSpaces = true

    func field(_ text: String) -> String {
      let needsQuotes = text.contains { [",", ";", "\t", "|", "\"", "\n"].contains($0) }
      var field = text
      if needsQuotes || random.below(5) == 0 {
        field = "\"" + text.replacing("\"", with: "\"\"") + "\""
      }
      if random.below(9) == 0 {
        noSpaces = false
        field = " " + field + "  "
      }
      return field
    }

    var text = random.below(3) == 0 ? "\u{FEFF}" : ""
    var rows = [names + ["kind"]]
    for row in 0..<6 {
      let written = numbers[row * width..<(row + 1) * width].map { number in
        hasDecimalComma ? "\(number)".replacing(".", with: ",") : "\(number)"
      }
      rows.append(written + [kinds[row % 5]])
    }
    for row in rows {
      text += row.map { field($0) }.joined(separator: separator) + ends[random.below(ends.count)]
    }
    text += ["", "\n", "  \n\r\n"][random.below(3)]
    let data = try CSVTests.table(text).dataSet
    #expect(data.featureNames == names && data.features == numbers, "\(text)")
    #expect(data.classNames == kinds.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(
      data.notes.count == (separator == "," ? 0 : 1) + (hasDecimalComma ? 1 : 0)
        + (noSpaces ? 0 : 1),
      "\(data.notes)")
  }
}
