import LessonLanguage
import Testing

@testable import Lessons

@Suite("A transcript without answers")
struct HiddenAnswerTests {
  private func shown(_ markdown: String) -> [String] {
    var hidden = HiddenAnswers()
    return Lesson(markdown).transcript.entries.compactMap { hidden.shown($0)?.brief }
  }

  private func sources(_ program: String, after: String = "") -> [String] {
    var hidden = HiddenAnswers()
    let entries = Lesson(
      "# Q\n\n```nn\n\(program)\n```\n\n## Next\n\n```nn\n0 + 0.25\n\(after)\n```\n"
    )
    .transcript.entries
    return entries.compactMap { entry in
      guard case .step(let step)? = hidden.shown(entry) else { return nil }
      return step.source
    }
  }

  @Test(
    "from the statement that shows the answer, computed values are left out up to the next heading")
  func section() {
    let sources = sources(
      """
      w = 0.5
      before = w / 2
      ask "The square?" w^2
      hint "Multiply."
      other = w + 1
      square = w^2
      given = 3
      ask "And its half?" square / 2
      later = 2 * square
      expect square is 0.25
      """)
    #expect(
      sources == [
        "w = 0.5", "before = w / 2", "ask \"The square?\"", "other = w + 1", "given = 3",
        "ask \"And its half?\"", "0 + 0.25",
      ])
  }

  @Test("a check that has the answer is left out, and so is a table that has it")
  func tables() {
    #expect(
      sources("param w = 0.5\nask \"?\" w^2\nexpect w^2 is 0.25")
        == ["param w = 0.5", "ask \"?\"", "0 + 0.25"])
    let descent = sources(
      "param w = 0.5\nL = w^2\nask \"?\" 0.5 - 0.1 * 1\nbackprop L\nstep sgd(rate = 0.1)")
    #expect(descent == ["param w = 0.5", "L = w^2", "ask \"?\"", "backprop L", "0 + 0.25"])
  }

  @Test("a whole number of one digit must be a result to be an answer")
  func digits() {
    #expect(
      sources("w = 0.5\nask \"?\" w * 4\nv = 2 * w\nu = v + 1\nt = 3 * v")
        == ["w = 0.5", "ask \"?\"", "v = 2 * w", "0 + 0.25"])
  }

  @Test("text stays")
  func text() {
    #expect(
      shown("# Q\n\n```nn\nask \"?\" 0.5^2\n0.5^2\n```\n\nText.\n").last == "prose Text.")
  }
}
