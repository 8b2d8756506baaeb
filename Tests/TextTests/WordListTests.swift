import Testing
import Text

@Suite("Words as a list in a sentence")
struct WordListTests {
  @Test(
    "commas separate all but the last two",
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"),
    ])
  func list(words: [String], text: String) {
    #expect(words.list("or") == text)
  }
}
