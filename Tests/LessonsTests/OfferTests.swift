import LessonLanguage
import Testing

@testable import Lessons

@Suite("Numbers that a lesson offers")
struct OfferTests {
  private static let lesson = """
    # O

    ```nn
    rate = 0.01
    param w = 1
    w_new = w - rate
    ```

    ## Play

    Set the rate.

    ```nn
    rate = 0.1
    explore rate from 0.01 to 1.1
    L = w^2
    descend L with sgd(rate = rate) for 3 steps
    ```

    ## Later

    Try a start.

    ```nn
    param start = 2
    explore start from -4 to 4
    y = start * 3
    ```
    """

  private func fork(_ reader: Reader) -> (before: Double?, after: Double?, step: Int?)? {
    for case .fork(.alteration(let alteration, let step)) in reader.responses {
      return (alteration.before.number, alteration.after.number, step)
    }
    return nil
  }

  @Test(
    "set before the definition in the section changes the definition, not an earlier one",
    arguments: ["set rate = 0.9", "rate = 0.9"])
  func before(command: String) throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 4", command])
    let change = try #require(fork(reader))
    #expect(change.before == 0.1)
    #expect(change.after == 0.9)
    #expect(change.step == 5)
    #expect(
      !reader.responses.contains {
        if case .changes = $0 { return true }
        return false
      })
    #expect(try reader.value("w_new") == 0.99)
    try reader.tell("next")
    #expect(try reader.value("rate") == 0.9)
    try reader.tell("goto 8")
    let weight = try reader.value("w")
    try reader.tell("drop")
    #expect(try reader.value("w") != weight)
    #expect(try reader.value("rate") == 0.1)
  }

  @Test("set gives the same course after the definition and after its uses")
  func after() throws {
    var weights: [Double] = []
    for place in ["goto 4", "goto 5", "goto 6", "goto 8"] {
      var reader = Reader(Self.lesson)
      try reader.tell([place, "set rate = 0.9", "goto 8"])
      weights.append(try reader.value("w"))
    }
    #expect(weights == Array(repeating: weights[0], count: 4))
  }

  @Test("in an earlier section the name has its value there")
  func earlier() throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 3", "set rate = 0.9"])
    #expect(fork(reader)?.before == 0.01)
    let weight = try reader.value("w_new")
    #expect(abs(weight - 0.1) < 1e-12)
    try reader.tell("goto 5")
    #expect(try reader.value("rate") == 0.1)
  }

  @Test("a name without a value may be set ahead, a parameter too")
  func ahead() throws {
    for place in ["goto start", "goto 9"] {
      var reader = Reader(Self.lesson)
      try reader.tell([place, "set start = -3"])
      #expect(fork(reader)?.step == 10)
      try reader.tell("goto 12")
      #expect(try reader.value("y") == -9)
    }
  }

  @Test("set alone lists the section's offers, with range and step")
  func listed() throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 4", "set"])
    guard case .settable(let values)? = reader.responses.first else {
      Issue.record("no list of values")
      return
    }
    let rate = try #require(values.first { $0.name == "rate" })
    #expect(values.count { $0.name == "rate" } == 1)
    #expect(rate.value.number == 0.1)
    #expect(rate.slider?.to == 1.1)
    #expect(rate.step == 5)
    #expect(values.first { $0.name == "w" }?.step == nil)
  }

  @Test("an offer that is set again starts from the value that it has in the fork")
  func again() throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 4", "set rate = 0.9", "set rate = 0.5"])
    #expect(fork(reader)?.before == 0.9)
    try reader.tell("goto 5")
    #expect(try reader.value("rate") == 0.5)
  }

  @Test("a value that is not a number is rejected, and nothing changes")
  func refused() throws {
    var reader = Reader(Self.lesson)
    try reader.tell(["goto 4", "set rate = [1, 2]"])
    #expect(reader.message == "'rate' has shape [], and this has [2]")
    #expect(reader.stepper.forkChanges.isEmpty)
    #expect(reader.place == "4")
  }
}
