import LessonLanguage
import Testing

@testable import Lessons

@Suite("Questions in a lesson")
struct QuestionTests {
  private static let lesson = """
    # Q

    ```nn
    w = 0.38
    ask "What is the new weight?" w + 0.0055
    hint "Add."
    hint "0.38 and a little."
    ```

    On.
    """

  private func asked() throws -> Reader {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 1", "next"])
    #expect(reader.stepper.isAsking)
    return reader
  }

  @Test(
    "an answer that is right to its digits is right, and the lesson continues",
    arguments: ["0.3855", "0.386", "0,3855", "38.55 %", "w + 0.0055", "0.38 + 0.0055"])
  func right(answer: String) throws {
    var reader = try asked()
    try reader.tell(answer)
    guard case .judgement(.right)? = reader.responses.first else {
      Issue.record("\(answer) is not taken as right")
      return
    }
    #expect(!reader.stepper.isAsking)
    #expect(reader.place == "2")
  }

  @Test("wrong gets the next hint, and then no more")
  func wrong() throws {
    var reader = try asked()
    var hints: [String] = []
    for _ in 0..<2 {
      try reader.tell("0.37")
      for case .hint(let hint) in reader.responses { hints.append(hint) }
    }
    #expect(hints == ["Add.", "0.38 and a little."])
    try reader.tell("0.37")
    guard case .noMoreHints? = reader.responses.last else {
      Issue.record("the end of the hints is not told")
      return
    }
    #expect(reader.stepper.isAsking)
  }

  @Test("commands and statements work while a question waits")
  func commands() throws {
    var reader = try asked()
    try reader.tell("show w")
    #expect(reader.stepper.isAsking)
    try reader.tell("list")
    #expect(reader.stepper.isAsking)
    try reader.tell("back")
    #expect(!reader.stepper.isAsking)
    try reader.tell("next")
    #expect(reader.stepper.isAsking)
    try reader.tell("answer")
    #expect(reader.place == "2")
    try reader.tell("next")
    #expect(reader.place == "3")
  }

  // MARK: Hiding

  /// Whether the last responses show the working of an answer.
  private func showsAnswer(_ reader: Reader) -> Bool {
    func shows(_ step: Step) -> Bool {
      switch step.outcome {
      case .question(let question): question.answer != nil || step.value != nil
      case .loop(let loop): loop.shown.contains { $0.steps.contains(where: shows) }
      default: false
      }
    }
    return reader.responses.contains { response in
      switch response {
      case .reveal(let reveal), .arrival(let reveal):
        if case .step(let step) = reveal.entry, shows(step) { return true }
        guard case .stage(let stage, _) = reveal.content else { return false }
        return shows(stage.step)
      case .comparison(let steps):
        return steps.contains {
          ($0.lesson.map { shows($0.step) } ?? false) || ($0.fork.map { shows($0.step) } ?? false)
        }
      case .list(let stops): return stops.contains { $0.text.contains("0.0055") }
      default: return false
      }
    }
  }

  @Test(
    "only an answer or 'answer' shows the answer",
    arguments: [
      "next", "next 5", "finish", "goto 2", "goto 2.2", "goto end", "goto start", "goto Q", "list",
      "back", "hint", "show w", "0.37", "0.39", "set w = 0.5", "w = 0.5", "compare", "z = 3", "set",
    ])
  func hidden(command: String) throws {
    var reader = try asked()
    try reader.tell(command)
    #expect(!showsAnswer(reader))
    // Nor do later steps.
    for next in ["goto 2", "next", "finish", "compare", "back", "next", "finish", "list"] {
      try reader.tell(next)
      #expect(!showsAnswer(reader), "\(command), then \(next)")
    }
    try reader.tell(["goto 2", "answer"])
    #expect(showsAnswer(reader))
  }

  @Test("moving on at a waiting question says how to continue, and does not move")
  func waits() throws {
    var reader = try asked()
    for command in ["next", "next 5", "finish"] {
      try reader.tell(command)
      guard case .waiting(let position, 3)? = reader.responses.first, reader.responses.count == 1
      else {
        Issue.record("\(command) does not wait")
        return
      }
      #expect(position.stop == 2 && position.part == 1)
    }
    try reader.tell("goto 3")
    #expect(reader.place == "3")
    try reader.tell("back")
    #expect(reader.place == "2.1")
    #expect(reader.stepper.isAsking)
  }

  @Test("an answered question is not asked again")
  func remembered() throws {
    for answer in ["0.3855", "answer"] {
      var reader = try asked()
      try reader.tell([answer, "goto 2.1"])
      #expect(!reader.stepper.isAsking)
      try reader.tell("next")
      #expect(reader.place == "2")
      #expect(showsAnswer(reader))
      try reader.tell(["goto start", "goto 2"])
      #expect(reader.place == "2")
      #expect(showsAnswer(reader))
    }
  }

