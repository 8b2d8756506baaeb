import Foundation
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("The built program: questions over a pipe")
struct BinaryTestsQuestions {
  /// What is shown from the question on, when lines are typed while it waits.
  private func shown(_ lesson: String, _ question: String, _ lines: [String]) throws -> String {
    let lesson = try SteppedLesson(lesson)
    let run = try lesson.step(["goto \(lesson.number(ofQuestion: question))"] + lines)
    #expect(run.error == "")
    #expect(run.status == 0)
    let start = try #require(run.output.range(of: "? \(question)"))
    return String(run.output[start.upperBound...])
  }

  private static let tick = "  ✓\n"

  @Test(
    "the right answer is right in every spelling",
    arguments: [
      ("one-neuron", "What becomes of w2?", ["-0.05", "−0.05", "−1/20", "-5e-2", "-5 %", "-0,05"]),
      (
        "every-possible-weight", "A million times the speed: how many more weights?", ["6", "6.00"]
      ),
      (
        "every-possible-weight", "From 0 to 4 in steps of 0.001: how many values?",
        ["4001", "4,001"]
      ),
      ("optimizers", "How far does the first weight move?", ["0.4", "2/5", "40 %", "4e-1"]),
      (
        "tiny-network", "How much larger is the copied error than the true one?",
        ["1.5 × 10⁻⁷", "1.5e-7", "1.5 x 10^-7", "1.50211843 × 10⁻⁷", "0.000000150", "E_late - E"]
      ),
      (
        "cost-of-an-error", "What is the mean squared error of the slip?", ["0.16", "16 %", "4/25"]
      ),
      (
        "gradient-descent", "What is the new weight?",
        ["0.386", "0.3855", "0,3855", "w - rate * slope"]
      ),
    ])
  func right(lesson: String, question: String, answers: [String]) throws {
    for answer in answers {
      let shown = try shown(lesson, question, [answer])
      #expect(shown.contains(Self.tick), "\(answer)")
    }
  }

  @Test(
    "a wrong answer gets a cross and a hint, and no praise",
    arguments: [
      ("cost-of-an-error", "What is the mean squared error of the slip?", "0.2"),
      ("one-neuron", "What becomes of w2?", "-0.1"),
      ("tiny-network", "How much larger is the copied error than the true one?", "0"),
      ("gradient-descent", "What is the new weight?", "0.4"),
    ])
  func wrong(lesson: String, question: String, answer: String) throws {
    let shown = try shown(lesson, question, [answer])
    #expect(shown.contains("  ✗\n") && shown.contains("\n  hint: "))
    #expect(!shown.contains("✓"))
    #expect(!shown.contains("right"))
  }

