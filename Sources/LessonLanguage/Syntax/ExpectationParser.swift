import Text

/// The grammar of checks: `expect e is LITERAL`, `expect e is e within e`, `expect e fails "text"`, `#=> LITERAL`.
extension Parser {
  mutating func expect() throws(Diagnostic) -> Statement.Kind {
    let subject = try expression()
    if takeWord("fails") {
      if case .string(let text) = present.kind {
        _ = advance()
        return .expect(subject, .failure(text: text))
      }
      return .expect(subject, .failure(text: nil))
    }
    try requireWord("is", "or 'fails' and what is expected, as in: expect w is 0.3855")
    return .expect(subject, try expected())
  }

  /// The expectation after `#=>`, if that is next.
  mutating func trailingExpectation() throws(Diagnostic) -> Expectation? {
    guard present.kind == .expectation else { return nil }
    let marker = advance()
    if present.kind == .newline || present.kind == .end {
      return Expectation(place: marker.place, expected: nil)
    }
    let start = present.place
    let expected = try expected()
    let end = tokens[position - 1].place
    return Expectation(place: start.joined(to: end), expected: expected)
  }

  private mutating func expected() throws(Diagnostic) -> Expected {
    let value = try expression()
    if takeWord("within") { return .within(value, tolerance: try expression()) }
    guard let literal = Literal(value) else {
      throw Diagnostic(
        value.place,
        "a check compares with a number as written; for an expression say how close: … within 1e-9"
      )
    }
    return .literal(literal)
  }
}

extension Literal {
  /// The literal of an expression; `nil` if the expression is not a literal.
  init?(_ expression: Expression) {
    switch expression.kind {
    case .number(let value, let spelling):
      self = .number(value, spelling: spelling, place: expression.place)
    case .name("inf"): self = .number(.infinity, spelling: "inf", place: expression.place)
    case .name("nan"): self = .number(.nan, spelling: "nan", place: expression.place)
    case .negative(let inner) where inner.isInfinity:
      self = .number(-.infinity, spelling: "-inf", place: expression.place)
    case .list(let items):
      var literals: [Literal] = []
      for item in items {
        guard let literal = Literal(item) else { return nil }
        literals.append(literal)
      }
      self = .list(literals, place: expression.place)
    default: return nil
    }
  }
}

extension Expression {
  fileprivate var isInfinity: Bool {
    if case .name("inf") = kind { return true }
    return false
  }
}
