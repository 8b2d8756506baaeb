import LessonLanguage
import Testing

@testable import Lessons

@Suite("Stepping through a long descent")
struct LongDescentStepperTests {
  @Test("ten thousand training steps and back are exact, regardless of what was viewed")
  func longRun() throws {
    let text = """
      # Long

      ```nn
      param w = 1
      L = (w - 0.3)^4
      descend L with sgd(rate = 0.01) for 10000 steps
      ```
      """
    var reader = Reader(text)
    try reader.tell("goto 3.9001")
    let before = try reader.value("w")
    try reader.tell(["goto end", "goto 3.12", "next 100", "back 57", "goto 3.9990", "back 989"])
    #expect(reader.place == "3.9001")
    #expect(try reader.value("w") == before)
  }

  @Test("a step in the middle equals the end of a shorter descent, with or without a change")
  func middles() throws {
    func lesson(_ steps: Int) -> String {
      "```nn\nparam w = 1\nL = (w - 0.3)^4\ndescend L with adam(rate = 0.001) for \(steps) steps\n```"
    }
    for stage in [2, 64, 65, 66, 512, 513, 514, 1500] {
      var (long, short) = (Reader(lesson(3000)), Reader(lesson(stage - 1)))
      try long.tell("goto 3.\(stage)")
      try short.tell("goto end")
      #expect(long.place == "3.\(stage)")
      for name in ["w", "L", "grad(w)"] { #expect(try long.value(name) == short.value(name)) }
    }
    var jumped = Reader(lesson(3000))
    try jumped.tell(["goto 3.100", "set w = 2"])
    var walked = jumped
    try jumped.tell("goto 3.700")
    for _ in 100..<700 { try walked.tell("next") }
    #expect(walked.place == "3.700")
    #expect(try jumped.value("w") == walked.value("w"))
    #expect(try jumped.value("w") > 1.3)
  }
}
