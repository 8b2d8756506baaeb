import Testing
import Text

@testable import LessonLanguage

@Suite("The words for a level of detail")
struct DetailWordTests {
  @Test(
    "are read before any statement, and are not part of its source",
    arguments: [
      ("brief backprop L", Detail.brief, "backprop L"), ("full L", .full, "L"),
      ("full a = 1", .full, "a = 1"), ("brief param w = 2", .brief, "param w = 2"),
      ("brief expect w is 2", .brief, "expect w is 2"), ("brief 2 * w", .brief, "2 * w"),
      ("full repeat 2 { x = 1 }", .full, "repeat 2 { x = 1 }"),
      ("brief f(v) = v", .brief, "f(v) = v"), ("full brief", .full, "brief"),
    ])
  func words(text: String, detail: Detail, source: String) throws {
    let statement = try #require(try Parser.statements(of: text).first)
    #expect(statement.detail == detail && statement.source == source)
  }

  @Test(
    "are ordinary names elsewhere",
    arguments: [
      "brief = 3\nbrief + 1", "full = [1, 2]\nfull[0]", "brief(v) = v\nbrief(2)",
      "full = 1\nfull if full > 0 else 2", "param brief = 1\nbrief", "full = 2\nexpect full is 2",
    ])
  func names(text: String) throws {
    for statement in try Parser.statements(of: text) { #expect(statement.detail == nil) }
    _ = try TestProgram(text)
  }

  @Test("reach the step, also inside a loop, and survive a what-if")
  func steps() throws {
    let program = try TestProgram("brief a = 1\nfull repeat 2 { brief b = 2 }\nc = 3")
    #expect(program.steps.map { $0.detail } == [.brief, .full, nil])
    guard case .loop(let loop) = program.steps[1].outcome else {
      Issue.record("no loop")
      return
    }
    #expect(loop.shown[0].steps[0].detail == .brief)
    let statement = try #require(try Parser.statements(of: "brief a = 1").first)
    let alteration = try program.session.alteration(Parser.assignment(of: "a = 5"))
    #expect(statement.redefined(by: alteration)?.detail == .brief)
  }

  @Test("a statement after one is still required")
  func alone() {
    let text = "brief"
    #expect(TestProgram.failure(text)?.message == "'brief' has no value here")
    #expect(
      TestProgram.failure("brief full a = 1")?.message
        == "'full' stands once, directly before a statement")
    #expect(
      TestProgram.failure("brief backprp L")?.message.contains("did you mean 'backprop'") == true)
  }
}
