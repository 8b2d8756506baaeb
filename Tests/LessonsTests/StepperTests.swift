import LessonLanguage
import Testing
import Text

@testable import Lessons

@Suite("Stepping through a lesson")
struct StepperTests {
  private static let descent = """
    # Down

    A bowl.

    ## Many steps

    ```nn
    param w = 1
    rate = 0.1
    L = w^2
    descend L with momentum(rate = rate, momentum = 0.9) for 50 steps
    w_final = w
    ```

    The end.
    """

  private static let loop = """
    # Around

    ```nn
    param w = 1
    repeat 7 {
      L = (w - 3)^2
      backprop L
      step adam(rate = 0.1)
    }
    w
    ```
    """

  @Test("the steps are paragraphs and statements; headings come with the next step")
  func stops() throws {
    var reader = Reader(Self.descent)
    #expect(reader.stepper.stopCount == 7)
    try reader.tell("next")
    guard case .reveal(let first)? = reader.responses.first else {
      Issue.record("nothing came into view")
      return
    }
    #expect(first.headings.count == 1)
    #expect(reader.place == "1")
    try reader.tell("next")
    #expect(reader.place == "2")
    try reader.tell("next 100")
    #expect(reader.place == "7")
    guard case .atEnd? = reader.responses.last else {
      Issue.record("the end is not told")
      return
    }
  }

  @Test("parts of a statement come one after another, and go one after another")
  func parts() throws {
    var reader = Reader(Self.descent)
    try reader.tell("goto 3")
    for (place, kind) in [("4.1", Part.Kind.symbols), ("4.2", .numbers), ("4", .result)] {
      try reader.tell("next")
      #expect(reader.place == place)
      #expect(reader.part?.kind == kind)
    }
    try reader.tell("next")
    #expect(reader.place == "5.1")
    #expect(reader.part?.kind == .row)
    try reader.tell("back 2")
    #expect(reader.place == "4.2")
    #expect(reader.part?.kind == .numbers)
    try reader.tell("finish")
    #expect(reader.place == "4")
    try reader.tell("goto 4.2")
    #expect(reader.place == "4.2")
    #expect(reader.part?.kind == .numbers)
  }

  @Test("going back is exact, between all training steps, with the optimizer's state")
  func exactlyBack() throws {
    var reader = Reader(Self.descent)
    try reader.tell("goto 5.1")
    var forward: [Double] = []
    for _ in 0..<51 {
      forward.append(try reader.value("w"))
      try reader.tell("next")
    }
    #expect(reader.place == "6.1")
    try reader.tell("back")
    for expected in forward.reversed() {
      #expect(try reader.value("w") == expected)
      try reader.tell("back")
    }
    #expect(reader.place == "4")
    try reader.tell("goto 5.31")
    #expect(try reader.value("w") == forward[30])
    #expect(try reader.value("L") == forward[30] * forward[30])
    #expect(try reader.value("grad(w)") == 2 * forward[30])
  }

  @Test("a descent is walked one training step at a time, or many")
  func jumps() throws {
    var reader = Reader(Self.descent)
    try reader.tell(["goto 5.1", "next 10"])
    #expect(reader.place == "5.11")
    guard case .reveal(let reveal)? = reader.responses.first else {
      Issue.record("nothing came into view")
      return
    }
    #expect(reader.responses.count == 1)
    #expect(reveal.rows == 10)
    try reader.tell("next 100")
    #expect(reader.place == "7")
    try reader.tell(["goto 5.1", "finish"])
    #expect(reader.place == "5")
  }

  @Test("a loop is walked statement by statement, and ends as in a run")
  func loops() throws {
    var reader = Reader(Self.loop)
    try reader.tell("goto 2.1")
    var weights: [Double] = []
    var tenth = ""
    for stage in 1...21 {
      #expect(reader.stepper.position.stage == stage)
      if stage == 10 { tenth = reader.place }
      weights.append(try reader.value("w"))
      while reader.stepper.position.stage == stage { try reader.tell("next") }
    }
    #expect(reader.place == "3")
    let last = try #require(Lesson(Self.loop).transcript.entries.last)
    guard case .step(let step) = last else { return }
    #expect(try reader.value("w") == step.value?.number)
    try reader.tell("goto \(tenth)")
    #expect(try reader.value("w") == weights[9])
  }

