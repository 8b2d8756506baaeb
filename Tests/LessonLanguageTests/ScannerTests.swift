import LessonLanguage
import Testing
import Text

@Suite("Cutting a program into tokens")
struct ScannerTests {
  /// The tokens' texts, those that end lines left out.
  private func words(_ text: String) throws -> [String] {
    try Scanner.tokens(of: text).filter { $0.kind != .newline && $0.kind != .end }.map { $0.text }
  }

  private func lineCount(_ text: String) throws -> Int {
    try Scanner.tokens(of: text).filter { $0.kind == .newline }.count
  }

  @Test(
    "signs that the working prints can be read",
    arguments: [
      ("1 − 2", "1 - 2"), ("2 × 3", "2 * 3"), ("2 · 3", "2 * 3"), ("2 ⋅ 3", "2 * 3"),
      ("a ≤ b", "a <= b"), ("a ≥ b", "a >= b"), ("a ≠ b", "a != b"), ("x²", "x ^ 2"),
      ("x³ − 1", "x ^ 3 - 1"), ("10⁻⁹", "10 ^ - 9"), ("x¹⁰", "x ^ 10"), ("w²³", "w ^ 23"),
      ("7 × 10⁻¹²", "7 * 10 ^ - 12"), ("a\u{A0}+\tb", "a + b"),
    ])
  func typography(text: String, plain: String) throws {
    #expect(try words(text).joined(separator: " ") == plain)
  }

  @Test(
    "a name begins with a letter of any script, followed by letters, digits and _",
    arguments: [
      "η", "θ4", "w1", "w_new", "Verlust", "λ_1", "学習率", "сумма", "été", "ae\u{301}x",
      "a__b_2", "ℓ",
    ])
  func names(name: String) throws {
    let tokens = try Scanner.tokens(of: name)
    #expect(tokens.first?.kind == .name)
    #expect(tokens.first?.text == name)
    #expect(tokens.first?.place == Place(line: 1, column: 1, length: name.unicodeScalars.count))
  }

  @Test(
    "a number is read to the last bit and keeps its spelling",
    arguments: [
      ("0.38", 0.38), ("0.40", 0.4), ("12", 12), (".5", 0.5), ("5.", 5), ("1.5e-3", 1.5e-3),
      ("1E5", 1e5), ("2e+3", 2000), ("1e−6", 1e-6), ("0.1000000000000000055511151231257827", 0.1),
      ("1.7976931348623157e308", .greatestFiniteMagnitude), ("1e-400", 0),
    ])
  func numbers(text: String, value: Double) throws {
    let token = try #require(Scanner.tokens(of: text).first)
    #expect(token.kind == .number(value))
    #expect(token.place.length == text.unicodeScalars.count)
  }

  @Test("a text holds any sign, a quotation mark and a backslash after a backslash")
  func strings() throws {
    let token = try #require(
      Scanner.tokens(of: #""− is \"minus\", \\ a stroke, # no comment""#).first)
    #expect(token.kind == .string(#"− is "minus", \ a stroke, # no comment"#))
  }

  @Test("a comment ends with its line, and #=> is none")
  func comments() throws {
    #expect(try words("a # b = 3 #=> 4\nc") == ["a", "c"])
    #expect(try words("a #=> 4 # 5") == ["a", "#=>", "4"])
    #expect(try words("a # => 4") == ["a"])
  }

  @Test("a line continues inside ( and [, but not inside braces")
  func continuation() throws {
    #expect(try lineCount("a = (1 +\n  2)") == 1)
    #expect(try lineCount("W = [[1, 2],\n # the second row\n [3, 4]]") == 1)
    #expect(try lineCount("repeat 2 {\n a = 1\n}") == 3)
    #expect(try lineCount("repeat 2 { a = f(1,\n 2)\n}") == 2)
  }

  @Test("every token knows its place, in characters")
  func places() throws {
    let places = try Scanner.tokens(of: "η = 2²\n  θ4 #=> 1", line: 7).map { $0.place }
    #expect(
      places == [
        Place(line: 7, column: 1), Place(line: 7, column: 3), Place(line: 7, column: 5),
        Place(line: 7, column: 6), Place(line: 7, column: 6), Place(line: 7, column: 7),
        Place(line: 8, column: 3, length: 2), Place(line: 8, column: 6, length: 3),
        Place(line: 8, column: 10), Place(line: 8, column: 11), Place(line: 8, column: 11),
      ])
  }

  @Test(
    "an invalid token is reported at its place",
    arguments: [
      BadProgram("a = 5 $ 3", 1, 7, 1, "'$' has no meaning here"),
      BadProgram("5 % 3", 1, 3, 1, "'%' has no meaning here"),
      BadProgram("a ! b", 1, 3, 1, "'!' has no meaning here"),
      BadProgram("a = 1\u{1B}[31m", 1, 6, 1, "'\\u{1B}' has no meaning here"),
      BadProgram("a = \u{3000}1", 1, 5, 1, "'\\u{3000}' has no meaning here"),
      BadProgram(
        "y = 3x", 1, 5, 2, "'3x' is neither a number nor a name; a product is written 3 * x"),
      BadProgram("a = . + 1", 1, 5, 1, "'.' needs a digit after it"),
      BadProgram("a = 2⁻", 1, 6, 1, "this exponent has no digits"),
      BadProgram("a = 1e400", 1, 5, 5, "the number 1e400 is too large; the largest is 1.8e308"),
      BadProgram("ask \"What?\n1", 1, 5, 6, "this text has no closing '\"'"),
      BadProgram("a = (1 + 2\nb = 3", 1, 5, 1, "'(' is never closed", .incomplete),
      BadProgram("a = [1, (2]", 1, 11, 1, "']' cannot close the '(' before it"),
      BadProgram("a = 1)", 1, 6, 1, "')' closes nothing"),
      BadProgram("repeat 2 {\na = 1\n", 1, 10, 1, "'{' is never closed", .incomplete),
    ])
  func errors(program: BadProgram) {
    #expect(TestProgram.failure(program.text) == program.diagnostic)
  }
}
