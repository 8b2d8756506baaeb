import Testing
import Text

@testable import WebModule

@Suite("A student's lesson on the page")
struct PageStudentTests {
  private static let lesson = """
    # T

    Twice {w}.

    ```nn
    w = 0.5
    draw w from 0.55 to 0.95 step 0.10
    ask "Twice?" 2 * w
    ```
    """

  private func ask(_ session: inout PageSession, _ members: [JSON.Member], file: String = "")
    -> JSON
  {
    session.answer(Array((JSON.object(members).text + "\n" + file).utf8))
  }

  private func open(_ student: String?) -> (session: PageSession, answer: JSON) {
    var session = PageSession()
    _ = ask(&session, [("do", .string("keep")), ("name", .string("t.md"))], file: Self.lesson)
    let whose: [JSON.Member] =
      student.map { [("student", .string($0)), ("seed", .whole(7))] } ?? []
    let answer = ask(
      &session,
      [("do", .string("open")), ("name", .string("t")), ("place", .string("1"))] + whose)
    return (session, answer)
  }

  @Test("has numbers that depend on the name, and keeps the answers")
  func student() {
    #expect(open(nil).answer.text.contains("Twice 0.5."))
    var (session, answer) = open("Ada")
    let digits = [0.55, 0.65, 0.75, 0.85, 0.95].first { answer.text.contains("Twice \($0).") }
    guard let number = digits else {
      Issue.record("the number is one of the draw")
      return
    }
    #expect(open("Ada").answer.text == answer.text)
    _ = ask(&session, [("do", .string("say")), ("text", .string(":next 5"))])
    for text in ["7", "\(2 * number)"] {
      _ = ask(&session, [("do", .string("answer")), ("step", .whole(3)), ("text", .string(text))])
    }
    let saved = ask(&session, [("do", .string("save"))])["answers"]?.string
    #expect(
      saved
        == "{\"schema\":1,\"kind\":\"answers\",\"lesson\":\"t\",\"seed\":7,\"student\":\"Ada\",\"question\":1,\"answers\":[\"7\",\"\(2 * number)\"]}\n"
    )
  }

  @Test("a name that is none is a note")
  func bad() {
    #expect(open("=1").answer["notes"]?.string?.contains("begins with") ?? false)
  }
}
