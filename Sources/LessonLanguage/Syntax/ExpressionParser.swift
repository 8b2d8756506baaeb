import Autodiff
import Text

/// The grammar of expressions, from the loosest to the tightest binding:
///
///     expression = comparison ["if" comparison "else" expression]
///     comparison = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
///     sum        = product {("+" | "-") product}
///     product    = sign {("*" | "/" | "@") sign}
///     sign       = ("-" | "+") sign | power
///     power      = postfix ["^" sign]
///     postfix    = primary {"[" expression {"," expression} "]"}
///     primary    = number | name | name "(" arguments ")" | "(" expression ")" | "[" items "]"
extension Parser {
  /// The limits on the nesting of expressions, and on the number of operations in a chain.
  static let deepestNesting = 64
  static let longestExpression = 256

  mutating func expression() throws(Diagnostic) -> Expression {
    let first = try comparison()
    guard takeWord("if") else { return first }
    let condition = try comparison()
    try requireWord("else", "and the other value")
    let otherwise = try nested { (parser) throws(Diagnostic) in try parser.expression() }
    return try checked(
      .choice(first, condition: condition, otherwise: otherwise),
      first.place.joined(to: otherwise.place))
  }

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let left = try sum()
    guard case .symbol(let symbol) = present.kind,
      let comparison = Comparison(rawValue: symbol.rawValue)
    else { return left }
    _ = advance()
    let right = try sum()
    if case .symbol(let next) = present.kind, Comparison(rawValue: next.rawValue) != nil {
      throw Diagnostic(present.place, "comparisons do not chain; compare two values at a time")
    }
    return try checked(.comparison(comparison, left, right), left.place.joined(to: right.place))
  }

  private mutating func sum() throws(Diagnostic) -> Expression {
    var left = try product()
    while let sign = binaryOperator([.add, .subtract]) {
      let right = try product()
      left = try checked(.binary(sign, left, right), left.place.joined(to: right.place))
    }
    return left
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    var left = try sign()
    while let sign = binaryOperator([.multiply, .divide, .matrixProduct]) {
      let right = try self.sign()
      left = try checked(.binary(sign, left, right), left.place.joined(to: right.place))
    }
    return left
  }

  private mutating func sign() throws(Diagnostic) -> Expression {
    let start = present.place
    if take(.plus) { return try nested { (parser) throws(Diagnostic) in try parser.sign() } }
    guard take(.minus) else { return try power() }
    let operand = try nested { (parser) throws(Diagnostic) in try parser.sign() }
    let place = start.joined(to: operand.place)
    if case .number(let value, let spelling) = operand.kind, value >= 0 {
      return Expression(.number(-value, spelling: "-" + spelling), place)
    }
    return try checked(.negative(operand), place)
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let base = try postfix()
    guard take(.power) else { return base }
    let exponent = try nested { (parser) throws(Diagnostic) in try parser.sign() }
    return try checked(.binary(.power, base, exponent), base.place.joined(to: exponent.place))
  }

  private mutating func postfix() throws(Diagnostic) -> Expression {
    var base = try primary()
    while isSymbol(.openBracket) {
      _ = advance()
      let positions = try nested { (parser) throws(Diagnostic) in
        try parser.items(until: .closeBracket, "after the index")
      }
      let end = try require(.closeBracket, "after the index")
      if positions.isEmpty { throw Diagnostic(end.place, "an index needs a position, as in v[0]") }
      base = try checked(.index(base, positions), base.place.joined(to: end.place))
    }
    return base
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    let token = present
    switch token.kind {
    case .number(let value):
      _ = advance()
      return Expression(.number(value, spelling: token.text), token.place)
    case .name where !Self.reserved.contains(token.text):
      _ = advance()
      return isSymbol(.open) ? try call(token) : Expression(.name(token.text), token.place)
    case .symbol(.open):
      _ = advance()
      let inner = try nested { (parser) throws(Diagnostic) in try parser.expression() }
      let end = try require(.close, "after the expression")
      return Expression(inner.kind, token.place.joined(to: end.place))
    case .symbol(.openBracket):
      _ = advance()
      let items = try nested { (parser) throws(Diagnostic) in
        try parser.items(until: .closeBracket, "after the last element")
      }
      let end = try require(.closeBracket, "after the last element")
      if items.isEmpty {
        throw Diagnostic(token.place.joined(to: end.place), "a vector needs at least one element")
      }
      return try checked(.list(items), token.place.joined(to: end.place))
    default:
      throw unexpected("a value")
    }
  }

  private mutating func call(_ name: Token) throws(Diagnostic) -> Expression {
    _ = advance()
    let arguments = try nested { (parser) throws(Diagnostic) in try parser.arguments() }
    let end = try require(.close, "after the arguments of '\(name.text)'")
    return try checked(.call(name.text, arguments), name.place.joined(to: end.place))
  }

  /// Parses the arguments of a call, up to its closing parenthesis.
  mutating func arguments() throws(Diagnostic) -> [Argument] {
    var arguments: [Argument] = []
    var hasName = false
    while !isSymbol(.close) {
      let start = present
      var name: String?
      if start.kind == .name && isSymbol(.assign, ahead: 1) {
        name = start.text
        position += 2
      }
      let value = try expression()
      hasName = hasName || name != nil
      if name == nil, hasName {
        throw Diagnostic(value.place, "an argument without a name cannot follow one with a name")
      }
      arguments.append(
        Argument(name: name, value: value, place: start.place.joined(to: value.place)))
      if !take(.comma) { break }
    }
    return arguments
  }

  private mutating func items(
    until end: Token.Symbol, _ purpose: String
  ) throws(Diagnostic) -> [Expression] {
    var items: [Expression] = []
    while !isSymbol(end) {
      items.append(try expression())
      if !take(.comma) { break }
    }
    return items
  }

  private mutating func binaryOperator(_ wanted: [BinaryOperator]) -> BinaryOperator? {
    guard case .symbol(let symbol) = present.kind,
      let found = BinaryOperator(rawValue: symbol.rawValue), wanted.contains(found)
    else { return nil }
    _ = advance()
    return found
  }

  private mutating func nested<T>(
    _ body: (inout Parser) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> T {
    nesting += 1
    defer { nesting -= 1 }
    if nesting > Self.deepestNesting {
      throw Diagnostic(
        present.place, "this is nested more than \(Self.deepestNesting) deep; name its parts")
    }
    return try body(&self)
  }

  private func checked(_ kind: Expression.Kind, _ place: Place) throws(Diagnostic) -> Expression {
    let expression = Expression(kind, place)
    if expression.depth > Self.longestExpression {
      throw Diagnostic(
        present.place,
        "more than \(Self.longestExpression) operations in one expression; name its parts")
    }
    return expression
  }
}
