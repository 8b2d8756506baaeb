import LessonLanguage
import Testing
import Text

@testable import Lessons

@Suite("Choices, mistakes and the results of a lesson's questions")
struct ChoiceTests {
  private static let lesson = """
    # Q

    ```nn
    w = 0.38
    ask "Which way?" "up" among "up", "Down", "back", "3"
    mistake "Down" "The slope is negative."
    hint "Look at the sign."
    ask "How far?" w * 0.5
    mistake w + 0.5 "That is the sum."
    mistake 0.76 "That divides."
    hint "Multiply."
    ask "And then?" 6
    ```
    """

  private func asked(_ step: Int = 2) throws -> Reader {
    var reader = Reader(Self.lesson)
    try reader.tell("goto \(step)")
    #expect(reader.stepper.isAsking)
    return reader
  }

  private func judgement(_ reader: Reader) -> Judgement? {
    if case .judgement(let judgement)? = reader.responses.first { return judgement }
    return nil
  }

  private func mistakes(_ reader: Reader) -> [String] {
    reader.responses.compactMap { if case .mistake(let text) = $0 { text } else { nil } }
  }

  private func hints(_ reader: Reader) -> [String] {
    reader.responses.compactMap { if case .hint(let text) = $0 { text } else { nil } }
  }

  @Test(
    "the right choice is right by its text or number",
    arguments: ["up", " UP ", "Up", "1", "up.", "1."])
  func right(answer: String) throws {
    var reader = try asked()
    try reader.tell(answer)
    #expect(judgement(reader) == .right)
    #expect(!reader.stepper.isAsking)
  }

  @Test(
    "another choice is wrong, also if it is the word of a command or the number of another choice",
    arguments: ["back", "4", "2", "down", "3"])
  func wrong(answer: String) throws {
    var reader = try asked()
    try reader.tell(answer)
    #expect(judgement(reader) == .wrong(value: nil))
    #expect(reader.stepper.isAsking)
  }

  @Test("a choice with a message is told it, another gets the next hint")
  func messages() throws {
    var reader = try asked()
    try reader.tell("down")
    #expect(mistakes(reader) == ["The slope is negative."])
    #expect(hints(reader).isEmpty)
    try reader.tell("back")
    #expect(mistakes(reader).isEmpty)
    #expect(hints(reader) == ["Look at the sign."])
  }

  @Test("what is no choice is not counted, and values can still be looked at")
  func notAChoice() throws {
    var reader = try asked()
    try reader.tell("sideways")
    #expect(judgement(reader) == .notAChoice(["up", "Down", "back", "3"]))
    try reader.tell("to the left")
    #expect(judgement(reader) == .notAChoice(["up", "Down", "back", "3"]))
    try reader.tell("w")
    guard case .typed(let step, _)? = reader.responses.first else {
      Issue.record("w is not shown")
      return
    }
    #expect(step.value?.number == 0.38)
    try reader.tell(":back")
    #expect(!reader.stepper.isAsking)
  }

  @Test(
    "a value is compared with each mistake, in any notation",
    arguments: [
      ("0.88", "That is the sum."), ("0,88", "That is the sum."), ("w + 0.5", "That is the sum."),
      ("76 %", "That divides."),
    ])
  func values(answer: String, message: String) throws {
    var reader = try asked(3)
    try reader.tell(answer)
    #expect(mistakes(reader) == [message])
    try reader.tell("0.19")
    #expect(judgement(reader) == .right)
  }

