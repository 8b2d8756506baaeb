import Autodiff
import LessonLanguage
import Testing

@testable import Lessons

@Suite("Wrong answers and the walk through a working")
struct WrongAnswerTests {
  private static let lesson = """
    # Q

    ```nn
    w = 0.38
    rate = 0.01
    slope = -0.55
    change = rate * slope
    ask "What is the new weight?" w - change
    hint "Subtract."
    ```
    """

  private func asked() throws -> Reader {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 4", "next"])
    #expect(reader.stepper.isAsking)
    return reader
  }

  private func told(_ reader: Reader) -> Diagnosis? {
    for case .diagnosis(let step) in reader.responses {
      if case .diagnosis(let diagnosis) = step.outcome { return diagnosis }
    }
    return nil
  }

  @Test("a wrong answer is told its mistake before the hint, and not the answer")
  func mistake() throws {
    var reader = try asked()
    try reader.tell("0.3745")
    guard case .judgement(.wrong) = reader.responses[0], case .diagnosis = reader.responses[1],
      case .hint("Subtract.") = reader.responses[2]
    else {
      Issue.record("the responses are \(reader.responses)")
      return
    }
    let diagnosis = try #require(told(reader))
    #expect(diagnosis.found.first?.kind == .sign)
    #expect(diagnosis.working == nil)
    #expect(diagnosis.found.allSatisfy { $0.right == nil })
    #expect(reader.stepper.isAsking)
  }

  @Test("a number that nothing explains gets the hint alone")
  func unexplained() throws {
    var reader = try asked()
    try reader.tell("0.7123")
    #expect(told(reader) == nil)
    guard case .hint = reader.responses[1] else {
      Issue.record("the responses are \(reader.responses)")
      return
    }
  }

  @Test("rounded on the way it is right, with a remark, and the lesson goes on")
  func rounded() throws {
    var reader = Reader(
      "# Q\n\n```nn\nr = 2/3\ns = 5/7\nask \"How much?\" r * s * 12.34\n```\n\nOn.")
    try reader.tell(["goto 2", "next", "5.8768"])
    guard case .judgement(.right) = reader.responses[0] else {
      Issue.record("the responses are \(reader.responses)")
      return
    }
    #expect(told(reader)?.verdict == .rightIfRounded)
    #expect(!reader.stepper.isAsking)
  }

  // MARK: Walking

  private static let program = ["w = 2", "z = w * 3", "a = z + 1", "q = a^2"]

  private func walking() throws -> Reader {
    var reader = Reader("", kind: .conversation)
    try reader.tell(Self.program + ["why q is not 17.234"])
    guard case .unexplained = reader.responses[1] else {
      Issue.record("the responses are \(reader.responses)")
      return reader
    }
    try reader.tell("walk")
    return reader
  }

  private func asks(_ reader: Reader) -> String? {
    for case .walk(.asks(.name(let name), _, _, _)) in reader.responses { return name }
    return nil
  }

  @Test("the walk asks for one value after the other, and ends at the first that differs")
  func differs() throws {
    var reader = try walking()
    #expect(asks(reader) == "z")
    try reader.tell("6")
    #expect(asks(reader) == "a")
    try reader.tell("[7]")
    guard case .judgement(.otherShape) = reader.responses[0] else {
      Issue.record("a list is taken for a number")
      return
    }
    try reader.tell("5")
    guard case .walk(.differs(let step)) = reader.responses[1] else {
      Issue.record("the responses are \(reader.responses)")
      return
    }
    guard case .definition(let working, _) = step.outcome else { return }
    #expect(working.value == Tensor(7))
    try reader.tell("walk")
    #expect(reader.message?.contains("nothing to walk through") == true)
  }

  @Test("if all values agree, the mistake is in the last line")
  func agrees() throws {
    var reader = try walking()
    try reader.tell(["6", "7"])
    guard case .walk(.agrees(let step?)) = reader.responses[1] else {
      Issue.record("the responses are \(reader.responses)")
      return
    }
    guard case .definition(let working, _) = step.outcome else { return }
    #expect(working.value == Tensor(49))
  }

  @Test("moving ends the walk, and so a number is a statement again")
  func moving() throws {
    var reader = try walking()
    try reader.tell(["back", "next", "6"])
    guard case .typed = reader.responses[0] else {
      Issue.record("the responses are \(reader.responses)")
      return
    }
  }
}
