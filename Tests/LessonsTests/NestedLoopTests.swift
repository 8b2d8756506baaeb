import LessonLanguage
import Testing

@testable import Lessons

@Suite("Loops inside loops, stage by stage")
struct NestedLoopTests {
  private static func lesson(_ outer: Int, _ inner: Int) -> String {
    """
    # Loops

    ```nn
    param w = 1
    L = w^2
    repeat \(outer) { repeat \(inner) { backprop L; step sgd(rate = 0.01) }; w }
    v = w
    ```
    """
  }

  private static func stage(_ stepper: inout Stepper, _ number: Int) throws -> String {
    let state = try stepper.state(at: Moment(stop: 3, stage: number))
    return String(describing: state.run?.stage?.step.outcome)
  }

  @Test("a stage is explained alike, whether it is come to one by one or at once")
  func stages() throws {
    var walking = Reader(Self.lesson(7, 6)).stepper
    for number in 1...7 * 13 {
      var jumping = Reader(Self.lesson(7, 6)).stepper
      let stage = try Self.stage(&walking, number)
      #expect(try Self.stage(&jumping, number) == stage)
      #expect(!stage.hasSuffix("Outcome.check)"))
      _ = try jumping.state(at: .end(of: 4))
      #expect(try Self.stage(&jumping, number) == stage)
    }
  }

  @Test("the end of a long loop is near, and the way back from it too")
  func longLoop() throws {
    var reader = Reader(Self.lesson(60, 60))
    try reader.tell("goto end")
    #expect(abs(try reader.value("v / 0.98^3600") - 1) < 1e-9)
    try reader.tell(["back", "back", "back", "next"])
    #expect(reader.place == "3")
  }

  @Test("typed statements run as in a program")
  func conversation() throws {
    var reader = Reader("", kind: .conversation)
    try reader.tell(["param w = 1", "L = w^2"])
    try reader.tell("repeat 60 { repeat 60 { backprop L; step sgd(rate = 0.01) } }")
    #expect(abs(try reader.value("w / 0.98^3600") - 1) < 1e-9)
  }
}
