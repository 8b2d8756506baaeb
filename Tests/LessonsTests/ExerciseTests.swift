import LessonLanguage
import Testing
import Text

@testable import Lessons

@Suite("Exercises")
struct ExerciseTests {
  @Test("a name and a seed have the same numbers, whoever else has a sheet")
  func determined() throws {
    var maker = try StepExercise.maker()
    _ = try maker.worksheet(for: Student(name: "Grace", seed: 7))
    let later = try maker.worksheet(for: Student(name: "  Ada ", seed: 7))
    let alone = try StepExercise.worksheet("Ada")
    #expect(later.given == alone.given && later.student.form == alone.student.form)
    let others = try (0..<20).map { try StepExercise.worksheet("Ada", seed: $0).given }
    #expect(Set(others).count > 5)
  }

  @Test("the numbers are those of the published hash and generator")
  func golden() throws {
    // From an implementation of both in Python. FNV-1a of "a" is af63dc4c8601ec8c, as in its authors' test vectors. The first
    // draw, 0.50 and 0.1, is rejected: its slope is 1.
    let sheet = try StepExercise.worksheet("a", seed: 1)
    #expect(sheet.student.form == "583968")
    #expect(sheet.given == ["w": "0.80", "r": "0.2"])
  }

  @Test("answers and mistakes are computed from the printed numbers")
  func answers() throws {
    for seed in 0..<50 as Range<UInt64> {
      let sheet = try StepExercise.worksheet(seed: seed)
      let (w, r) = (sheet.given("w"), sheet.given("r"))
      let values = sheet.questions.map { $0.value ?? .nan }
      let expected = [2 * w, w - r * (2 * w), (w - r * 2 * w) * (w - r * 2 * w)]
      for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 1e-12) }
      #expect(sheet.questions[1].mistakes.map { $0.reply } == [.number(w + r * (2 * w))])
      #expect(sheet.questions.map { $0.number } == [1, 2, 3])
    }
  }

  @Test(
    "a student's lesson has the numbers of the sheet, in its text too, and neither draws nor checks"
  )
  func lesson() throws {
    var maker = try StepExercise.maker()
    let (lesson, worksheet) = try maker.lesson(for: Student(name: "Ada", seed: 7))
    let transcript = lesson.transcript
    #expect(transcript.error == nil && transcript.checks.isEmpty)
    let given = worksheet.given
    let briefs = transcript.entries.map { $0.brief }
    #expect(briefs.contains("prose The weight is \(given["w"]!), the rate \(given["r"]!)."))
    #expect(briefs.contains { $0.hasSuffix("param w = \(given["w"]!)") })
    #expect(!briefs.contains { $0.contains("draw") || $0.contains("expect") })
  }

  @Test("draws whose wrong numbers could not be told apart are rejected, and counted")
  func rejected() throws {
    // The slope of w = 0.5 is 1.
    var maker = try StepExercise.maker(
      StepExercise.markdown(draws: "draw w from 0.5 to 0.9 step 0.2"))
    for seed in 0..<40 as Range<UInt64> {
      let sheet = try maker.worksheet(for: Student(sheet: 1, seed: seed))
      #expect(["0.7", "0.9"].contains(sheet.given["w"]))
    }
    #expect(maker.rejected.total > 5)
    #expect(
      maker.rejected.counts.allSatisfy {
        $0.rejection.reason == .fewDigits && $0.rejection.question == 1
      })
  }

  @Test(
    "an exercise that cannot be separated says what agrees, at its draw",
    arguments: [
      (
        "mistake w - r * s + 0.00001 \"that is near\"",
        "question 2: the answer and the mistake \"that is near\" agree to 3 digits"
      ),
      (
        "mistake 3 * w \"that is three\"\nmistake w * 3.001 \"that is three, too\"",
        "question 2: the mistakes \"that is three\" and \"that is three, too\" agree to 3 digits"
      ),
      (
        "mistake 1 / (w - w) \"that divides by 0\"",
        "question 2: the mistake \"that divides by 0\" is not finite"
      ),
    ])
  func inseparable(mistakes: String, reason: String) throws {
    // Few draws give up sooner: every w has a slope of two digits.
    let markdown = StepExercise.markdown(
      draws: "draw w from 0.55 to 0.95 step 0.10", mistakes: mistakes)
    var maker = try StepExercise.maker(markdown)
    let error = #expect(throws: Diagnostic.self) {
      try maker.worksheet(for: Student(sheet: 1, seed: 0))
    }
    #expect(error?.place?.line == 16)
    #expect(error?.message == "none of 2000 draws can be used; most often, in \(reason)")
  }

  @Test("a draw outside the domain of a function is rejected, and one in it is found")
  func domain() throws {
    var maker = try StepExercise.maker(
      StepExercise.markdown(
        draws: "draw w from -0.85 to 0.65 step 0.50", more: "ask \"Its logarithm?\" log(w)"))
    for seed in 0..<10 as Range<UInt64> {
      #expect(try maker.worksheet(for: Student(sheet: 1, seed: seed)).given("w") > 0)
    }
    #expect(maker.rejected.counts.contains { $0.rejection.reason == .notFinite })
  }

  @Test(
    "a draw that belongs to no exercise is an error at its line",
    arguments: [
      ("w = 1\nrepeat 2 { draw w from 0 to 1 step 0.1 }", 5, "a draw does not belong in a loop"),
      ("w = 1\ndraw w from 0 to 1 step 0.1", 5, "no question is asked in the section of this draw"),
      (
        "w = 1\n```\n\n## Next\n\n```nn\ndraw w from 0 to 1 step 0.1\nask \"?\" w", 10,
        "'w' must be defined by a number in digits above its draw, in the same section"
      ),
      (
        "w = 1\ndraw w from 0 to 1 step 0.1\ndraw w from 0 to 2 step 0.1\nask \"?\" w", 6,
        "'w' is drawn already"
      ),
    ])
  func misplaced(program: String, line: Int, message: String) {
    let error = #expect(throws: Diagnostic.self) {
      try StepExercise.maker("# T\n\n```nn\n\(program)\n```")
    }
    #expect(error?.place?.line == line && error?.message == message)
  }

  @Test("a lesson without draws has no sheets")
  func none() {
    let error = #expect(throws: Diagnostic.self) { try StepExercise.maker("# T\n\nText.") }
    #expect(error?.message == "the lesson has no exercises: no number in it is drawn")
  }
}