  @Test("the end says which questions were right at once, later, shown and skipped")
  func results() throws {
    var reader = try asked()
    try reader.tell(["up", "next", "0.5", "0.6", "0.19", "next", "answer"])
    guard case .results(let results)? = reader.responses.last else {
      Issue.record("the end tells no results")
      return
    }
    #expect(
      results == [
        QuestionResult(stop: 2, ending: .right(attempts: 1)),
        QuestionResult(stop: 3, ending: .right(attempts: 3)),
        QuestionResult(stop: 4, ending: .shown),
      ])
    var other = try asked(4)
    try other.tell("6")
    guard case .results(let skipped)? = other.responses.last else {
      Issue.record("the end tells no results")
      return
    }
    #expect(skipped.map { $0.ending } == [.skipped, .skipped, .right(attempts: 1)])
  }

  @Test("a hidden question has choices, but neither answer nor mistakes")
  func hidden() throws {
    let transcript = Transcript(
      Lesson(markdown: SourceText(Self.lesson)), session: Session(watchesLoops: true))
    for case .step(let step) in transcript.entries.suffix(3) {
      guard case .question(let question) = step.withoutAnswers.outcome else { continue }
      #expect(question.answer == nil)
      #expect(question.mistakes.isEmpty && question.hints.isEmpty)
      #expect(question.choices.count == (question.text == "Which way?" ? 4 : 0))
    }
  }
}

@Suite("The grammar of questions")
struct QuestionGrammarTests {
  @Test(
    "a question that cannot be answered is an error where it is wrong",
    arguments: [
      ("ask \"Q\" \"up\"", "1:13: expected 'among' and the choices"),
      ("ask \"Q\" \"up\" among \"up\"", "1:24: expected ',' and another choice"),
      ("ask \"Q\" \"up\" among \"down\", \"left\"", "1:9: the answer 'up' is not among"),
      ("ask \"Q\" \"up\" among \"up\", \"Up\"", "1:26: the choice 'Up' is there twice"),
      ("ask \"Q\" \"up\" among \"up\", \" \"", "1:26: a choice needs a text"),
      ("ask \"Q\" \"up\" among \"up\", 3", "1:26: expected \"text\" of a choice"),
      ("ask \"Q\"", "1:8: a question needs its answer"),
      (
        "ask \"Q\" \"a\" among \"a\", \"b\"\nmistake \"c\" \"no\"",
        "2:9: 'c' is not among the choices"
      ),
      ("ask \"Q\" \"a\" among \"a\", \"b\"\nmistake \"a\" \"no\"", "2:9: 'a' is the answer"),
      (
        "ask \"Q\" \"a\" among \"a\", \"b\"\nmistake 3 \"no\"",
        "2:9: this question is answered in words"
      ),
      ("ask \"Q\" 3\nmistake \"a\" \"no\"", "2:9: this question is answered by a value"),
      ("mistake 3 \"no\"", "1:9: a mistake goes on a line below its question"),
    ])
  func errors(source: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) {
      try Parser.statements(of: source, line: 1)
    }
    let place = try #require(error?.place)
    let text = "\(place.line):\(place.column): \(error?.message ?? "")"
    #expect(text.hasPrefix(message), "\(text)")
  }

  @Test("'mistake' and 'among' are ordinary names elsewhere")
  func names() throws {
    var session = Session()
    let source = "ask \"Q\" 3\nmistake = 2\namong = 4\nmistake - 0.5 + among"
    var value: Double?
    for statement in try Parser.statements(of: source) {
      value = try session.run(statement).value?.number
    }
    #expect(value == 5.5)
  }

  @Test(
    "a mistake that would count as right is a failed check",
    arguments: ["0.3855", "0.38 + 0.0055", "0.39", "0.386"])
  func rightMistake(mistake: String) throws {
    let lesson = Lesson(
      program: SourceText("ask \"Q\" 0.3855\nmistake \(mistake) \"no\"\nmistake 0.37 \"no\""))
    let transcript = Transcript(lesson, session: Session())
    #expect(transcript.error == nil)
    #expect(transcript.checks.map { $0.place.line } == [2])
    #expect(transcript.checks.allSatisfy { !$0.holds })
  }

  @Test("a mistake has the shape of the answer")
  func shape() throws {
    let lesson = Lesson(program: SourceText("ask \"Q\" [1, 2]\nmistake 3 \"no\""))
    let error = try #require(Transcript(lesson, session: Session()).error)
    #expect(error.message == "the answer has shape [2], and this mistake has []")
    #expect(error.place?.line == 2)
  }
}
