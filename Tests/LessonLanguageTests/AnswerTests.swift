import Autodiff
import LessonLanguage
import Testing

@Suite("Answers")
struct AnswerTests {
  private static let cases: [(String, Double, Judgement)] = [
    ("0.3855", 0.3855, .right),
    ("0.386", 0.3855, .right),
    ("0.385", 0.3855, .right),
    ("0.38", 0.3855, .wrong),
    ("0.39", 0.3855, .right),
    ("0.4", 0.3855, .tooFewDigits),
    ("0.3854", 0.3855, .wrong),
    ("-0.55", -0.55, .right),
    ("−0.55", -0.55, .right),
    ("0.55", -0.55, .wrong),
    ("0.5", 0.5, .right),
    ("0.50", 0.5, .right),
    ("3", 3, .right),
    ("5.5e-1", 0.55, .right),
    ("1.2e3", 1234, .right),
    ("1234", 1234, .right),
    ("1200", 1234, .wrong),
    ("0", 0, .right),
    ("1/3", 1.0 / 3, .right),
    ("0.33", 1.0 / 3, .right),
    ("0.333333", 1.0 / 3, .right),
    ("0.333334", 1.0 / 3, .wrong),
    ("2 * 0.1667", 1.0 / 3, .close),
    ("2 * 0.2", 1.0 / 3, .wrong),
    ("exp(1)", 2.718281828459045, .right),
    ("inf", .infinity, .right),
    ("[0.33]", 1.0 / 3, .otherShape(given: Shape([1]), wanted: .scalar)),
  ]

  @Test("an answer is judged by the digits that it gives", arguments: cases)
  func judgements(text: String, wanted: Double, expected: Judgement) throws {
    let answer = try Parser.answer(of: text)
    #expect(try Session().judge(answer, against: Tensor(wanted)) == expected)
  }

  @Test("a vector is judged element by element")
  func vectors() throws {
    let wanted = Tensor(Shape([2]), [0.25, 1.0 / 3])
    func judge(_ text: String) throws -> Judgement {
      try Session().judge(try Parser.answer(of: text), against: wanted)
    }
    #expect(try judge("[0.25, 0.33]") == .right)
    #expect(try judge("[0.25, 0.34]") == .wrong)
    #expect(try judge("[0.25, 0.3]") == .tooFewDigits)
    #expect(try judge("[1/4, 1/3]") == .right)
  }

  @Test("an answer with an unknown name is an error")
  func unknown() throws {
    let answer = try Parser.answer(of: "zz")
    #expect(throws: Diagnostic.self) { try Session().judge(answer, against: Tensor(1)) }
  }
}
