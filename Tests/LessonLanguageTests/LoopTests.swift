import LessonLanguage
import Testing
import Text

@Suite("Repeating")
struct LoopTests {
  private func loop(_ program: TestProgram) throws -> Loop {
    let step = try #require(program.steps.last)
    guard case .loop(let loop) = step.outcome else {
      throw Diagnostic(step.place, "no loop")
    }
    return loop
  }

  @Test(
    "every statement runs as often as is said",
    arguments: [(0, 0), (1, 1), (4, 10), (5, 15), (100, 5050)])
  func count(rounds: Int, total: Double) throws {
    let program = try TestProgram("n = 0; t = 0\nrepeat \(rounds) { n = n + 1; t = t + n }")
    #expect(try program.number("t") == total)
  }

  @Test(
    "of many rounds the first two and the last are shown",
    arguments: [(0, []), (1, [1]), (4, [1, 2, 3, 4]), (5, [1, 2, 5]), (100, [1, 2, 100])])
  func shown(rounds: Int, shown: [Int]) throws {
    let program = try TestProgram("repeat \(rounds) { 1; 2 }")
    #expect(try loop(program).shown.map { $0.iteration } == shown)
    #expect(try loop(program).shown.allSatisfy { $0.steps.count == 2 })
  }

  @Test("all rounds are shown on request")
  func all() throws {
    let program = try TestProgram("repeat 20 { 1 }", showsAll: true)
    #expect(try loop(program).shown.map { $0.iteration } == Array(1...20))
  }

  @Test("a check that fails in a hidden round is reported with its round")
  func hiddenFailure() throws {
    let program = try TestProgram(
      """
      n = 0
      repeat 10 {
        n = n + 1
        expect n == 7 is 0
      }
      """)
    #expect(program.checks.filter { !$0.holds }.map { $0.round } == [7])
    #expect(program.checks.filter { $0.holds }.map { $0.round } == [1, 2, 10])
    #expect(program.checks.allSatisfy { $0.place.line == 4 })
  }

  @Test("a check in a loop inside a loop names the inner round")
  func nestedFailure() throws {
    let program = try TestProgram(
      "n = 0\nrepeat 3 { repeat 9 { n = n + 1; n == 14 #=> 0\n } }")
    #expect(program.checks.filter { !$0.holds }.map { $0.round } == [5])
  }

  @Test("an error ends the loop but keeps what was shown before")
  func error() throws {
    var session = Session()
    let text = "v = [1, 2, 3]\nn = -1\nrepeat 9 { n = n + 1; v[value(n)] }"
    var last: Step?
    for statement in try Parser.statements(of: text) { last = try session.run(statement) }
    let step = try #require(last)
    #expect(
      step.failure
        == Diagnostic(
          Place(line: 3, column: 23, length: 11),
          "'[3]' is out of range: the shape is [3], counted from 0"))
    guard case .loop(let loop) = step.outcome else {
      Issue.record("a loop that failed is still a loop")
      return
    }
    #expect(loop.shown.map { $0.iteration } == [1, 2])
  }

  @Test("hidden rounds do the same work as shown ones")
  func sameWork() throws {
    let text =
      "param w = 1; L = (w - 3)^2\nrepeat 50 { backprop L; step adam(rate = 0.1); plot w, L }"
    let all = try TestProgram(text, showsAll: true)
    let few = try TestProgram(text)
    #expect(try all.elements("[w, L, grad(w)]") == few.elements("[w, L, grad(w)]"))
  }

  @Test("digits applies from its statement on, even outside a loop")
  func digits() throws {
    var program = try TestProgram("1\ndigits 6\n1\nrepeat 2 { digits 8 }")
    #expect(program.steps.map { $0.digits } == [4, 6, 6, 8])
    try program.run("1")
    #expect(program.steps.last?.digits == 8)
  }
}
