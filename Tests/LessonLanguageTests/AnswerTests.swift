import Autodiff
import LessonLanguage
import Testing
import Text

@Suite("Answers")
struct AnswerTests {
  private static let wrong = Judgement.wrong(value: nil)

  private static func comesTo(_ value: Double) -> Judgement { .wrong(value: Tensor(value)) }

  private static let cases: [(String, Double, Judgement)] = [
    ("0.3855", 0.3855, .right),
    ("0.386", 0.3855, .right),
    ("0.385", 0.3855, .right),
    ("0.38550", 0.3855, .right),
    ("0.39", 0.3855, .needsMoreDigits),
    ("0.38", 0.3855, wrong),
    ("0.4", 0.3855, wrong),
    ("0.3854", 0.3855, wrong),
    ("0.16", 0.16, .right),
    ("0.160", 0.16, .right),
    ("0.2", 0.16, wrong),
    ("-0.1", -0.05, wrong),
    ("-0.55", -0.55, .right),
    ("−0.55", -0.55, .right),
    ("0.55", -0.55, wrong),
    ("0.5", 0.5, .right),
    ("3", 3, .right),
    ("3", 3.002, wrong),
    ("6", 6.02, wrong),
    ("4e3", 4001, wrong),
    ("1.5e-7", 1.502e-7, .right),
    ("5.5e-1", 0.55, .right),
    ("1.2e3", 1234, .needsMoreDigits),
    ("1234", 1234, .right),
    ("1200", 1234, wrong),
    ("249000", 248_832, .right),
    ("248000", 248_832, wrong),
    ("4830000", 4_826_809, .right),
    ("4000", 4001, wrong),
    ("6560", 6561, wrong),
    ("249000.0", 248_832, wrong),
    ("0", 0, .right),
    ("-0", 0, .right),
    ("0.0", -0.0, .right),
    ("0", 1.5e-7, wrong),
    ("0.0000", 1.5e-7, wrong),
    ("1/3", 1.0 / 3, .right),
    ("0.33", 1.0 / 3, .needsMoreDigits),
    ("0.333333", 1.0 / 3, .right),
    ("0.333334", 1.0 / 3, wrong),
    ("2 * 0.1667", 1.0 / 3, comesTo(0.3334)),
    ("2 * 0.2", 1.0 / 3, comesTo(0.4)),
    ("exp(1)", 2.718281828459045, .right),
    ("inf", .infinity, .right),
    ("-inf", .infinity, wrong),
    ("nan", .nan, .right),
    ("1", .nan, wrong),
    ("1e308 * 10", .infinity, .right),
    ("1 / 0", 2, comesTo(.infinity)),
    ("[0.33]", 1.0 / 3, .otherShape(given: Shape([1]), wanted: .scalar)),
  ]

  @Test("an answer is judged by the digits that it gives", arguments: cases)
  func judgements(text: String, wanted: Double, expected: Judgement) throws {
    let answer = try Parser.answer(of: text)
    #expect(try Session().judge(answer, against: Tensor(wanted)) == expected)
  }

  @Test(
    "rounding errors are not digits of the value",
    arguments: [
      ("-0.05", -0.04999999999999999), ("6", 5.999999999999999), ("0.4", 0.3999999960000001),
      ("0.16", 0.16000000000000003), ("0.3", 0.1 + 0.2), ("0.9245", 0.9245000000000001),
    ])
  func noise(text: String, wanted: Double) throws {
    #expect(try Session().judge(Parser.answer(of: text), against: Tensor(wanted)) == .right)
  }

  private static let spellings: [(String, Double)] = [
    ("80 %", 0.8), ("80%", 0.8), ("80\u{202F}%", 0.8), ("-5 %", -0.05), ("33.3 %", 1.0 / 3),
    ("33,3 %", 1.0 / 3), ("1 - 20 %", 0.8), ("1/50 %", 2), ("1.5e1 %", 0.15),
    ("0,3855", 0.3855), ("−0,05", -0.05), ("0,38 - 0,01 * (-0,55)", 0.3855), ("1,5e-7", 1.5e-7),
    ("(0,5 + 0,25) * 2", 1.5), ("max(0,5)", 5), ("max(1,2)", 2),
    ("1.5 × 10⁻⁷", 1.5e-7), ("1.5 x 10^-7", 1.5e-7), ("1.5x10^-7", 1.5e-7), ("1.5*10^-7", 1.5e-7),
    ("1.5·10⁻⁷", 1.5e-7), ("1,5 ⋅ 10^−7", 1.5e-7), ("-1.5 × 10^-7", -1.5e-7),
    ("1.50 × 10⁻⁷", 1.5021184e-7), ("1.502 × 10⁻⁷", 1.5021184e-7), ("10⁻⁷", 1e-7),
    ("2.5 × 10²", 250), ("3 × 10^2 + 1", 301), ("1/2 × 10^3", 500), ("2^3 × 10^2", 800),
    ("10^-3 × 10^2", 0.1), ("3 × 10^2^2", 30_000),
    ("4,001", 4001), ("1,000,000", 1_000_000), ("1,234.5", 1234.5), ("4,001", 4.001),
    ("4 826 809", 4_826_809), ("4\u{202F}826\u{202F}809", 4_826_809), ("12\u{A0}345,5", 12_345.5),
    ("–0.05", -0.05), ("1.5 × 10^–7", 1.5e-7), ("0.587.", 0.587), ("4001.", 4001),
    ("= 0.3855", 0.3855), ("≈ 0.2910", 0.29103), ("−1/20", -0.05), ("-5e-2", -0.05),
  ]

