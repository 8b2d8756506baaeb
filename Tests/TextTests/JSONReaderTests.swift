import TestSupport
import Testing
import Text

@testable import Text

@Suite("JSON reader")
struct JSONReaderTests {
  private func read(_ text: String) throws(Diagnostic) -> JSON {
    try JSONReader.value(of: Array(text.utf8))
  }

  @Test("every kind of value")
  func values() throws {
    #expect(
      try read(" {\"a\" : [1, -2.5e1, true, false, null, \"x\"], \"b\": {}, \"c\": []}\n")
        == .object([
          (
            "a", .array([.whole(1), .number(-25), .bool(true), .bool(false), .null, .string("x")])
          ),
          ("b", .object([])), ("c", .array([])),
        ]))
    #expect(try read("9223372036854775807") == .whole(.max))
    #expect(try read("9223372036854775808") == .number(0x1p63))
    #expect(
      try read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\uDE00é😀""#) == .string("\"\\/\u{8}\u{c}\n\r\té😀é😀"))
  }

  @Test("quoted strings are read back")
  func quoted() throws {
    let text = "a\"\\\n\r\t\u{1}\u{1f}é😀\u{7f}/"
    #expect(try read(JSON.quoted(text)) == .string(text))
  }

  @Test(
    "every mistake has its message",
    arguments: [
      ("", "byte 1: unexpected end of the text where a value is expected"),
      ("[1,]", "byte 4: expected a value"),
      ("[1 2]", "byte 4: expected a comma or ]"),
      ("{\"a\":1,}", "byte 8: expected a name in quotes"),
      ("{a:1}", "byte 2: expected a name in quotes"),
      ("{\"a\" 1}", "byte 6: expected a colon"),
      ("{\"a\":1", "byte 7: expected a comma or }"),
      ("{\"a\":1,\"\\u0061\":2}", "byte 16: the name 'a' occurs twice"),
      ("1 2", "byte 3: unexpected text after the value"),
      ("01", "byte 2: a number does not begin with 0"),
      ("1.", "byte 3: expected a digit"), ("-", "byte 2: expected a digit"),
      ("1e+", "byte 4: expected a digit"), ("+1", "byte 1: expected a value"),
      ("1e999", "byte 1: the number is too large"),
      ("nul", "byte 1: expected a value"), ("NaN", "byte 1: expected a value"),
      ("\"a", "byte 3: the text ends inside a string"),
      ("\"a\n\"", "byte 3: unescaped control character in a string"),
      ("\"\\x\"", "byte 3: unknown escape"),
      ("\"\\u12g4\"", "byte 6: expected four hexadecimal digits"),
      ("\"\\ud800\"", "byte 8: unpaired surrogate"),
      ("\"\\udc00\"", "byte 8: unpaired surrogate"),
      ("\"\\ud800\\u0041\"", "byte 14: unpaired surrogate"),
      ("\"\\ud800\\n\"", "byte 9: unpaired surrogate"),
    ])
  func mistakes(text: String, message: String) {
    #expect(dataError { _ = try read(text) } == "not valid JSON at " + message)
  }

  @Test(
    "bytes that are not UTF-8",
    arguments: [
      [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xC3],
    ]
      as [[UInt8]])
  func utf8(bytes: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    #expect(
      dataError { _ = try JSONReader.value(of: [quote] + bytes + [quote]) }
        == "not valid JSON at byte 2: invalid UTF-8")
  }

  @Test("nesting has a limit", arguments: [(65, true), (66, false), (100_000, false)])
  func depth(levels: Int, isRead: Bool) {
    let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    let message = "not valid JSON at byte 66: values are nested more than 64 deep"
    #expect(dataError { _ = try read(text) } == (isRead ? nil : message))
  }

  @Test("no bytes are a trap")
  func fuzz() {
    var mutations = Mutations(seed: 8)
    let start = Array(#"{"a":[1,-2.5e1,true,null,"x\ud83d\ude00é"],"b":{"c":false}}"#.utf8)
    for _ in 0..<30_000 { _ = try? JSONReader.value(of: mutations.next(start)) }
  }

  @Test(
    "a hundred thousand of anything are read in one pass",
    arguments: [
      "[", "{", "\"", "\\", ",", ":", "[]", "{}", "1", "-", "0.", "1e", "\"a\":", "\\u0041", " ",
    ])
  func manySigns(sign: String) {
    let many = String(repeating: sign, count: 100_000)
    for text in [many, "[" + many + "]", "\"" + many + "\"", "{\"a\":" + many + "}"] {
      _ = try? read(text)
    }
  }

  @Test("an object with many members and an array with many items")
  func manyMembers() throws {
    let members = (0..<100_000).map { "\"a\($0)\":\($0)" }.joined(separator: ",")
    guard case .object(let read) = try read("{" + members + "}") else {
      Issue.record("no object")
      return
    }
    #expect(read.count == 100_000)
    #expect(throws: Diagnostic.self) { try self.read("{" + members + ",\"a7\":1}") }
  }
}
