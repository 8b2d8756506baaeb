import Rendering
import Testing

@testable import nnlearn

@Suite("A line that is edited")
struct EditBufferTests {
  /// The text with a bar in the place of the cursor.
  private func edited(_ text: String, _ keys: Key...) -> String {
    var buffer = EditBuffer(text)
    for key in keys {
      let isKnown = buffer.apply(key)
      #expect(isKnown)
    }
    let rest = buffer.text.dropFirst(buffer.textBeforeCursor.count)
    return buffer.textBeforeCursor + "|" + rest
  }

  @Test("moving and inserting")
  func moving() {
    #expect(edited("ab", .left, .character("x")) == "ax|b")
    #expect(edited("ab", .home, .left, .control("f"), .control("b")) == "|ab")
    #expect(edited("ab", .control("a"), .end, .right) == "ab|")
    #expect(edited("ab", .home, .control("e")) == "ab|")
  }

  @Test("removing")
  func removing() {
    #expect(edited("abc", .left, .backspace) == "a|c")
    #expect(edited("abc", .left, .delete, .delete) == "ab|")
    #expect(edited("abc", .home, .backspace, .control("d")) == "|bc")
    #expect(edited("abcd", .left, .left, .control("k")) == "ab|")
    #expect(edited("abcd", .left, .left, .control("u")) == "|cd")
    #expect(edited("ab  cd  ", .control("w")) == "ab  |")
    #expect(edited("  ", .control("w"), .control("w")) == "|")
    #expect(edited("", .backspace, .delete, .control("k"), .control("u")) == "|")
  }

  @Test("a character that arrives in pieces is one, and is removed as one")
  func pieces() {
    var buffer = EditBuffer()
    for scalar in "e\u{301}👩\u{200D}🚀🇩🇪".unicodeScalars {
      _ = buffer.apply(.character(Character(scalar)))
    }
    #expect(buffer.cursor == 3)
    #expect(buffer.characters == ["é", "👩‍🚀", "🇩🇪"])
    _ = buffer.apply(.backspace)
    #expect(buffer.text == "é👩‍🚀")
    #expect(edited("ax", .left, .character("\u{301}")) == "á|x")
  }

  @Test("other keys are not for it")
  func others() {
    var buffer = EditBuffer("a")
    for key in [Key.enter, .tab, .up, .down, .escape, .pageUp, .control("l"), .control("z")] {
      let isKnown = buffer.apply(key)
      #expect(!isKnown)
    }
    #expect(buffer == EditBuffer("a"))
  }

  @Test("a completion replaces the end of the text before the cursor")
  func replacing() {
    var buffer = EditBuffer("a = rel")
    buffer.replace(last: 3, with: "relu")
    #expect(buffer.text == "a = relu")
    buffer.replace(last: 100, with: "b")
    #expect(buffer == EditBuffer("b"))
  }

  @Test("the common prefix of candidates, and their columns")
  func completions() {
    let few = Completions(replacing: 1, candidates: ["sum", "sumsq", "sure"])
    #expect(few.commonPrefix == "su")
    #expect(few.lines(width: 80) == ["sum    sumsq  sure"])
    #expect(few.lines(width: 16) == ["sum    sure", "sumsq"])
    #expect(few.lines(width: 1) == ["sum", "sumsq", "sure"])
    #expect(Completions(replacing: 0, candidates: []).commonPrefix == "")
    #expect(Completions(replacing: 0, candidates: []).lines(width: 80) == [])
  }

  @Test("only a part of a long line is shown, with the cursor in it")
  func frames() {
    var buffer = EditBuffer("abcdefghijklmnop")
    let end = LineFrame(prompt: "> ", buffer, start: 0, columns: 12)
    #expect(end.output(after: nil) == [.text("> hijklmnop")])
    #expect(end.start == 7)
    _ = buffer.apply(.home)
    let home = LineFrame(prompt: "> ", buffer, start: end.start, columns: 12)
    #expect(
      home.output(after: end)
        == [.startOfRow, .text("> abcdefghi"), .eraseToEnd, .startOfRow, .right(2)])
    _ = buffer.apply(.right)
    let right = LineFrame(prompt: "> ", buffer, start: 0, columns: 12)
    #expect(right.output(after: home) == [.startOfRow, .right(3)])
    let narrow = LineFrame(prompt: "> ", buffer, start: 0, columns: 5)
    #expect(narrow.output(after: nil) == [.text("abcd"), .startOfRow, .right(1)])
    let tiny = LineFrame(prompt: "> ", EditBuffer("日本"), start: 0, columns: 1)
    #expect(tiny.output(after: nil) == [.text("")])
  }

  @Test("typing at the end writes only the typed text, and never control characters")
  func codes() {
    let prompt = Style(color: true).dim(">") + " "
    let reserved = Unicode.Scalar(0xFDD0)!
    func frame(_ text: String) -> LineFrame {
      LineFrame(prompt: prompt, EditBuffer(text), start: 0, columns: 80)
    }
    #expect(frame("日本").output(after: frame("日")) == [.text("本")])
    #expect(frame("a").output(after: frame("a")) == [])
    #expect(
      frame("a").output(after: frame("ab"))
        == [.startOfRow, .text("\(prompt)a"), .eraseToEnd])
    let typed = frame("a\tb\u{1B}[2Jc\u{9B}\u{202E}\(reserved)").output(after: nil)
    #expect(typed == [.text("\(prompt)a b?[2Jc???")])
  }
}
