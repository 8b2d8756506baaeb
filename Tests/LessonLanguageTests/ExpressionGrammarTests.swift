import LessonLanguage
import Testing

@Suite("The grammar of expressions")
struct ExpressionGrammarTests {
  private func structure(_ text: String) throws -> String {
    let statement = try #require(Parser.statements(of: "show " + text).first)
    guard case .show(let expression, _) = statement.kind else { return "" }
    return expression.structure
  }

  @Test(
    "operators bind as in school algebra",
    arguments: [
      ("-2^2", "(-(2 ^ 2))"), ("2^3^2", "(2 ^ (3 ^ 2))"), ("2^-1", "(2 ^ -1)"),
      ("-a^-b", "(-(a ^ (-b)))"), ("1 - 2 - 3", "((1 - 2) - 3)"), ("a / b * c", "((a / b) * c)"),
      ("a + b * c", "(a + (b * c))"), ("(a + b) * c", "((a + b) * c)"),
      ("a @ b + c", "((a @ b) + c)"), ("a * b @ c", "((a * b) @ c)"), ("-a * b", "((-a) * b)"),
      ("a * -b", "(a * (-b))"), ("a - -2", "(a - -2)"), ("+a - +b", "(a - b)"),
      ("-2 * 3", "(-2 * 3)"), ("a + b < c * d", "((a + b) < (c * d))"),
      ("(a < b) < c", "((a < b) < c)"),
    ])
  func precedence(text: String, structure: String) throws {
    #expect(try self.structure(text) == structure)
  }

  @Test(
    "a choice binds loosest and associates to the right",
    arguments: [
      ("a + 1 if b < c else d - 1", "((a + 1) if (b < c) else (d - 1))"),
      ("a if b else c if d else e", "(a if b else (c if d else e))"),
      ("(a if b else c) * 2", "((a if b else c) * 2)"),
      ("[a if b else c, d]", "[(a if b else c), d]"),
    ])
  func choices(text: String, structure: String) throws {
    #expect(try self.structure(text) == structure)
  }

  @Test(
    "an index and a call bind tightest",
    arguments: [
      ("v[0]^2", "(v[0] ^ 2)"), ("-v[0]", "(-v[0])"), ("W[1][0]", "W[1][0]"),
      ("grad(W)[0, 1]", "grad(W)[0, 1]"), ("[1, 2][i + 1]", "[1, 2][(i + 1)]"),
      ("sum(X, axis = 1)^2", "(sum(X, axis = 1) ^ 2)"), ("(a @ b)[0]", "(a @ b)[0]"),
    ])
  func postfix(text: String, structure: String) throws {
    #expect(try self.structure(text) == structure)
  }

  @Test(
    "typographic signs bind like the plain ones",
    arguments: [
      ("a² + b³", "((a ^ 2) + (b ^ 3))"), ("−x²", "(-(x ^ 2))"),
      ("1.336 × 10⁻⁹", "(1.336 * (10 ^ -9))"),
      ("2^3²", "(2 ^ (3 ^ 2))"), ("(a − b)²", "((a - b) ^ 2)"), ("v[0]²", "(v[0] ^ 2)"),
    ])
  func typography(text: String, structure: String) throws {
    #expect(try self.structure(text) == structure)
  }

  @Test(
    "and so the values are those of a calculator",
    arguments: [
      ("-2^2", -4), ("2^3^2", 512), ("2^-1", 0.5), ("10 - 4 - 3", 3), ("8 / 4 / 2", 1),
      ("2 + 3 * 4", 14), ("-(2)", -2), ("1 + 2 < 4", 1), ("1 >= 2", 0), ("2 == 2", 1),
      ("2 != 2", 0), ("5 if 1 < 2 else 6", 5), ("5 if 0 else 6", 6), ("9^0.5", 3),
    ])
  func values(text: String, value: Double) throws {
    #expect(try TestProgram().number(text) == value)
  }

  @Test(
    "a syntax error is reported at its place",
    arguments: [
      BadProgram("1 < 2 < 3", 1, 7, 1, "comparisons do not chain; compare two values at a time"),
      BadProgram(
        "a = 1 if 2", 1, 11, 1, "expected 'else' and the other value, found the end of the line"),
      BadProgram("a = 1 +", 1, 8, 1, "expected a value, found the end of the line"),
      BadProgram("a = (1 + 2 3)", 1, 12, 1, "expected ')' after the expression, found '3'"),
      BadProgram("v[]", 1, 3, 1, "an index needs a position, as in v[0]"),
      BadProgram("v = []", 1, 5, 2, "a vector needs at least one element"),
      BadProgram("v = [1 2]", 1, 8, 1, "expected ']' after the last element, found '2'"),
      BadProgram(
        "f(a = 1, 2)", 1, 10, 1, "an argument without a name cannot follow one with a name"),
      BadProgram("a = \"text\"", 1, 5, 6, "expected a value, found the text \"text\""),
      BadProgram("a = 1 + is", 1, 9, 2, "expected a value, found 'is'"),
    ])
  func errors(program: BadProgram) {
    #expect(TestProgram.failure(program.text) == program.diagnostic)
  }
}

extension Expression {
  /// The expression with every operation in parentheses.
  var structure: String {
    switch kind {
    case .number(_, let spelling): spelling
    case .name(let name): name
    case .list(let items): "[\(items.structure)]"
    case .negative(let a): "(-\(a.structure))"
    case .binary(let sign, let a, let b): "(\(a.structure) \(sign.rawValue) \(b.structure))"
    case .comparison(let sign, let a, let b): "(\(a.structure) \(sign.rawValue) \(b.structure))"
    case .choice(let a, let condition, let b):
      "(\(a.structure) if \(condition.structure) else \(b.structure))"
    case .call(let name, let arguments):
      name + "("
        + arguments.map { ($0.name.map { $0 + " = " } ?? "") + $0.value.structure }
        .joined(separator: ", ") + ")"
    case .index(let base, let positions): "\(base.structure)[\(positions.structure)]"
    }
  }
}

extension [Expression] {
  fileprivate var structure: String { map { $0.structure }.joined(separator: ", ") }
}
