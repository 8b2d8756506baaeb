import Testing
import Text

@testable import Lessons

@Suite("Students")
struct StudentTests {
  @Test(
    "a name that a file or a spreadsheet could misuse is an error",
    arguments: [
      ("", "the name is empty"), ("  ", "the name is empty"),
      ("=cmd()", "the name '=cmd()' begins with '=', so a spreadsheet would take it for a formula"),
      ("@x", "the name '@x' begins with '@', so a spreadsheet would take it for a formula"),
      ("-1", "the name '-1' begins with '-', so a spreadsheet would take it for a formula"),
      ("a\u{1B}[2J", "the name 'a\\u{1B}[2J' has a control character"),
      ("a\tb", "the name 'a\\u{9}b' has a control character"),
      ("a\u{202E}b", "the name 'a\\u{202E}b' has a control character"),
    ])
  func hostile(name: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try Student(name: name, seed: 0) }
    #expect(error?.message == message)
  }

  @Test(
    "other names are texts like any other", arguments: ["../x", "O'Neil, \"Z\" <b>", "Zoë", "李 雷"])
  func plain(name: String) throws {
    #expect(try Student(name: name, seed: 0).name == name)
  }

  @Test(
    "letters are composed, so that a name has one spelling",
    arguments: [
      ("Zoe\u{308}", "Zo\u{EB}"), ("Vie\u{323}\u{302}t", "Vi\u{1EC7}t"),
      ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"), ("q\u{308}", "q\u{308}"),
    ])
  func composed(typed: String, name: String) throws {
    let (student, other) = (try Student(name: typed, seed: 7), try Student(name: name, seed: 7))
    #expect(student.name.unicodeScalars.elementsEqual(name.unicodeScalars))
    #expect(student.form == other.form)
  }

  @Test(
    "a cell is never a formula, and reads back",
    arguments: [
      ("=1+1", "'=1+1"), ("-x", "'-x"), ("-0.5", "-0.5"), ("a,b", "\"a,b\""),
      ("a \"b\"", "\"a \"\"b\"\"\""), ("'tis", "'tis"),
    ])
  func cells(text: String, cell: String) {
    #expect(SheetCell.text(text) == cell)
    if !cell.hasPrefix("\"") { #expect(SheetCell.read(cell) == text) }
  }
}