  @Test("a number changes at its definition, and dropping the fork restores the lesson")
  func whatIf() throws {
    var reader = Reader(Self.descent)
    try reader.tell("goto 6")
    let lesson = try reader.value("w")
    try reader.tell("set rate = 0.01")
    #expect(reader.place == "6")
    let fork = try reader.value("w")
    #expect(fork != lesson)
    #expect(try reader.value("rate") == 0.01)
    #expect(try reader.value("w_final") == fork)
    #expect(reader.stepper.forkChanges.map { $0.text } == ["rate = 0.01"])
    try reader.tell(["back 20", "next 20", "drop"])
    #expect(try reader.value("w") == lesson)
    #expect(reader.stepper.forkChanges.isEmpty)
  }

  @Test("a parameter changes at the present point, inside a descent too")
  func parameter() throws {
    var reader = Reader(Self.descent)
    try reader.tell(["goto 5.11", "set w = 2"])
    #expect(try reader.value("w") == 2)
    #expect(try reader.value("L") == 4)
    #expect(try reader.value("grad(w)") == 4)
    #expect(reader.place == "5.11")
    try reader.tell(["back", "next"])
    #expect(try reader.value("w") == 2)
    try reader.tell(["drop", "goto 5.11"])
    #expect(try reader.value("w") != 2)
  }

  @Test("one element of a matrix changes, of data and of a parameter")
  func element() throws {
    var reader = Reader(
      "# M\n\n```nn\nX = [[1, 2], [3, 0.40]]\nparam W = [1, 1]\ny = sum(X @ W)\n```\n")
    try reader.tell(["goto end", "set X[1, 0] = 10"])
    #expect(try reader.value("y") == 13.4)
    try reader.tell("W[1] = 0")
    #expect(try reader.value("y") == 11)
    #expect(reader.stepper.forkChanges.count == 2)
    try reader.tell("drop")
    #expect(try reader.value("y") == 6.4)
  }

  @Test("a typed statement that changes something makes a fork; other statements do not")
  func typed() throws {
    var reader = Reader(Self.descent)
    try reader.tell(["goto 4", "w * 2", "show L", "check L"])
    #expect(reader.stepper.forkChanges.isEmpty)
    try reader.tell(["backprop L", "step sgd(rate = 0.5)"])
    #expect(reader.stepper.forkChanges.count == 2)
    #expect(try reader.value("w") == 0)
    try reader.tell("next")
    #expect(try reader.value("w") == 0)
    try reader.tell(["drop", "goto 4"])
    #expect(try reader.value("w") == 1)
  }

  @Test("statements typed before the first step apply to all steps")
  func typedFirst() throws {
    var reader = Reader(Self.descent)
    try reader.tell(["z = 5", "z2 = z + 1", "goto 4"])
    #expect(try reader.value("z2 + w") == 7)
    try reader.tell(["set z = 7"])
    #expect(reader.stepper.forkChanges.count == 3)
    try reader.tell("drop")
    #expect(throws: (any Error).self) { try reader.value("z") }
  }

  @Test("checks in a fork show differences and do not count")
  func checks() throws {
    var reader = Reader("# C\n\n```nn\na = 1\nb = a + 1  #=> 2\n```\n")
    try reader.tell(["goto 1", "set a = 5", "finish"])
    guard case .reveal(let reveal)? = reader.responses.first, case .step(let step)? = reveal.entry
    else {
      Issue.record("no step came into view")
      return
    }
    #expect(step.checks.map { $0.holds } == [false])
    #expect(step.checks.map { $0.counts } == [false])
  }

