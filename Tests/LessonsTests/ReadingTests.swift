import LessonLanguage
import Lessons
import Testing
import Text

@Suite("Reading a lesson straight through")
struct ReadingTests {
  private static let lesson = """
    # One step downhill

    The slope is *negative*,
    so the weight has to grow.

    ## The step

    ```nn
    w = 0.38
    w_new = w - 0.01 * (-0.55)   #=> 0.3855
    ```

    - It grew.

    ```text
    picture
    ```

    ```nn
    w_new - w
    ```
    """

  @Test("the first heading is the title, the paragraph under it the summary")
  func titles() {
    let lesson = Lesson(Self.lesson)
    #expect(lesson.title == "One step downhill")
    #expect(lesson.summary == "The slope is *negative*, so the weight has to grow.")
    #expect(Lesson("before\n\n# A\n\n# B\n\nafter").title == "A")
    #expect(Lesson("before\n\n# A\n\n# B\n\nafter").summary == "after")
    #expect(Lesson("## A\n\nb").title.isEmpty)
    #expect(Lesson("## A\n\nb").summary.isEmpty)
  }

  @Test("prose and statements come in their order, in one environment")
  func order() {
    #expect(
      Lesson(Self.lesson).transcript.entries.map { $0.brief } == [
        "1 One step downhill", "prose The slope is *negative*, so the weight has to grow.",
        "2 The step", "step 9 w = 0.38", "step 10 w_new = w - 0.01 * (-0.55)", "item - 0 It grew.",
        "verbatim [\"picture\"]", "step 20 w_new - w",
      ])
  }

  @Test("checks of all blocks are gathered, with the lines of the file")
  func checks() {
    let transcript = Lesson(Self.lesson + "\n```nn\nw #=> 1\n```\n").transcript
    #expect(transcript.checks.map { $0.holds } == [true, false])
    #expect(transcript.checks.map { $0.place.line } == [10, 23])
    #expect(transcript.error == nil)
  }

  @Test("an error ends the run at its place")
  func errors() {
    let transcript = Lesson("# T\n\n```nn\na = 1\nb = c\nd = 2\n```\n\nafter").transcript
    #expect(
      transcript.entries.map { $0.brief } == [
        "1 T", "step 4 a = 1", "error 5 'c' has no value here",
      ])
    #expect(transcript.error?.place == Place(line: 5, column: 5))
  }

  @Test("a block that cannot be read ends the run at the block")
  func unreadable() {
    let transcript = Lesson("# T\n\nbefore\n\n```nn\na = 1\nb = (\n```\n\nafter").transcript
    #expect(
      transcript.entries.map { $0.brief } == ["1 T", "prose before", "error 7 '(' is never closed"])
  }

  @Test("a loop that fails shows its rounds, then the error")
  func failingLoop() {
    let transcript = Lesson("```nn\nrepeat 2 { a = 1; b = c }\nd = 2\n```").transcript
    #expect(
      transcript.entries.map { $0.brief } == [
        "step 2 repeat 2 { a = 1; b = c }", "error 2 'c' has no value here",
      ])
  }

  @Test("an unclosed fence is the error of the whole lesson")
  func unclosedFence() {
    #expect(
      Lesson("# T\n\n```nn\na = 1").transcript.entries.map { $0.brief } == [
        "error 3 this fence is never closed"
      ])
  }

  @Test("a bare program is a lesson of statements")
  func program() {
    let lesson = Lesson(program: SourceText("# a comment\na = 1\n\na + 1"))
    #expect(lesson.title.isEmpty)
    #expect(lesson.transcript.entries.map { $0.brief } == ["step 2 a = 1", "step 4 a + 1"])
  }

  @Test("a reading is a value: a copy goes on independently")
  func copies() {
    var reading = Reading(Lesson(Self.lesson), session: Session())
    for _ in 0..<4 { _ = reading.next() }
    var copy = reading
    var rest = 0
    while copy.next() != nil { rest += 1 }
    #expect(rest == 4)
    #expect(reading.next()?.brief == "step 10 w_new = w - 0.01 * (-0.55)")
  }

  @Test("headings at the end, and an error, are read once")
  func ends() {
    #expect(Lesson("# A\n\n## B").transcript.entries.map { $0.brief } == ["1 A", "2 B"])
    #expect(Lesson("").transcript.entries.isEmpty)
    var reading = Reading(Lesson("```nn\nb = zz\n```"), session: Session())
    #expect(reading.next()?.brief == "error 2 'zz' has no value here")
    #expect(reading.next() == nil)
    #expect(reading.next() == nil)
  }
}
