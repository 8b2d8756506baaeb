import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("CSV")
struct CSVTests {
  static func table(
    _ text: String, target: TargetColumn = .last, kind: TargetKind = .automatic
  ) throws(Diagnostic) -> CSVDataSet {
    try table(text, TableReading(target: target, kind: kind))
  }

  static func table(_ text: String, _ reading: TableReading) throws(Diagnostic) -> CSVDataSet {
    try CSVDataSet(name: "t", source: "", bytes: Array(text.utf8), reading: reading)
  }

  @Test("fields are those of Python's csv module", arguments: Golden.root("tables").items)
  func fields(sample: JSON) throws {
    var scanner = CSVScanner(Array(sample.items[0].text.utf8))
    var rows: [[String]] = []
    while !scanner.isAtEnd {
      let field = try scanner.next()
      if scanner.column == 1 { rows.append([]) }
      rows[rows.count - 1].append(scanner.text(field))
    }
    #expect(rows == sample.items[1].items.map { $0.items.map(\.text) })
  }

  @Test("numbers are those of Python's float, bit for bit")
  func decimals() {
    for sample in Golden.root("decimals").items {
      let bytes = Array(sample.items[0].text.utf8)
      guard case .number(let value) = SpelledNumber(bytes, 0..<bytes.count) else {
        Issue.record("\(sample.items[0].text) is not read")
        continue
      }
      #expect(
        value.bitPattern == UInt64(sample.items[1].text, radix: 16), "\(sample.items[0].text)")
    }
  }

  @Test(
    "numbers that only Swift accepts are rejected",
    arguments: [
      "", ".", "-", "+", "e5", "1e", "1e+", "0x10", "1.2.3", "1,", " 1", "1 ", "1_0", "١",
    ])
  func noNumber(text: String) {
    #expect(SpelledNumber(Array(text.utf8), 0..<text.utf8.count) == .notANumber)
  }

  @Test(
    "infinities and NaN are not finite", arguments: ["inf", "-Infinity", "NaN", "1e999", "-1e400"])
  func notFinite(text: String) {
    #expect(SpelledNumber(Array(text.utf8), 0..<text.utf8.count) == .notFinite)
  }

  @Test("a byte-order mark, quotes and CRLF make no difference")
  func dialects() throws {
    let plain = try Self.table("x,y,k\n1,2,a\n3,4,b\n")
    #expect(plain.dataSet.features == [1, 2, 3, 4])
    #expect(plain.dataSet.featureNames == ["x", "y"])
    #expect(plain.dataSet.targets == .classes([0, 1], names: ["a", "b"]))
    for text in [
      "\u{FEFF}x,y,k\n1,2,a\n3,4,b", "x,y,k\r\n1,2,a\r\n3,4,b\r\n",
      "\"x\",\"y\",k\n\"1\",2,\"a\"\n3,4,b\n\n\n",
    ] {
      #expect(try Self.table(text).dataSet == plain.dataSet)
    }
  }

  @Test(
    "every mistake has its message",
    arguments: [
      ("", "the file is empty"),
      ("\u{FEFF}\n", "the file is empty"),
      ("a,b\n", "the file has a header and no rows"),
      (
        "a\n1\n",
        "there is one column, 'a', where a target and features are needed; commas, semicolons, tabs or '|' separate columns"
      ),
      (
        "a,b\n1\n",
        "row 2, column 1: the row has 1 field, and the header names 2 columns; each column needs a field, which may be empty"
      ),
      (
        "a;b\n1;2;3\n",
        "row 2, column 3: the row has 3 fields, and the header names 2 columns; each column needs a field, which may be empty"
      ),
      (
        "a,b\n1,2\n1,2,3,4\n",
        "row 3, column 4: the row has 4 fields, and the header names 2 columns; a field with a comma in it needs quotes around it"
      ),
      ("a,b\n1,2\n\n1,2\n", "row 3 is blank; take it out"),
      ("a,b\n1,\"2\n", "row 2, column 'b': the quote that opens here is never closed"),
      ("a,\"b\n1,2\n", "row 1, column 2: the quote that opens here is never closed"),
      ("a,b\n\"1\"x,2\n", "row 2, column 'a': there is text after the closing quote"),
      (
        "a,b\n1\"x,2\n",
        "row 2, column 'a': a quote inside a field that has none around it; put the field in quotes and double the quote"
      ),
      (
        "a,b,a\n1,2,3\n", "row 1, column 3: 'a' is already the name of column 1; rename one of them"
      ),
      (",,c\n1,2,3\n", "row 1, column 1: the column has no name; name it, or take it out"),
      ("a,,c\n1,2,3\n", "row 1, column 2: the column has no name; name it, or take it out"),
      ("a, ,c\n1,2,3\n", "row 1, column 2: the column has no name; name it, or take it out"),
      (
        "a,b\n,2\n",
        "'a' cannot be a feature: it has no value in any row; use --ignore a"
      ),
      (
        "a,b\n1,2\n2,2\n\u{1B}[2J,2\n",
        "row 4, column 'a': '\\u{1B}[2J' is not a number, as most of the column are; correct it, or empty the field if it is missing, "
          + "or use --categories a if its values are names"
      ),
      (
        "a,b\n1e999,2\n",
        "row 2, column 'a': '1e999' is not a finite number up to 3.4e38, the largest to train with"
      ),
      (
        "a,b\n-1e39,2\n",
        "row 2, column 'a': '-1e39' is not a finite number up to 3.4e38, the largest to train with"
      ),
      ("a,b\n1,\n", "the target 'b' is missing in every row"),
    ])
  func mistakes(text: String, message: String) {
    #expect(dataError { _ = try Self.table(text) } == message)
  }

  @Test("a row of very many fields is no header")
  func tooManyColumns() {
    let header = String(repeating: "a,", count: 200_000) + "b\n"
    #expect(
      dataError { _ = try Self.table(header + "1\n") }
        == "row 1 has more than 200000 fields: a table has a row for each sample and a column for each feature"
    )
  }

  @Test("a long field is cut in its message")
  func longField() {
    let long = String(repeating: "x", count: 99)
    #expect(
      dataError { _ = try Self.table("a,b\n1,1\n2,2\n\(long),2\n") }
        == "row 4, column 'a': '\(long.prefix(40))…' is not a number, as most of the column are; correct it, or empty the field if it is missing, "
        + "or use --categories a if its values are names")
  }

  @Test("UTF-16 is named")
  func utf16() {
    #expect(
      dataError { _ = try CSVDataSet(name: "", source: "", bytes: [0xFF, 0xFE, 0x61, 0]) }
        == "the text is UTF-16; save it as UTF-8")
  }

  @Test("no bytes are a trap")
  func fuzz() throws {
    var mutations = Mutations(seed: 5)
    let start = Array("\u{FEFF}x,\"y\",k\r\n1.5e3,\"2\",\"a\"\"b\"\n-3,4,\"b\n\"\n".utf8)
    for _ in 0..<20_000 {
      let bytes = mutations.next(start)
      for target in [TargetColumn.last, .none, .named("x,y")] {
        _ = try? CSVDataSet(name: "", source: "", bytes: bytes, reading: .init(target: target))
      }
    }
  }

  @Test(
    "a hundred thousand of any sign in a header are read in one pass",
    arguments: [",", "\"", "\"\"", "a", " ", "\r", "\n", "\r\n", "\\", "\"a\",", "é"])
  func manySigns(sign: String) {
    let many = String(repeating: sign, count: 100_000)
    for text in [many, "\"" + many + "\"", "a,b\n" + many, "a,b\n1,\"" + many] {
      _ = try? Self.table(text)
    }
  }

  @Test("a table with twenty thousand columns is read, and its columns are found, in one pass")
  func manyColumns() throws {
    let names = (0..<20_000).map { "c\($0)" }
    let row = [String](repeating: "1", count: names.count).joined(separator: ",")
    let text = names.joined(separator: ",") + "\n" + row + "\n"
    let data = try Self.table(text, target: .named("c19999")).dataSet
    #expect(data.featureCount == 19_999)
    #expect(try data.selecting(data.columns.reversed()).featureName(0) == "c19998")
    #expect(
      dataError {
        _ = try Self.table(text, target: .named(ColumnList(String(repeating: "c", count: 100_000))))
      }
        != nil)
  }
}

extension ColumnList: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}
