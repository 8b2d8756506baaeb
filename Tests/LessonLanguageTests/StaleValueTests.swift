import LessonLanguage
import TestSupport
import Testing

@Suite("Values before and after a step")
struct StaleValueTests {
  /// w is 3, y is 6 and L is 36 before the step, w is 2.76 after it.
  private static let stepped = """
    param w = 3
    x = 2
    y = w * x
    L = y^2
    backprop L
    step sgd(rate = 0.01)
    """

  private func stepped(_ more: String = "") throws -> TestProgram {
    try TestProgram(Self.stepped + "\n" + more)
  }

  @Test("a step moves the parameter, and computed values are unchanged")
  func kept() throws {
    let program = try stepped()
    #expect(isClose(try program.number("w"), 2.76))
    #expect(try program.number("y") == 6)
    #expect(try program.number("L") == 36)
  }

  @Test("a stale value is marked, a fresh one is not")
  func told() throws {
    let program = try stepped()
    for name in ["y", "L", "L + 1", "w * y"] { #expect(try program.notes(name) == [.stale]) }
    for name in ["w", "x", "w * x", "x + 1"] { #expect(try program.notes(name) == []) }
  }

  @Test(
    "forward, backprop and descend compute again",
    arguments: ["forward L", "backprop L", "descend L with sgd(rate = 0) for 1 step"])
  func refreshed(statement: String) throws {
    let program = try stepped(statement)
    #expect(isClose(try program.number("y"), 5.52))
    #expect(isClose(try program.number("L"), 30.4704))
    #expect(try program.notes("L") == [])
    #expect(try program.notes("y") == [])
  }

  @Test("forward computes only what is requested, and shows it in order")
  func forward() throws {
    var program = try stepped("forward y")
    #expect(isClose(try program.number("y"), 5.52))
    #expect(try program.number("L") == 36)
    #expect(try program.notes("L") == [.stale])
    let step = try #require(try program.run("forward L"))
    guard case .forward(let workings) = step.outcome else {
      Issue.record("forward shows what it computed")
      return
    }
    #expect(workings.map { $0.value.number.map { ($0 * 1e4).rounded() } } == [55200, 304_704])
  }

  @Test("a value computed from a stale one is stale too")
  func inherited() throws {
    var program = try stepped("z = L + 1")
    #expect(try program.number("z") == 37)
    #expect(program.steps.last?.notes == [.stale])
    try program.run("forward z")
    #expect(isClose(try program.number("z"), 31.4704))
    #expect(try program.notes("z") == [])
  }

  @Test("a plain number is never old", arguments: ["v = value(L)", "v = L if 0 else 1"])
  func plain(statement: String) throws {
    #expect(try stepped(statement + "; forward L").notes("v") == [])
  }

  @Test("check and plot look without touching")
  func untouched() throws {
    let program = try stepped("f(v) = (v * x)^2; check L; plot f from 0 to 3 with w; why w")
    #expect(try program.number("L") == 36)
    #expect(try program.notes("L") == [.stale])
    #expect(isClose(try program.number("w"), 2.76))
    #expect(try program.number("grad(w)") == 24)
  }

  @Test("a second step notes that the gradient is stale")
  func staleGradient() throws {
    var program = try stepped()
    #expect(program.steps.last?.notes == [])
    try program.run("step sgd(rate = 0.01)")
    #expect(program.steps.last?.notes == [.staleGradient])
    #expect(isClose(try program.number("w"), 2.52))
  }
}