  @Test(
    "an impossible command says why and changes nothing",
    arguments: [
      ("goto 99", "there is no step 99; the steps are 1 to 7"),
      ("goto 0", "there is no step 0; the steps are 1 to 7"),
      ("goto 5.99", "step 5 has no part 99; its parts are 1 to 51"),
      ("goto", "goto where? a step as in 'goto 7', 'start', 'end', or a section"),
      ("goto nowhere", "there is no section 'nowhere'; the sections are 'Down', 'Many steps'"),
      ("next many", "'next' takes a number of at least 1, not 'many'"),
      (":nxet", "there is no command 'nxet'; did you mean 'next'?"),
      (":frob", "there is no command 'frob'; 'help' lists all commands"),
      ("nxt", "there is no command or value 'nxt'; did you mean 'next'?"),
      ("drop", "there is no fork; 'set rate = 0.9' makes one"),
      ("hint", "no question waits"),
      ("save", "save where? as in: save notes.md"),
      ("set rat = 1", "'rat' has no value here; did you mean 'rate'?"),
      ("set L = 1", "'L' is computed; set what it is computed from: w"),
      ("set rate = [1, 2]", "'rate' has shape [], and this has [2]"),
      (
        "set rate",
        "expected '=' and the value to try, as in: set rate = 0.9, found the end of the line"
      ),
      ("b = w @ w", "'@' multiplies vectors and matrices; a number has none; '*' scales"),
    ])
  func problems(line: String, message: String) throws {
    var reader = Reader(Self.descent)
    try reader.tell("goto 4")
    do { try reader.tell(line) } catch let problem as Diagnostic {
      #expect(problem.message == message)
      return
    }
    if line.hasPrefix("b =") {
      #expect(reader.message?.hasPrefix("'@' multiplies") == true)
    } else {
      #expect(reader.message == message)
    }
    #expect(reader.place == "4")
    #expect(reader.stepper.forkChanges.isEmpty)
    #expect(try reader.value("w") == 1)
  }

  @Test("a lesson that fails ends there, and one can go back")
  func failure() throws {
    var reader = Reader("# F\n\n```nn\na = 1\nb = zz\nc = 2\n```\n")
    try reader.tell(["next", "next", "next"])
    #expect(reader.place == "2")
    try reader.tell("goto end")
    #expect(reader.place == "2")
    try reader.tell("back")
    #expect(reader.place == "1")
    #expect(try reader.value("a") == 1)
  }

  @Test("words are commands unless a value has the name")
  func words() throws {
    func isCommand(_ line: String, _ names: Set<String> = []) throws -> Bool {
      try StepperCommand.call(line, isName: names.contains) != nil
    }
    #expect(try isCommand("next"))
    #expect(try isCommand("next 3"))
    #expect(try !isCommand("next", ["next"]))
    #expect(try isCommand(":next", ["next"]))
    #expect(try !isCommand("next = 3"))
    #expect(try !isCommand("list[0]"))
    #expect(try !isCommand("back + 1"))
    #expect(try !isCommand("nextday"))
    #expect(try isCommand("save /tmp/a.md"))
    #expect(
      try StepperCommand.call("  goto  Many steps ", isName: { _ in false })?.argument
        == "Many steps")
  }

  @Test("a conversation is a lesson of typed statements: back, forward, and on from there")
  func conversation() throws {
    var reader = Reader("", kind: .conversation)
    try reader.tell(["a = 1", "b = a + 1", "c = b + 1"])
    #expect(reader.place == "3")
    try reader.tell("set a = 10")
    #expect(try reader.value("c") == 12)
    try reader.tell("drop")
    #expect(try reader.value("c") == 3)
    try reader.tell("back")
    #expect(try reader.value("b") == 2)
    #expect(throws: (any Error).self) { try reader.value("c") }
    try reader.tell("d = b * 5")
    #expect(try reader.value("d") == 10)
    #expect(reader.stepper.stopCount == 3)
  }
}