  @Test("a question answered in a fork is asked again in the lesson")
  func forks() throws {
    var reader = try asked()
    try reader.tell(["set w = 0.5", "0.5055"])
    #expect(reader.place == "2")
    try reader.tell(["goto 2"])
    #expect(!reader.stepper.isAsking)
    try reader.tell("compare")
    #expect(
      reader.responses.contains {
        guard case .comparison(let steps) = $0, let step = steps.last else { return false }
        return step.lesson?.step.value == nil && step.fork?.step.value != nil
      })
    try reader.tell("drop")
    #expect(reader.stepper.isAsking)
    #expect(reader.place == "2.1")
  }

  @Test("a fork keeps the hints that were given")
  func hintsInFork() throws {
    var reader = try asked()
    try reader.tell(["hint", "set w = 0.5", "hint"])
    guard case .hint("0.38 and a little.")? = reader.responses.first else {
      Issue.record("the second hint is not given")
      return
    }
  }

  @Test("a wrong expression's value is shown")
  func echo() throws {
    var reader = try asked()
    try reader.tell("w + 0.01")
    guard case .judgement(.wrong(let value?))? = reader.responses.first else {
      Issue.record("the value is not told")
      return
    }
    #expect(value.number == 0.39)
  }

  @Test(
    "a zero that rounding obscures is right, and a small number is not zero",
    arguments: [
      ("0.1 + 0.2 - 0.3", "0", true), ("0.1 + 0.2 - 0.3", "5.551e-17", true),
      ("0.1 + 0.2 - 0.3", "0.3 - 0.2 - 0.1", true), ("0.1 + 0.2 - 0.3", "1e-9", false),
      ("mean([0.1, 0.2, -0.3])", "0", true), ("[0.1 + 0.2 - 0.3, 1]", "[0, 1]", true),
      ("[0.1 + 0.2 - 0.3, 1]", "[0, 0]", false), ("exp(-40) * (1 - 0.1)", "0", false),
      ("sigmoid(-40 + 0.1)", "0", false), ("1e-7 + 2e-7", "0", false),
      ("(0.1 + 0.2 - 0.3) * 5", "0", true), ("1.0000001 - 1", "0", false),
    ])
  func zeros(expression: String, answer: String, isRight: Bool) throws {
    var reader = Reader("# Z\n\n```nn\nask \"Z?\" \(expression)\n```\n")
    try reader.tell(["next", answer])
    #expect(reader.stepper.isAsking == !isRight)
  }

  private static let loop = """
    # Q

    ```nn
    w = 1
    repeat 2 {
      w + 1
      ask "And now?" w * 10
    }
    w
    ```
    """

  @Test(
    "each round of a loop asks, and the whole loop hides unanswered questions")
  func loops() throws {
    var reader = Reader(Self.loop)
    try reader.tell(["goto 2"])
    #expect(reader.place == "2")
    #expect(!showsAnswer(reader))
    try reader.tell(["goto 1", "finish"])
    #expect(reader.stepper.isAsking)
    #expect(reader.place == "2.2")
    try reader.tell("10")
    #expect(reader.place == "2.3")
    try reader.tell("finish")
    #expect(reader.place == "2.5")
    #expect(reader.stepper.isAsking)
    try reader.tell("finish")
    #expect(!showsAnswer(reader))
    try reader.tell("goto 2")
    #expect(!showsAnswer(reader))
    try reader.tell(["goto 2.5", "10"])
    #expect(reader.place == "2.6")
    try reader.tell("goto 2")
    #expect(showsAnswer(reader))
  }

  @Test("the list names a question, and a loop with one, without answers")
  func listed() throws {
    var reader = Reader(Self.loop)
    try reader.tell("list")
    guard case .list(let stops)? = reader.responses.first else {
      Issue.record("no list")
      return
    }
    #expect(stops.map { $0.text } == ["w = 1", "repeat 2 { … }", "w"])
    reader = try asked()
    try reader.tell("list")
    guard case .list(let others)? = reader.responses.first else { return }
    #expect(others[1].text == "ask \"What is the new weight?\"")
  }

  @Test("in a conversation a question shows its answer, as in a run")
  func conversation() throws {
    var reader = Reader("", kind: .conversation)
    try reader.tell(["w = 1", "ask \"Twice?\" 2 * w", "back", "next"])
    #expect(showsAnswer(reader))
    #expect(!reader.stepper.isAsking)
  }
}