  @Test("too few digits ask for more, and a wrong expression's value is shown")
  func short() throws {
    let question = "What is the new weight?"
    let shown = try shown("gradient-descent", question, ["0.39", "w + rate", "1/3"])
    #expect(
      shown.hasSuffix(
        """
          more digits are wanted: give at least three significant ones
          ✗ that is 0.39
            w + rate is what you get if rate × slope is added, not subtracted, and the
            factor slope is left out.
              yours  w + rate = 0.38 + 0.01 = 0.39
          hint: The slope is negative. Should the weight grow or shrink?
          ✗ that is ≈ 0.3333333
          hint: Work out 0.38 − 0.01 × (−0.55). Minus a negative number is plus.

        """))
  }

  @Test("only the answer or 'answer' shows the answer, even in a saved file")
  func hidden() throws {
    let folder = try TemporaryFolder()
    let question = "What is the new weight?"
    let lesson = try SteppedLesson("gradient-descent")
    let number = try lesson.number(ofQuestion: question)
    let path = folder.url.path + "/notes.md"
    let working = "w − rate × slope = 0.38"
    let commands = [
      "next", "next 5", "finish", "goto \(number)", "goto \(number).2", "list", "back", "next",
      "set rate = 0.9", "compare", "next", "drop", "compare", "goto \(number + 2)", "back 9",
      "goto \(number)", "save \(path)",
    ]
    let run = try lesson.step(["goto \(number)"] + commands)
    #expect(!run.output.contains(working))
    #expect(run.output.contains("the question waits: type the answer"))
    #expect(!(try folder.text("notes.md").contains(working)))
    let json = try lesson.step(["goto \(number)"] + commands, "--format", "json")
    let lines = json.lines.filter { $0.contains("\"kind\":\"question\"") }
    #expect(lines.count > 3)
    #expect(lines.allSatisfy { $0.contains("\"answer\":null") && !$0.contains("0.3855") })
    #expect(lines.allSatisfy { !$0.contains("rate * slope") && !$0.contains("Should the weight") })
    let told = try lesson.step(["goto \(number)", "answer", "save \(path)"])
    #expect(told.output.contains(working))
    #expect(try folder.text("notes.md").contains(working))
  }

  @Test("as JSON an answer gets a verdict, with the value that an expression has, and hints")
  func verdicts() throws {
    let question = "What is the new weight?"
    let lesson = try SteppedLesson("gradient-descent")
    let number = try lesson.number(ofQuestion: question)
    let run = try lesson.step(
      ["goto \(number)", "next", "0.39", "0.38 + 0.01", "hint", "hint", "[1]", "0.386"],
      "--format", "json")
    let kinds = run.json.compactMap { $0["kind"] as? String }
    #expect(
      kinds.suffix(9)
        == [
          "question", "waiting", "judgement", "judgement", "diagnosis", "hint", "hint", "hint",
          "judgement", "judgement", "question",
        ].suffix(9))
    let verdicts = run.json.filter { $0["kind"] as? String == "judgement" }
      .compactMap { $0["verdict"] as? String }
    #expect(verdicts == ["more_digits", "wrong", "other_shape", "right"])
    #expect(run.json.first { $0["verdict"] as? String == "wrong" }?["value"] as? Double == 0.39)
    #expect(run.status == 0)
  }

  @Test("a question waits, takes an answer, and the end of input ends it")
  func question() throws {
    let lesson = try SteppedLesson("gradient-descent")
    let before = try lesson.number(ofQuestion: "What is the new weight?") - 1
    let run = try lesson.step(["goto \(before)", "next", "0.5", "0.3855"])
    #expect(run.output.contains("? What is the new weight?\n"))
    #expect(
      run.output.contains(
        "  ✗\n  hint: The slope is negative. Should the weight grow or shrink?\n  ✓\n"))
    let ended = try lesson.step(["goto \(before)", "next"])
    #expect(ended.status == 0)
    #expect(!ended.output.contains("= 0.3855"))
  }

  @Test("a rate that the text offers can be set at the offer, and the steps differ")
  func offered() throws {
    let lesson = try SteppedLesson("gradient-descent")
    let place = try #require(lesson.texts.firstIndex { $0.contains("`set rate = 0.9`") }) + 1
    let defined = try #require(lesson.texts.dropFirst(place).firstIndex { $0.hasPrefix("rate = ") })
    let uses = try lesson.number(of: "descend L with sgd(rate = rate)")
    let row = "       1   0.8750    0.0484           0.4400"
    let own = try lesson.step(["goto \(uses)"])
    #expect(!own.output.contains(row))
    let before = try lesson.step(["goto \(place)", "set rate = 0.9", "goto \(uses)"])
    #expect(
      before.output.contains("a fork: rate 0.1 → 0.9 from step \(defined + 1) on, where it is"))
    #expect(before.output.contains(row))
    let after = try lesson.step(["goto \(uses)", "set rate = 0.9"])
    #expect(after.output.contains("a fork: rate 0.1 → 0.9; everything that depends on it"))
    #expect(after.output.contains(row))
    let dropped = try lesson.step(["goto \(place)", "set rate = 0.9", "goto \(uses)", "drop"])
    #expect(dropped.output.contains(own.lines.suffix(4).joined(separator: "\n")))
  }
}