  @Test(
    "a number may be spelt as the working prints it, and as a reader writes it",
    arguments: spellings)
  func spelt(text: String, wanted: Double) throws {
    #expect(try Session().judge(Parser.answer(of: text), against: Tensor(wanted)) == .right)
  }

  @Test(
    "a digit too few or another number is not right in any spelling",
    arguments: [
      ("39 %", 0.3855), ("0,39", 0.3855), ("3.9 × 10^-1", 0.3855), ("80", 0.8), ("0.8 %", 0.8),
      ("1.4 × 10⁻⁷", 1.5021184e-7), ("1.5 × 10⁷", 1.5e-7), ("1/2 × 10^3", 0.0005),
      ("0,385", 385), ("4,01", 401), ("4,0011", 40_011),
    ])
  func notRight(text: String, wanted: Double) throws {
    #expect(try Session().judge(Parser.answer(of: text), against: Tensor(wanted)) != .right)
  }

  @Test("the value of a reader's notation is shown")
  func told() throws {
    func judge(_ text: String) throws -> Judgement {
      try Session().judge(Parser.answer(of: text), against: Tensor(0.5))
    }
    #expect(try judge("39 %") == Self.comesTo(0.39))
    #expect(try judge("0,25") == Self.comesTo(0.25))
    #expect(try judge("0.25") == Self.wrong)
    #expect(try judge("-0.25") == Self.wrong)
  }

  @Test("a vector is judged element by element")
  func vectors() throws {
    let wanted = Tensor(Shape([2]), [0.25, 1.0 / 3])
    func judge(_ text: String) throws -> Judgement {
      try Session().judge(try Parser.answer(of: text), against: wanted)
    }
    #expect(try judge("[0.25, 0.333]") == .right)
    #expect(try judge("[0.25,0.333]") == .right)
    #expect(try judge("[25 %, 33.3 %]") == .right)
    #expect(try judge("[0.25, 0.34]") == .wrong(value: nil))
    #expect(try judge("[0.25, 0.33]") == .needsMoreDigits)
    #expect(try judge("[0.25, 0.3]") == .wrong(value: nil))
    #expect(try judge("[1/4, 1/3]") == .right)
    #expect(try judge("[1/4, 0.333]") == .right)
    #expect(try judge("[1/4, 0.33]") == .needsMoreDigits)
    #expect(try judge("[1/4, 0.4]") == .wrong(value: Tensor(Shape([2]), [0.25, 0.4])))
    #expect(try judge("0.25") == .otherShape(given: .scalar, wanted: Shape([2])))
  }

  @Test("a matrix is judged element by element")
  func matrices() throws {
    let wanted = Tensor(Shape([2, 2]), [1, 2, 0.5, -1.5e-7])
    func judge(_ text: String) throws -> Judgement {
      try Session().judge(try Parser.answer(of: text), against: wanted)
    }
    #expect(try judge("[[1, 2], [50 %, −1.5 × 10⁻⁷]]") == .right)
    #expect(try judge("[[1, 2], [1/2, -1.5 x 10^-7]]") == .right)
    #expect(try judge("[[1, 2], [0.5, 0]]") == .wrong(value: nil))
    #expect(throws: Diagnostic.self) { try judge("[[1, 2], [3]]") }
  }

  @Test("an error in an answer has the place where it was typed")
  func places() throws {
    for (text, column) in [("80 % + zz", 8), ("1.5 x 10^-7 * zz", 15), ("0,5 + zz", 7)] {
      do throws(Diagnostic) {
        _ = try Session().judge(Parser.answer(of: text), against: Tensor(1))
        Issue.record("'\(text)' has no error")
      } catch {
        #expect(error.place?.column == column, "\(text)")
      }
    }
  }

  @Test("an answer with an unknown name is an error")
  func unknown() throws {
    let answer = try Parser.answer(of: "zz")
    #expect(throws: Diagnostic.self) { try Session().judge(answer, against: Tensor(1)) }
  }
}
