import Testing

@testable import nnlearn

@Suite("Keys from bytes")
struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return decoder.feed(Array(text.utf8)).map(\.key)
  }

  @Test(
    "the forms of the special keys",
    arguments: [
      ("[A", .up), ("[B", .down), ("[C", .right), ("[D", .left), ("[H", .home), ("[F", .end),
      ("OA", .up), ("OB", .down), ("OC", .right), ("OD", .left), ("OH", .home), ("OF", .end),
      ("[1~", .home), ("[7~", .home), ("[4~", .end), ("[8~", .end), ("[3~", .delete),
      ("[5~", .pageUp), ("[6~", .pageDown), ("[1;5C", .right), ("[3;2~", .delete), ("O5D", .left),
      ("OM", .enter),
    ] as [(String, Key)])
  func special(sequence: String, key: Key) {
    #expect(keys("\u{1B}" + sequence) == [key])
    #expect(keys("a\u{1B}" + sequence + "b") == [.character("a"), key, .character("b")])
  }

  @Test(
    "sequences that are not known are swallowed whole",
    arguments: [
      "[Z", "[15~", "[?1;2c", "[>0;276;0c", "[12;34R", "[[A", "OP", "x", "é", "]0;title\u{7}",
      "]11;rgb:0000/0000/0000\u{1B}\\", "P1$r0m\u{1B}\\", "[1 q", "[I", "[99999999999999999999~",
      "[" + String(repeating: "1;", count: 100) + "~" + "\u{1B}[~",
    ])
  func unknown(sequence: String) {
    let decoded = keys("\u{1B}" + sequence + "b")
    #expect(decoded.last == .character("b"))
    #expect(decoded.dropLast().allSatisfy { $0 == .home })
  }

  @Test("control keys, and both ends of a line")
  func control() {
    #expect(keys("\r\n\t\u{8}\u{7F}") == [.enter, .enter, .tab, .backspace, .backspace])
    #expect(keys("\u{1}\u{1A}\u{0}\u{1C}") == ["a", "z", "@", "\\"].map { .control($0) })
    #expect(keys("\u{1B}\u{7F}") == [.control("w")])
    #expect(keys("\u{1B}\r") == [.escape, .enter])
  }

  @Test("a character is complete with its last byte, and invalid UTF-8 is dropped")
  func utf8() {
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in "aé€😀".utf8 { found += decoder.feed([byte]).map(\.key) }
    #expect(found == ["a", "é", "€", "😀"].map { .character($0) })
    let wrong: [[UInt8]] = [
      [0x80], [0xC0, 0xAF], [0xFF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xE0, 0x80, 0x80], [0xC2, 0x9B],
    ]
    for bytes in wrong {
      #expect(decoder.feed(bytes + Array("b".utf8)).map(\.key) == [.character("b")])
    }
    #expect(decoder.feed([0xE2, 0x1B, 0x5B, 0x41]).map(\.key) == [.up])
  }

  @Test("an escape alone is the key, an unfinished sequence is dropped")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == 50)
    #expect(decoder.giveUp().map(\.key) == [.escape])
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B, 0x1B]).map(\.key) == [.escape])
    #expect(decoder.giveUp().map(\.key) == [.escape])
    #expect(decoder.feed(Array("\u{1B}[1;".utf8)).isEmpty)
    #expect(decoder.patience == 500)
    #expect(decoder.giveUp().isEmpty)
    #expect(decoder.feed(Array("x".utf8)).map(\.key) == [.character("x")])
  }

  @Test("pasted input is only text and line ends")
  func paste() {
    var decoder = KeyDecoder()
    let pasted = "a \t\r\nb\n\n\u{1B}[A\u{3}\u{1B}\u{7F}\u{7F}c\u{1B}[201~"
    let strokes = decoder.feed(Array(("x\u{1B}[200~" + pasted + "y\r\n").utf8))
    let text: [Key] = [
      .character("a"), .character(" "), .character("\t"), .enter, .character("b"), .enter, .enter,
      .character("c"),
    ]
    #expect(strokes.filter(\.isPasted).map(\.key) == text)
    #expect(
      strokes.filter { !$0.isPasted }.map(\.key)
        == [.character("x"), .character("y"), .enter, .enter])
  }
}
