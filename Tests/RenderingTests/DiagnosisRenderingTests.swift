import LessonLanguage
import Lessons
import Testing
import Text

@testable import Rendering

@Suite("Why a number differs, in text, JSON and HTML")
struct DiagnosisRenderingTests {
  private static let program = "w = 0.38\nrate = 0.07\nslope = -0.55\nu = w - rate * slope\n"

  @Test("one mistake, with the line as it should be and as the mistake makes it")
  func one() {
    let block = Rendered(Self.program + "why u is not 0.93").block("why u is not")
    #expect(
      block == """
        why u is not 0.93
          0.93 is what you get if the factor rate is left out of u.
            right  u = w − rate × slope = 0.38 − 0.07 × (−0.55) = 0.4185
            yours  u = w − slope = 0.38 − (−0.55) = 0.93
          The number has few digits, so other mistakes may give it too; three or more
          tell them apart.
        """)
  }

  @Test("several mistakes are numbered")
  func several() {
    let block = Rendered("a = 2\nb = 2\nc = a + b + 0.125\nwhy c is not 2.125").block("why c")
    #expect(
      block == """
        why c is not 2.125
          2.125 is one of these:
          (1) what you get if b is left out of c.
            right  c = a + b + 0.125 = 2 + 2 + 0.125 = 4.125
            yours  c = a + 0.125 = 2 + 0.125 = 2.125
          (2) what you get if a is left out of c.
            right  c = a + b + 0.125 = 2 + 2 + 0.125 = 4.125
            yours  c = b + 0.125 = 2 + 0.125 = 2.125
        """)
  }

  @Test("nothing found: the intermediate values to compare")
  func nothing() {
    let block = Rendered("z = 1.5 * 3\nq = z^2\nwhy q is not 17.234").block("why q")
    #expect(
      block == """
        why q is not 17.234
          17.234 is not right, and no single mistake in the working gives it. Compare
          the intermediate values; the first that differs shows the mistake:
                   z = 4.5
        """)
  }

  @Test("JSON has the kind of the mistake, its subject and its value")
  func json() throws {
    let line = try #require(Rendered(Self.program + "why u is not 0.93").json.last)
    let value = try JSONReader.value(of: Array(line.utf8))
    #expect(value["kind"]?.string == "diagnosis")
    #expect(value["quantity"]?["name"]?.string == "u")
    #expect(value["given"]?.number == 0.93)
    #expect(value["verdict"]?.string == "wrong")
    let found = try #require(value["found"]?.items?.first)
    #expect(found["edit"]?.string == "dropped-factor")
    #expect(found["subject"]?["name"]?.string == "rate")
    #expect(abs((found["value"]?.number ?? 0) - 0.93) < 1e-12)
  }

  @Test("HTML has the same sentences and lines")
  func html() {
    let rendered = Rendered(Self.program + "why u is not 0.93")
    let html = TranscriptHTML(Style(), file: rendered.file)
      .fragment(for: rendered.transcript.entries.last!)
    #expect(html.contains("0.93 is what you get if the factor rate is left out of u."))
    #expect(html.contains("yours"))
  }

  // MARK: One neuron

  @Test("a student at 'one-neuron' types six wrong numbers and is told six different reasons")
  func oneNeuron() throws {
    let lesson = try #require(RepositoryLesson.all.first { $0.name == "one-neuron.md" })
    let question = try #require(
      AskedQuestion.all(of: lesson).first { $0.text == "What becomes of w2?" })
    // −0.25 − 0.4 · (−0.5), with the sign, the rate, the input, σ′ wrong; the step alone; the gradient.
    let typed: [(String, Mistake.Kind)] = [
      ("-0.45", .sign), ("0.25", .droppedFactor), ("-0.15", .droppedFactor),
      ("0.55", .droppedFactor), ("-0.2", .otherQuantity), ("-0.5", .otherQuantity),
    ]
    var reasons: Set<String> = []
    for (number, kind) in typed {
      let diagnosis = try question.session.diagnosis(
        of: question.quantity, given: Parser.answer(of: number))
      let first = try #require(diagnosis.found.first, "\(number)")
      #expect(first.kind == kind, "\(number): \(diagnosis.found.map { $0.kind })")
      let step = diagnosis.step(digits: 4)
      let lines = StepText(style: Style(), step: step).lines
      reasons.insert(lines[diagnosis.found.count == 1 ? 0 : 1])
    }
    #expect(reasons.count == typed.count)
  }
}
