import LessonLanguage
import Testing

@testable import Lessons

@Suite("What a reader would stumble over")
struct LintTests {
  private static let clean = "# Title\n\nA summary.\n"

  private func findings(_ more: String) -> [LintFinding] { Lesson(Self.clean + more).findings }

  private func unproduced(_ number: String, line: Int) -> LintFinding {
    LintFinding(
      line: line, message: "no statement of the lesson produces the \(number) of the text")
  }

  @Test("a lesson with a title and a summary is clean")
  func clean() {
    #expect(findings("") == [])
    #expect(findings("\n## Part\n\n```nn\na = 1\n```\n\n```text\n17.25\n```\n") == [])
  }

  @Test("a missing title and a missing summary are reported")
  func titles() {
    #expect(
      Lesson("only text").findings
        == [LintFinding(line: 1, message: "the lesson has no title: begin with '# Title'")])
    #expect(
      Lesson("# Title\n\n```nn\na = 1\n```").findings
        == [LintFinding(line: 1, message: "the lesson has no summary: a paragraph under its title")]
    )
  }

  @Test("a fence that is neither program nor text is reported with its line")
  func fences() {
    #expect(
      findings("\n```python\n1\n```\n\n~~~\nx\n~~~\n") == [
        LintFinding(line: 5, message: "the fence 'python' is unknown; there are nn and text"),
        LintFinding(
          line: 9, message: "a fence without a language is unknown; there are nn and text"),
      ])
  }

  @Test(
    "a number of three or more digits that no statement produces is reported",
    arguments: [
      ("The weight is 0.386 now.", "0.386"), ("# 0.3856", "0.3856"), ("- 1,797 images", "1,797"),
      ("> about 123.4", "123.4"), ("−0.551", "0.551"), ("(0.0123)", "0.0123"), ("12345", "12345"),
      ("0.3800", "0.3800"), ("1.00", "1.00"),
    ])
  func numbers(text: String, number: String) {
    #expect(findings("\n\(text)\n") == [unproduced(number, line: 5)])
  }

  @Test(
    "short and round numbers, and digits in a name, need no statement",
    arguments: ["0.38", "the 10,000 steps", "100", "12", "w_123", "x1234", "θ456", "1/3", "0.0012"])
  func exempt(text: String) {
    #expect(findings("\n\(text)\n") == [])
  }

  @Test(
    "a number that is written in a program, or that a working shows, is produced",
    arguments: [
      "0.3855 is the new weight", "0.386 rounded", "the slope −0.550", "0.0055 on the way",
      "0.655 is the bottom", "from 0.0756 on", "0.07563", "0.435 after a step", "0.275",
    ])
  func produced(text: String) {
    let program = """

      ```nn
      param w = 0.38
      L = (w - 0.655)^2
      backprop L
      w_new = w - 0.01 * grad(w)
      descend L with sgd(rate = 0.1) for 3 steps
      ```

      """
    #expect(findings(program + text + "\n") == [])
    #expect(findings(program + "0.3857\n") == [unproduced("0.3857", line: 12)])
  }

  @Test("every number of a line is looked at")
  func several() {
    #expect(
      findings("\n0.111 and 0.222\n\n- 0.333\n  0.444\n") == [
        unproduced("0.111", line: 5), unproduced("0.222", line: 5), unproduced("0.333", line: 7),
        unproduced("0.444", line: 7),
      ])
  }
}
