import Foundation
import TestSupport
import Testing

@Suite("The built program: mistakes that no line of the lesson names")
struct DiagnosedMarkTests {
  /// A class of three that has answered the first question, v1 · a1 + v2 · a2 + c.
  private func marked(_ more: String...) throws -> (classroom: Classroom, run: BinaryRun) {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let ada = try classroom.given("Ada Lovelace")
    let dropped = ada["v1"]! * ada["a1"]! + ada["v2"]! + ada["c"]!
    let grace = try #require(
      classroom.key().first { $0["student"] == "Grace Hopper" && $0["question"] == "1" })
    _ = try classroom.folder.file(
      "answers.csv",
      """
      student,question,answer
      Ada Lovelace,1,\(String(format: "%.4f", dropped))
      Grace Hopper,1,\(grace["mistake_1"]!)
      "O'Neil, ""Z"" <b>",1,17.31

      """)
    let run = try BinaryRun(words: ["mark", "answers.csv"] + more, in: classroom.folder.url.path)
    return (classroom, run)
  }

  private static let reason = "what you get if the factor a2 is left out"

  @Test("the wrong number is explained by the working, by the lesson, or by nothing")
  func text() throws {
    let run = try marked().run
    #expect(run.status == 0 && run.error == "")
    let text = run.output.replacingOccurrences(
      of: "\n +", with: " ", options: .regularExpression)
    #expect(text.contains(" is wrong: it is \(Self.reason)"), "\(run.output)")
    #expect(text.contains(" is wrong: that leaves the bias out"))
    #expect(run.output.contains("  1: '17.31' is wrong\n"))
    #expect(text.contains(" 1 × dropped-factor: \(Self.reason) (Ada Lovelace)"))
    #expect(text.contains(" 1 × that leaves the bias out (Grace Hopper)"))
  }

  @Test("JSON and the table have its kind")
  func files() throws {
    let (classroom, run) = try marked("--format", "json", "--output", "marks.csv")
    func answer(_ student: String) throws -> [String: Any] {
      let line = try #require(run.json.first { $0["student"] as? String == student })
      return try #require((line["answers"] as? [[String: Any]])?.first)
    }
    let ada = try answer("Ada Lovelace")
    #expect(ada["result"] as? String == "diagnosed" && ada["mistake"] == nil)
    let found = try #require(ada["found"] as? [[String: String]])
    #expect(found == [["edit": "dropped-factor", "sentence": Self.reason]])
    let grace = try answer("Grace Hopper")
    #expect(grace["result"] as? String == "mistake" && grace["found"] == nil)
    #expect(try answer("O'Neil, \"Z\" <b>")["result"] as? String == "wrong")
    let question = try #require(run.json.first { $0["kind"] as? String == "question" })
    let group = try #require((question["diagnosed"] as? [[String: Any]])?.first)
    #expect(group["edit"] as? String == "dropped-factor" && group["count"] as? Int == 1)
    #expect(question["wrong"] as? Int == 3)
    let rows = try classroom.folder.text("marks.csv").split(separator: "\n")
    #expect(rows.contains { $0.hasSuffix(",0,diagnosed,\"\(Self.reason)\",dropped-factor,") })
  }

  @Test("the stepper says the same about the same number")
  func stepper() throws {
    let (classroom, _) = try marked()
    let number = try classroom.folder.text("answers.csv").split(separator: "\n")[1]
      .split(separator: ",")[2]
    let step = try BinaryRun(
      words: ["lesson", "one-neuron", "--step", "--student", "Ada Lovelace", "--seed", "7"],
      input: Data(
        ("goto A neuron with two\n" + String(repeating: "finish\n", count: 7) + "\(number)\n").utf8),
      in: classroom.folder.url.path)
    let text = step.output.replacingOccurrences(
      of: "\n +", with: " ", options: .regularExpression)
    #expect(text.contains("\(number) is \(Self.reason)."), "\(step.output)")
  }
}

extension Classroom {
  /// The numbers that a student's first question gives, by their names.
  fileprivate func given(_ student: String) throws -> [String: Double] {
    let text = try folder.text("sheets/questions.json")
    let file = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let sheets = try #require(file["sheets"] as? [[String: Any]])
    let sheet = try #require(sheets.first { $0["student"] as? String == student })
    let exercises = try #require(sheet["exercises"] as? [[String: Any]])
    let questions = try #require(exercises[0]["questions"] as? [[String: Any]])
    var given: [String: Double] = [:]
    for line in try #require(questions[0]["given"] as? [String]) {
      let sides = line.replacingOccurrences(of: "−", with: "-").components(separatedBy: " = ")
      if sides.count == 2, let number = Double(sides[1]) { given[sides[0]] = number }
    }
    return given
  }
}
