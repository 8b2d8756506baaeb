import Testing

@testable import Rendering

@Suite("Markdown inside a line")
struct InlineTests {
  private func plain(_ text: String) -> String { Inline.text(text, style: nil) }

  @Test(
    "code, emphasis and links lose their marks",
    arguments: [
      ("a `b c` d", "a b c d"), ("**a** and *b*", "a and b"), ("[name](target) on", "name on"),
      ("**a *b* c**", "a b c"), ("*a [b](c) d*", "a b d"), ("[a *b*](c)", "a b"),
      ("`a * b`", "a * b"), ("a * b * c", "a * b * c"), ("2*3 = 6", "2*3 = 6"),
      ("[a] (b)", "[a] (b)"), ("[a](b", "[a](b"), ("``", "``"), ("**", "**"), ("* a*", "* a*"),
      ("*a *", "*a *"), ("`a", "`a"), ("*a**", "a*"), ("**a*", "*a"), ("[[a](b)", "[a"),
    ])
  func marks(markdown: String, text: String) { #expect(plain(markdown) == text) }

  @Test("code and emphasis are marked if the terminal can")
  func style() {
    let style = Style(color: true)
    #expect(
      Inline.text("`a b`", style: style) == style.bold("a") + " " + style.bold("b"))
  }

  @Test(
    "a hundred thousand marks are read in one pass",
    arguments: [
      "[", "]", "(", ")", "`", "*", "**", "*a", "`a", "[a](", "[a]", "**a", "*a ", "` ", "[*`",
      "*a **b ", "[](", "][", "a*b",
    ])
  func manyMarks(mark: String) {
    _ = plain(String(repeating: mark, count: 100_000))
    _ = plain(String(repeating: mark, count: 100_000) + "]*`)")
  }

  @Test("a long formula and a long paragraph are wrapped in one pass")
  func wrapping() {
    let formula = String(repeating: "1 + ", count: 100_000)
    #expect(Wrapping.formula(formula, width: 80, first: 0, indent: 4).count > 5_000)
    _ = Wrapping.formula(String(repeating: "(", count: 100_000), width: 80, first: 0, indent: 4)
    _ = Wrapping.formula(String(repeating: "( ", count: 100_000), width: 80, first: 0, indent: 4)
    #expect(Wrapping.prose(formula, width: 80).count > 4_000)
    _ = TextColumns.wrapped([formula], to: 80)
    _ = TextColumns.width(String(repeating: "e\u{301}", count: 100_000))
    _ = TextColumns.width(String(repeating: "\u{1B}[", count: 100_000))
  }
}
