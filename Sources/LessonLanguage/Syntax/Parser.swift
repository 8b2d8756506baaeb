import Text

/// Parses a program's tokens into statements.
package struct Parser {
  var tokens: [Token]
  var position = 0
  /// The number of open brackets around the current token.
  var nesting = 0
  private let source: ProgramLines

  /// Parses a program whose first line is line `line` of its file.
  package static func statements(of text: String, line: Int = 1) throws(Diagnostic) -> [Statement] {
    var parser = try Parser(text, line: line)
    return try parser.program()
  }

  /// Starts with tokens that were scanned from another notation of `text`.
  init(_ text: String, _ tokens: [Token], line: Int) {
    self.tokens = tokens
    source = ProgramLines(text, first: line)
  }

  init(_ text: String, line: Int) throws(Diagnostic) {
    tokens = try Scanner.tokens(of: text, line: line)
    source = ProgramLines(text, first: line)
  }

  /// The program's text from one token to another, on one line.
  func source(from start: Token, to end: Token) -> String {
    source.text(from: start.place, to: end.place)
  }

  var present: Token { tokens[position] }

  func ahead(_ count: Int) -> Token { tokens[min(position + count, tokens.count - 1)] }

  mutating func advance() -> Token {
    let token = present
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  func isSymbol(_ symbol: Token.Symbol, ahead count: Int = 0) -> Bool {
    ahead(count).kind == .symbol(symbol)
  }

  func isWord(_ word: String, ahead count: Int = 0) -> Bool {
    ahead(count).isWord(word)
  }

  mutating func take(_ symbol: Token.Symbol) -> Bool {
    if !isSymbol(symbol) { return false }
    _ = advance()
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    if !isWord(word) { return false }
    _ = advance()
    return true
  }

  mutating func require(_ symbol: Token.Symbol, _ purpose: String) throws(Diagnostic) -> Token {
    guard isSymbol(symbol) else { throw unexpected("'\(symbol.rawValue)' \(purpose)") }
    return advance()
  }

  mutating func requireWord(_ word: String, _ purpose: String) throws(Diagnostic) {
    guard takeWord(word) else { throw unexpected("'\(word)' \(purpose)") }
  }

  /// The error "expected …, found …" at the current token.
  func unexpected(_ expected: String) -> Diagnostic {
    Diagnostic(present.place, "expected \(expected), found \(described(present))")
  }

  private func described(_ token: Token) -> String {
    switch token.kind {
    case .newline: "the end of the line"
    case .end: "the end of the program"
    case .string: "the text \"\(token.text)\""
    case .expectation: "'#=>'"
    default: "'\(token.text)'"
    }
  }

  /// Parses a name that is not a word of the language.
  mutating func name(_ purpose: String) throws(Diagnostic) -> Token {
    guard present.kind == .name else { throw unexpected("a name \(purpose)") }
    if Self.reserved.contains(present.text) {
      throw Diagnostic(
        present.place, "'\(present.text)' is a word of the language and cannot be a name")
    }
    if let network = present.network {
      throw Diagnostic(
        present.place,
        "'\(present.text)' would be a weight of '\(network)' and cannot be a name here")
    }
    return advance()
  }

  mutating func string(_ purpose: String) throws(Diagnostic) -> String {
    guard case .string(let text) = present.kind else { throw unexpected("\"text\" \(purpose)") }
    _ = advance()
    return text
  }

  static let reserved: Set<String> = [
    "if", "else", "is", "fails", "within", "param", "expect", "show",
  ]
}

/// The lines of a program, for showing a statement as written.
private struct ProgramLines {
  let lines: [[Unicode.Scalar]]
  let first: Int

  init(_ text: String, first: Int) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.unicodeScalars)
    }
    self.first = first
  }

  func text(from start: Place, to end: Place) -> String {
    var words: [String] = []
    for line in start.line...max(start.line, end.line) {
      let scalars = lines[line - first]
      let from = line == start.line ? start.column - 1 : 0
      let to = line == end.line ? end.column - 1 + end.length : scalars.count
      var view = String.UnicodeScalarView()
      for scalar in scalars[min(from, scalars.count)..<min(max(from, to), scalars.count)] {
        view.append(scalar)
      }
      words += String(view).split(separator: " ").map { String($0) }
    }
    return words.joined(separator: " ")
  }
}
