import Foundation
import Learning
import LessonLanguage
import Testing
import Text

@testable import Rendering

@Suite("A run as JSON lines")
struct JSONTests {
  private func objects(_ rendered: Rendered) throws -> [[String: Any]] {
    try rendered.json.map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("every line is an object with schema, step and kind", arguments: RepositoryLesson.all)
  func lessons(lesson: RepositoryLesson) throws {
    let objects = try objects(Rendered(markdown: lesson.text))
    #expect(objects.compactMap { $0["schema"] as? Int } == objects.map { _ in 1 })
    #expect(objects.compactMap { $0["step"] as? Int } == Array(1...objects.count))
    #expect(objects.allSatisfy { $0["kind"] is String })
  }

  private static let everything = """
    param w = 0.5
    x = 2
    f(v) = (v * x - 3)^2
    L = f(w)
    backprop L
    why w
    check L
    step sgd(rate = 0.1)
    forward L
    descend L with sgd(rate = 0.1) for 2 steps
    repeat 2 { w }
    plot f from 0 to 1 with w
    plot w, L
    explore x from 0 to 1
    ask "How much?" w
    hint "Look."
    digits 5
    expect x is 2
    1/0
    missing
    """

  @Test("each statement has its kind, its line and its text")
  func kinds() throws {
    let objects = try objects(Rendered(Self.everything))
    #expect(
      objects.compactMap { $0["kind"] as? String } == [
        "parameter", "definition", "function", "definition", "gradient", "why", "gradient_check",
        "update", "forward", "descent", "loop", "plot", "plot", "slider", "question", "digits",
        "check", "value", "error",
      ])
    #expect(objects.compactMap { $0["line"] as? Int } == Array(1...15) + [17, 18, 19, 20])
    #expect(objects[9]["source"] as? String == "descend L with sgd(rate = 0.1) for 2 steps")
  }

  @Test("values are numbers and nested lists, and numbers that JSON lacks are strings")
  func values() throws {
    let objects = try objects(Rendered("[[1, 2], [3, 4.5]]\n1 - 0.25\n[1/0, -1/0, 0/0]"))
    #expect(objects[0]["value"] as? [[Double]] == [[1, 2], [3, 4.5]])
    #expect(objects[1]["value"] as? Double == 0.75)
    #expect(objects[2]["value"] as? [String] == ["inf", "-inf", "nan"])
  }

  @Test("a failed check has the actual and the expected value")
  func checks() throws {
    let object = try #require(objects(Rendered("w = 1.1348 #=> 1.1384")).first)
    let check = try #require((object["checks"] as? [[String: Any]])?.first)
    #expect(check["holds"] as? Bool == false)
    #expect(check["line"] as? Int == 1)
    #expect(check["message"] as? String == "w is 1.1348, expected 1.1384")
  }

  @Test("an error names file, line, column and message")
  func errors() throws {
    let object = try #require(objects(Rendered("a = b")).last)
    #expect(object["file"] as? String == "mine.nn")
    #expect([object["line"] as? Int, object["column"] as? Int] == [1, 5])
    #expect(object["message"] as? String == "'b' has no value here")
  }

  @Test(
    "any text survives",
    arguments: [
      "\"\\\n\t",
      "\u{1B}\u{7F}\u{85}\u{2028}\u{202E}\u{2066}\u{200F}\u{61C}\(Unicode.Scalar(0xFDD0)!)",
      "η ½ 学 🙂", "",
    ])
  func texts(text: String) throws {
    let line = JSON.object([("a", .string(text)), (text, .null)]).text
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["a"] as? String == text)
    #expect(line.escaped == line)
  }

  @Test(
    "numbers are read back to the last bit",
    arguments: [0.1 + 0.2, .leastNonzeroMagnitude, -1e300, 1e15, 0, 3])
  func numbers(value: Double) throws {
    let text = JSON.number(value).text
    #expect(Double(text) == value)
    let read = try JSONSerialization.jsonObject(with: Data("[\(text)]".utf8)) as? [Double]
    #expect(abs((read?.first ?? .nan) - value) <= 4 * value.ulp)
  }
}

@Suite("Values written after #=>")
struct AcceptedValueTests {
  private func accepted(_ program: String) -> (String, Int) {
    let (text, count) = AcceptedValues.text(
      SourceText(program), Rendered(program).transcript.checks)
    return (text, count)
  }

  @Test(
    "a computed value takes the decimals that were written",
    arguments: [
      ("a = 1/3 #=> 0.34", "a = 1/3 #=> 0.33"), ("a = 1/3 #=>", "a = 1/3 #=> 0.333333"),
      ("a = -0.55 #=>  −0.550", "a = -0.55 #=>  −0.550"),
      ("a = 12345 #=> 1.2e3", "a = 12345 #=> 12345"),
      ("[1/3, 2/3] #=> [0.3, 0.66]", "[1/3, 2/3] #=> [0.3, 0.67]"),
      ("[1, 2] #=> 3.0", "[1, 2] #=> [1.0, 2.0]"), ("1/0 #=> 3", "1/0 #=> inf"),
      ("a = 1e-9 / 3 #=> 0.0000000004", "a = 1e-9 / 3 #=> 3.33e-10"),
    ])
  func written(program: String, text: String) {
    #expect(accepted(program).0 == text)
    #expect(Rendered(text).transcript.checks.allSatisfy { $0.holds })
  }

  @Test("checks that hold and everything else are unchanged")
  func untouched() {
    let program = "# a note #=> 3\na = 1 #=> 1\nexpect a is 2\n\nb = a   #=> 3  # why\n"
    let (text, count) = accepted(program)
    #expect(text == "# a note #=> 3\na = 1 #=> 1\nexpect a is 2\n\nb = a   #=> 1\n")
    #expect(count == 1)
  }
}
