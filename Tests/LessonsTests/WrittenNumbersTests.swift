import LessonLanguage
import Testing

@testable import Lessons

@Suite("Numbers of the program in the text")
struct WrittenNumbersTests {
  private func texts(_ markdown: String) -> [String] {
    Lesson(markdown).transcript.entries.map { $0.brief }.filter { !$0.hasPrefix("step") }
  }

  @Test("a name in braces is the number that the section writes for it, above or below")
  func section() {
    let texts = texts(
      """
      # The rate {rate}

      Below it is {rate}, and {w}.

      ```nn
      rate = 0.10
      w = -2
      ```

      - Above it was {rate}.

      ## Another

      > Now it is {rate}; w is still {w}.

      ```nn
      rate = 0.3
      ```
      """)
    #expect(
      texts == [
        "1 The rate 0.10", "prose Below it is 0.10, and −2.", "item - 0 Above it was 0.10.",
        "2 Another", "quote Now it is 0.3; w is still −2.",
      ])
  }

  @Test("code, sets and other braces stay as they are")
  func untouched() {
    let text = "Code `{w}` and ``{w}``, {1, 2}, {}, {w + 1}, { w } and {w"
    #expect(texts("# T\n\n\(text)\n\n```nn\nw = 1\n```") == ["1 T", "prose \(text)"])
  }

  @Test("a number whose definition cannot be read is not called undefined")
  func unreadable() {
    let lesson = Lesson("# T\n\nText {x}.\n\n```nn\nx = (0.5\n```\n")
    #expect(lesson.transcript.error?.message == "'(' is never closed")
  }

  @Test("questions, hints and mistakes are filled too")
  func questions() throws {
    let lesson = Lesson(
      "# T\n\n```nn\nw = 3\nask \"Twice {w}?\" 2 * w\nhint \"Add {w}.\"\nmistake w \"that is {w}\"\n```"
    )
    guard case .step(let step)? = lesson.transcript.entries.last,
      case .question(let question) = step.outcome
    else {
      Issue.record("the lesson asks")
      return
    }
    #expect(question.text == "Twice 3?" && question.hints == ["Add 3."])
    #expect(question.mistakes.map { $0.message } == ["that is 3"])
  }

  @Test(
    "an unknown or a computed name is an error at its braces",
    arguments: [
      (
        "# T\n\nOne `{rat}`, and\ntwo {rat}.\n\n```nn\nrate = 1\n```", 4, 5,
        "no statement of the lesson defines 'rat'; did you mean 'rate'?"
      ),
      (
        "# T\n\nThe sum is {s}.\n\n```nn\ns = 1 + 1\n```", 3, 12,
        "'s' is computed; only a number that the lesson writes in digits can be named in its text"
      ),
    ])
  func errors(markdown: String, line: Int, column: Int, message: String) {
    let error = Lesson(markdown).transcript.error
    #expect(error?.place?.line == line && error?.place?.column == column)
    #expect(error?.message == message)
  }
}
