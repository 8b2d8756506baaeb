import LessonLanguage
import Testing
import Text

@testable import Rendering

@Suite("The state of a session on a page")
struct StateHTMLTests {
  private func session(_ program: String) throws -> Session {
    var session = Session()
    for statement in try Parser.statements(of: program, line: 1) {
      _ = try session.run(statement)
    }
    return session
  }

  private func rows(_ html: String) -> [String] {
    let page = ParsedPage(html)
    #expect(page.fault == nil)
    return page.elements.filter { $0.name == "tr" && $0.attributes["data-name"] != nil }
      .map { ($0.attributes["data-name"] ?? "") + ": " + ($0.attributes["class"] ?? "") }
  }

  @Test("the loss, each parameter with its gradient and what the optimizer remembers")
  func rows() throws {
    let before = try session("param w = 2\nparam b = [1, 2]\nL = sum((w * b)^2)\nbackprop L")
    #expect(
      rows(StateHTML(before.state, Style()).html) == [
        "L: loss", "w: parameter", "dL/dw: gradient", "b: parameter", "dL/db: gradient",
      ])
    let after = try session(
      "param w = 2\nparam b = [1, 2]\nL = sum((w * b)^2)\nbackprop L\nstep momentum(rate = 0.1, momentum = 0.9)"
    )
    let html = StateHTML(after.state, since: before.state, Style()).html
    #expect(
      rows(html) == [
        "L: loss stale", "w: parameter changed", "dL/dw: gradient stale", "v_w: memory",
        "b: parameter changed", "dL/db: gradient stale", "v_b: memory",
      ])
    let words = ParsedPage(html).text.split { $0 == " " }.joined(separator: " ")
    // w ← 2 − 0.1 × 20, b ← [1, 2] − 0.1 × [8, 16]
    #expect(
      words == """
        value now before L 20 w 0 2 d L d w 20 v w 20 b [ 0.2 , 0.4 ] [ 1 , 2 ] d L d b [ 8 , 16 ] v b [ 8 , 16 ]
        """)
  }
}
