import LessonLanguage
import Testing

@testable import Lessons

@Suite("The pace of a lesson")
struct PaceTests {
  private static let lesson = """
    # P

    ## One

    Some words.

    ```nn
    w = 3
    v = w * w
    ask "How much?" v + 1
    ```

    ## Two

    More words.

    ```nn
    u = v
    ```

    ## Three

    The end.
    """

  @Test("a line, a statement or a section at a time")
  func paces() throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 2", "next"])
    #expect(reader.place == "3.1")
    try reader.tell(["goto 2", "pace statement", "next"])
    #expect(reader.place == "3")
    try reader.tell("back")
    #expect(reader.place == "2")
  }

  @Test("a section ends before the next heading, and at a question")
  func sections() throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["pace section", "next"])
    #expect(reader.place == "4.1")
    #expect(reader.stepper.isAsking)
    let shown = reader.responses.filter { if case .reveal = $0 { true } else { false } }
    #expect(shown.count == 4)
    try reader.tell("next")
    #expect(reader.place == "4.1")
    try reader.tell(["10", "next"])
    #expect(reader.place == "6")
    try reader.tell("next 2")
    #expect(reader.place == "7")
    try reader.tell("back")
    #expect(reader.place == "6")
    try reader.tell("back")
    #expect(reader.place == "4")
    try reader.tell("back")
    #expect(reader.place == "0")
  }

  @Test("another word is no pace, and what is typed has none")
  func errors() throws {
    func message(_ reader: Reader) -> String? {
      if case .problem(let problem)? = reader.responses.first { problem.message } else { nil }
    }
    var reader = Reader(Self.lesson)
    try reader.tell("pace slow")
    #expect(message(reader) == "which pace? 'pace line', 'pace statement' or 'pace section'")
    var conversation = Reader("", kind: .conversation)
    try conversation.tell("pace section")
    #expect(
      message(conversation)
        == "each line that you type is a statement; only a lesson has a pace")
  }
}
