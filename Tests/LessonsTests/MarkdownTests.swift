import LessonLanguage
import Lessons
import Testing
import Text

@Suite("A lesson's Markdown")
struct MarkdownTests {
  private func blocks(_ text: String) throws -> [MarkdownBlock] {
    try MarkdownReader.blocks(of: SourceText(text)).map { $0.block }
  }

  private func lines(_ text: String) throws -> [Int] {
    try MarkdownReader.blocks(of: SourceText(text)).map { $0.line }
  }

  @Test("headings have one to six marks and a space")
  func headings() throws {
    #expect(
      try blocks("# One\n###### Six  \n####### Seven\n#None\n#")
        == [
          .heading(level: 1, "One"), .heading(level: 6, "Six"),
          .paragraph("####### Seven #None #"),
        ])
  }

  @Test("a paragraph ends at a blank line or another block")
  func paragraphs() throws {
    #expect(
      try blocks("one\n  two\n\nthree\n# Four\nfive\n- six")
        == [
          .paragraph("one two"), .paragraph("three"), .heading(level: 1, "Four"),
          .paragraph("five"), .item(marker: "-", depth: 0, "six"),
        ])
  }

  @Test("lists keep their marks, their depth and their further lines")
  func lists() throws {
    #expect(
      try blocks("- one\n  goes on\n* two\n  - inner\n12. twelve\n1234. no")
        == [
          .item(marker: "-", depth: 0, "one goes on"), .item(marker: "-", depth: 0, "two"),
          .item(marker: "-", depth: 1, "inner"),
          .item(marker: "12.", depth: 0, "twelve 1234. no"),
        ])
  }

  @Test("a quote is joined, a table is unchanged")
  func quotesAndTables() throws {
    #expect(
      try blocks("> one\n> two\nthree\n\n| a | b |\n| - | - |\nend")
        == [.quote("one two three"), .verbatim(["| a | b |", "| - | - |"]), .paragraph("end")])
  }

  @Test(
    "a fence has three or more marks, and ends with the same number",
    arguments: ["```", "````", "``````", "~~~", "~~~~~"])
  func fences(mark: String) throws {
    let shorter = String(mark.dropLast())
    #expect(
      try blocks("a\n\(mark)nn\nw = 1\n\(shorter)\n\n# no heading\n\(mark)\nb")
        == [
          .paragraph("a"), .fence(language: "nn", "w = 1\n\(shorter)\n\n# no heading"),
          .paragraph("b"),
        ])
    #expect(try blocks("\(mark) text\n\(mark)\(mark)") == [.fence(language: "text", "")])
  }

  @Test("a fence of other marks inside a fence is text")
  func nestedFences() throws {
    #expect(
      try blocks("````text\n```nn\nw = 1\n```\n~~~~\n````")
        == [.fence(language: "text", "```nn\nw = 1\n```\n~~~~")])
  }

  @Test("marks inside a line are not a fence")
  func inlineCode() throws {
    #expect(try blocks("```nn``` is code\n``two``") == [.paragraph("```nn``` is code ``two``")])
  }

  @Test("every block knows the line that it begins on, a fence that of its content")
  func places() throws {
    #expect(try lines("# T\n\none\ntwo\n```nn\na\n```\n- x\n\n> y\n| t |") == [1, 3, 6, 8, 10, 11])
  }

  @Test("a fence that is never closed is an error at its marks", arguments: ["```", "~~~~~"])
  func unclosed(mark: String) {
    #expect(
      throws: Diagnostic(
        Place(line: 3, column: 1, length: mark.count), "this fence is never closed")
    ) { try MarkdownReader.blocks(of: SourceText("# T\n\n\(mark)nn\na = 1\n``")) }
  }

  @Test("an empty or blank text has no blocks")
  func empty() throws {
    for text in ["", "\n", "  \n\t\n"] { #expect(try blocks(text).isEmpty) }
  }

  @Test(
    "a hundred thousand marks, in one line or one a line, are read in one pass",
    arguments: [
      "[", "#", "-", "- ", ">", "> ", "|", "`", "~", "*", "1. ", " ", "\t", "a ", "e\u{301}",
    ])
  func manyMarks(mark: String) {
    for text in [
      String(repeating: mark, count: 100_000), String(repeating: mark + "a\n", count: 20_000),
      "a" + String(repeating: "\n" + mark, count: 20_000),
    ] {
      _ = Lesson(text)
    }
  }
}
