import Learning
import Text

/// The grammar of statements. A statement word is one only if a name, a number or a string follows it;
/// otherwise it is an ordinary name: `step = 3`.
extension Parser {
  mutating func program() throws(Diagnostic) -> [Statement] {
    let statements = try block()
    guard present.kind == .end else { throw unexpected("a statement") }
    return statements
  }

  /// Parses statements up to a closing brace or the end.
  private mutating func block() throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while present.kind == .newline || isSymbol(.semicolon) { _ = advance() }
      if present.kind == .end || isSymbol(.closeBrace) { return statements }
      if present.kind == .expectation {
        throw Diagnostic(present.place, "'#=>' must follow a statement on the same line")
      }
      statements.append(try statement())
    }
  }

  private mutating func statement() throws(Diagnostic) -> Statement {
    let detail = detailWord()
    let start = present
    var kind = try statementKind()
    let last = tokens[max(position - 1, 0)]
    var expectation = try trailingExpectation()
    if case .ask(let question) = kind {
      kind = .ask(try helped(question))
      if expectation == nil { expectation = try trailingExpectation() }
    }
    guard endsStatement else { throw mistyped(start) ?? unexpected("the end of the statement") }
    return Statement(
      kind: kind, place: start.place.joined(to: last.place), expectation: expectation,
      source: source(from: start, to: last), detail: detail)
  }

  /// Reads `brief` or `full` before a statement. In front of anything that does not begin a statement it is an ordinary name.
  private mutating func detailWord() -> Detail? {
    guard present.kind == .name, Self.detailWords.contains(present.text) else { return nil }
    let next = ahead(1)
    switch next.kind {
    case .name where !Self.reserved.contains(next.text) || Self.openers.contains(next.text),
      .number:
      return Detail(rawValue: advance().text)
    default: return nil
    }
  }

  package static let detailWords: Set<String> = [Detail.brief.rawValue, Detail.full.rawValue]

  /// The reserved words that begin a statement.
  private static let openers: Set<String> = ["param", "expect", "show"]

  /// Suggests a statement for an unknown name that is directly followed by another word.
  private func mistyped(_ start: Token) -> Diagnostic? {
    guard start.kind == .name, tokens[max(position - 1, 0)].place == start.place else { return nil }
    if Self.detailWords.contains(start.text) {
      return Diagnostic(start.place, "'\(start.text)' stands once, directly before a statement")
    }
    if Self.statementWords.contains(start.text) {
      let example = start.text == "why" ? ", as in: why w is not 0.55" : ""
      return Diagnostic(
        present.place,
        "something is missing between '\(start.text)' and '\(present.text)'\(example)")
    }
    let words = Array(Self.statementWords.union(Self.reserved).union(Self.detailWords))
    guard let nearest = NearestName.suggestion(for: start.text, among: words.sorted()) else {
      return nil
    }
    return Diagnostic(start.place, "unknown statement '\(start.text)'; did you mean '\(nearest)'?")
  }

  var endsStatement: Bool {
    present.kind == .newline || present.kind == .end || isSymbol(.semicolon)
      || isSymbol(.closeBrace)
  }

  private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
    if takeWord("param") {
      let name = try name("for the parameter")
      _ = try require(.assign, "and the starting value")
      return .parameter(name: name.text, try expression())
    }
    if takeWord("expect") { return try expect() }
    if takeWord("show") { return try show() }
    if let word = statementWord() {
      _ = advance()
      return try statement(word)
    }
    if present.kind == .name, isSymbol(.assign, ahead: 1) {
      let name = try name("to define")
      _ = advance()
      return .definition(name: name.text, try expression())
    }
    if isFunctionDefinition { return try function() }
    let shown = try expression()
    if isSymbol(.assign) {
      throw Diagnostic(shown.place, "only a name can be defined: write name = expression")
    }
    return .show(shown, isDrawn: false)
  }

  private func statementWord() -> String? {
    guard present.kind == .name, Self.statementWords.contains(present.text) else { return nil }
    switch ahead(1).kind {
    case .name where !Self.reserved.contains(ahead(1).text), .number, .string: return present.text
    default: return nil
    }
  }

  package static let statementWords: Set<String> = [
    "forward", "backprop", "step", "descend", "repeat", "ask", "hint", "mistake", "plot", "explore",
    "draw", "why",
    "check", "digits", "data", "model", "loss", "optimizer", "train", "test",
    "explain",
  ]

  private mutating func statement(_ word: String) throws(Diagnostic) -> Statement.Kind {
    switch word {
    case "forward": return .forward(try expression())
    case "backprop": return .backprop(try expression())
    case "step": return .step(try optimizer())
    case "descend": return try descend()
    case "repeat": return try loop()
    case "ask": return .ask(try question())
    case "plot": return .plot(try plot())
    case "explore": return try explore()
    case "draw": return .draw(try draw())
    case "why": return try why()
    case "check": return .check(try expression())
    case "digits": return .digits(try expression())
    case "data": return .data(try data())
    case "model": return .model(try model())
    case "loss": return .loss(try loss())
    case "optimizer": return .optimizer(try call(of: UpdateRule.self))
    case "train": return .train(try train())
    case "test": return .test(try test())
    case "explain": return .explain(try explain())
    default:
      throw Diagnostic(present.place, "a \(word) goes on a line below its question")
    }
  }

  /// Parses the optimizer of a step, whose brackets are required.
  private mutating func optimizer() throws(Diagnostic) -> IngredientCall {
    try call(of: UpdateRule.self, needing: "and the optimizer's settings, as in sgd(rate = 0.1)")
  }

  private mutating func descend() throws(Diagnostic) -> Statement.Kind {
    let loss = try expression()
    try requireWord("with", "and an optimizer, as in: descend L with sgd(rate = 0.1) for 100 steps")
    let optimizer = try optimizer()
    return .descend(loss, optimizer, try duration(in: "step", example: (100, "1e-6")))
  }

  private mutating func loop() throws(Diagnostic) -> Statement.Kind {
    let count = try expression()
    let start = try require(.openBrace, "and the statements to repeat")
    nesting += 1
    defer { nesting -= 1 }
    if nesting > 16 { throw Diagnostic(start.place, "loops can be nested at most 16 deep") }
    let body = try block()
    _ = try require(.closeBrace, "after the statements to repeat")
    return .repeat(count, body)
  }

  private mutating func show() throws(Diagnostic) -> Statement.Kind {
    var shown = [try expression()]
    while take(.comma) { shown.append(try expression()) }
    return shown.count == 1 ? .show(shown[0], isDrawn: true) : .showImages(shown)
  }

  /// Parses `w`, or `w is not 0.55`.
  private mutating func why() throws(Diagnostic) -> Statement.Kind {
    let subject = try expression()
    guard takeWord("is") else { return .why(subject) }
    try requireWord("not", "and your number, as in: why w is not 0.55")
    let typed = advance()
    guard typed.kind == .answer, typed.text.contains(where: { !$0.isWhitespace }) else {
      throw Diagnostic(typed.place, "'is not' needs your number, as in: why w is not 0.55")
    }
    // The spaces put the number at its column.
    let indent = String(repeating: " ", count: typed.place.column - 1)
    return .diagnose(subject, try Self.answer(of: indent + typed.text, line: typed.place.line))
  }

  private mutating func explore() throws(Diagnostic) -> Statement.Kind {
    let name = try name("of an earlier number")
    try requireWord("from", "and the slider's ends, as in: from 0.01 to 1.1")
    let from = try expression()
    try requireWord("to", "and the slider's other end")
    return .explore(name: name.text, from: from, to: try expression())
  }

  private var isFunctionDefinition: Bool {
    guard present.kind == .name, isSymbol(.open, ahead: 1) else { return false }
    var next = 2
    var depth = 1
    while depth > 0 {
      switch ahead(next).kind {
      case .symbol(.open): depth += 1
      case .symbol(.close): depth -= 1
      case .end, .newline: return false
      default: break
      }
      next += 1
    }
    return isSymbol(.assign, ahead: next)
  }

  static let mostArguments = 64

  private mutating func function() throws(Diagnostic) -> Statement.Kind {
    let name = try name("of the function")
    _ = advance()
    var parameters: [String] = []
    while !isSymbol(.close) {
      let parameter = try self.name("of an argument")
      if parameters.contains(parameter.text) {
        throw Diagnostic(parameter.place, "'\(parameter.text)' is already an argument")
      }
      parameters.append(parameter.text)
      guard parameters.count <= Self.mostArguments else {
        throw Diagnostic(
          parameter.place, "a function takes at most \(Self.mostArguments) arguments")
      }
      if !take(.comma) { break }
    }
    _ = try require(.close, "after the arguments")
    _ = try require(.assign, "and the function's expression")
    return .function(name: name.text, parameters: parameters, body: try expression())
  }
}
