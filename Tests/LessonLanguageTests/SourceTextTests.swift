import LessonLanguage
import Testing
import Text

@Suite("A source's bytes")
struct SourceTextTests {
  @Test(
    "every line end becomes \\n and a byte-order mark is dropped",
    arguments: [
      ("a\r\nb", "a\nb"), ("a\rb\n", "a\nb\n"), ("a\n\r\nb", "a\n\nb"), ("a\r\r\nb", "a\n\nb"),
      ("\u{FEFF}a", "a"), ("", ""), ("η = 2²\n", "η = 2²\n"),
    ])
  func lineEnds(text: String, read: String) throws {
    let source = try SourceText(bytes: Array(text.utf8))
    #expect(source.text == read)
    #expect(source.lines.joined(separator: "\n") == read)
  }

  @Test(
    "invalid UTF-8 is reported by line and column",
    arguments: [
      ([0x61, 0xFF], 1, 2, 2), ([0xCE, 0xB7, 0x0A, 0x61, 0xC3], 2, 2, 5), ([0xC0, 0x80], 1, 1, 1),
      ([0x0D, 0x0A, 0xED, 0xA0, 0x80], 2, 1, 3), ([0xEF, 0xBB, 0xBF, 0xFF], 1, 1, 4),
    ] as [([UInt8], Int, Int, Int)])
  func invalid(bytes: [UInt8], line: Int, column: Int, byte: Int) {
    #expect(
      throws: Diagnostic(
        Place(line: line, column: column),
        "the text is not valid UTF-8 from here on, byte \(byte) of the file; save it as UTF-8")
    ) { try SourceText(bytes: bytes) }
  }
}
