import Text

/// Divides a program into tokens.
///
/// A newline inside open brackets is not a token. The signs of the working can be read too: − × · ² and 10⁻⁹.
package struct Scanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line: Int
  private var column = 1
  private var tokens: [Token] = []
  /// The open brackets.
  private var open: [Token] = []

  /// The limits on the length of names and numbers, which are printed repeatedly.
  private static let longestName = 100
  private static let longestNumber = 1_000

  /// Returns the tokens of `text`, whose first line is line `line` of its file.
  package static func tokens(of text: String, line: Int = 1) throws(Diagnostic) -> [Token] {
    var scanner = Scanner(text, line: line)
    try scanner.scan()
    return scanner.tokens
  }

  private init(_ text: String, line: Int) {
    scalars = Array(text.unicodeScalars)
    self.line = line
  }

  private mutating func scan() throws(Diagnostic) {
    while let scalar = peek() {
      switch scalar {
      case " ", "\t", "\u{A0}": advance()
      case "\n": newline()
      case "#": comment()
      case "\"": try string()
      case "0"..."9": try number()
      case ".": try number()
      default: try nameOrSymbol(scalar)
      }
    }
    if let bracket = open.last {
      throw Diagnostic(.incomplete, bracket.place, "'\(bracket.text)' is never closed")
    }
    append(.newline, "", Place(line: line, column: column))
    append(.end, "", Place(line: line, column: column))
  }

  private func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) || isDigit(scalar) || isSubscript(scalar) || scalar == "_" || isMark(scalar)
  }

  private mutating func nameOrSymbol(_ scalar: Unicode.Scalar) throws(Diagnostic) {
    if isLetter(scalar) {
      let start = column
      var text = take(isOfName)
      // The weights of a network: net.0.weight
      while peek() == ".", let next = peek(1), isLetter(next) || isDigit(next) {
        advance()
        text += "." + take(isOfName)
      }
      guard column - start <= Self.longestName else {
        throw Diagnostic(
          place(from: start),
          "a name has at most \(Self.longestName) characters, and this one has \(column - start)")
      }
      append(.name, text, place(from: start))
      if text == "not", tokens.dropLast().last?.isWord("is") ?? false { answer() }
    } else if let digits = superscript(scalar) {
      try superscriptPower(first: digits)
    } else {
      try symbol(scalar)
    }
  }

  /// Reads the rest of a line after `is not`: a reader's number, in any spelling.
  private mutating func answer() {
    let start = column
    let text = take { $0 != "\n" && $0 != "#" && $0 != ";" && $0 != "}" }
    append(.answer, text, place(from: start))
  }

  private mutating func newline() {
    if open.last.map({ $0.text == "{" }) ?? true {
      append(.newline, "\n", Place(line: line, column: column))
    }
    position += 1
    line += 1
    column = 1
  }

  private mutating func comment() {
    let start = column
    if peek(1) == "=" && peek(2) == ">" {
      advance(3)
      append(.expectation, "#=>", place(from: start))
    } else {
      _ = take { $0 != "\n" }
    }
  }

  private mutating func string() throws(Diagnostic) {
    let start = column
    advance()
    var content = String.UnicodeScalarView()
    while let scalar = peek(), scalar != "\"" {
      if scalar == "\n" { break }
      if scalar == "\\", let next = peek(1), next == "\"" || next == "\\" {
        advance()
        content.append(next)
      } else {
        content.append(scalar)
      }
      advance()
    }
    guard peek() == "\"" else {
      throw Diagnostic(
        Place(line: line, column: start, length: column - start), "this text has no closing '\"'")
    }
    advance()
    append(.string(String(content)), String(content), place(from: start))
  }

  /// Reads the `x3` of a window's size `3x3`; reads nothing and returns `nil` if it does not follow.
  private mutating func takeWidth() -> Int? {
    guard peek() == "x", let first = peek(1), isDigit(first) else { return nil }
    var count = 1
    while let next = peek(count), isDigit(next) { count += 1 }
    if count > 10 { return nil }
    if let next = peek(count), isLetter(next) || next == "." || next == "_" { return nil }
    advance()
    return Int(take(isDigit))
  }

  private mutating func number() throws(Diagnostic) {
    let start = column
    var text = take(isDigit)
    if let height = Int(text), let width = takeWidth() {
      let text = "\(text)x\(width)"
      append(.window(height: height, width: width), text, place(from: start))
      return
    }
    if peek() == "." {
      advance()
      let fraction = take(isDigit)
      if text.isEmpty && fraction.isEmpty {
        throw Diagnostic(place(from: start), "'.' needs a digit after it")
      }
      text += "." + fraction
    }
    if peek() == "e" || peek() == "E" {
      let isSigned = peek(1) == "-" || peek(1) == "+" || peek(1) == "−"
      if let digit = peek(isSigned ? 2 : 1), isDigit(digit) {
        text += "e"
        advance()
        if isSigned { text += take { !isDigit($0) } == "+" ? "" : "-" }
        text += take(isDigit)
      }
    }
    guard column - start <= Self.longestNumber else {
      throw Diagnostic(
        place(from: start),
        "a number has at most \(Self.longestNumber) characters, and this one has \(column - start)")
    }
    if let next = peek(), isLetter(next) || next == "." {
      let rest = take { isLetter($0) || isDigit($0) || $0 == "_" || $0 == "." }
      throw Diagnostic(
        place(from: start),
        "'\(text)\(rest)' is neither a number nor a name; a product is written \(text) * \(rest)")
    }
    let readable = text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text
    guard let value = Double(readable), value.isFinite else {
      throw Diagnostic(
        place(from: start), "the number \(text) is too large; the largest is 1.8e308")
    }
    append(.number(value), text, place(from: start))
  }

  /// Reads `x²` as `x ^ 2` and `10⁻⁹` as `10 ^ -9`.
  private mutating func superscriptPower(first: Character) throws(Diagnostic) {
    let start = column
    var text = ""
    while let scalar = peek(), let digit = superscript(scalar) {
      text.append(digit)
      advance()
    }
    append(.symbol(.power), "^", place(from: start))
    if text.hasPrefix("-") { append(.symbol(.minus), "-", place(from: start)) }
    let digits = String(text.drop { $0 == "-" })
    guard let value = Double(digits), value.isFinite else {
      throw Diagnostic(
        place(from: start),
        digits.isEmpty ? "this exponent has no digits" : "this exponent is not a number")
    }
    append(.number(value), digits, place(from: start))
  }

  private mutating func symbol(_ scalar: Unicode.Scalar) throws(Diagnostic) {
    let start = column
    let text = plain(scalar)
    let pair = text + (peek(1) == "=" ? "=" : "")
    let found = Token.Symbol(rawValue: pair) ?? Token.Symbol(rawValue: text)
    guard let symbol = found else {
      let shown =
        scalar.properties.isWhitespace || scalar.value < 32 ? escaped(scalar) : String(scalar)
      throw Diagnostic(place(from: start), "'\(shown)' has no meaning here")
    }
    advance(symbol.rawValue == pair && pair != text ? 2 : 1)
    append(.symbol(symbol), symbol.rawValue, place(from: start))
    try track(tokens[tokens.count - 1], symbol)
  }

  private mutating func track(_ token: Token, _ symbol: Token.Symbol) throws(Diagnostic) {
    let partner: [Token.Symbol: String] = [.close: "(", .closeBracket: "[", .closeBrace: "{"]
    switch symbol {
    case .open, .openBracket, .openBrace:
      open.append(token)
    case .close, .closeBracket, .closeBrace:
      guard let last = open.popLast() else {
        throw Diagnostic(token.place, "'\(token.text)' closes nothing")
      }
      if last.text != partner[symbol] {
        throw Diagnostic(token.place, "'\(token.text)' cannot close the '\(last.text)' before it")
      }
    default: break
    }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  private mutating func advance(_ count: Int = 1) {
    position += count
    column += count
  }

  private mutating func take(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek(), belongs(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  private mutating func append(_ kind: Token.Kind, _ text: String, _ place: Place) {
    tokens.append(Token(kind: kind, text: text, place: place))
  }

  private func place(from start: Int) -> Place {
    Place(line: line, column: start, length: max(column - start, 1))
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

/// Whether it is a subscript digit, as in β₁.
private func isSubscript(_ scalar: Unicode.Scalar) -> Bool { ("₀"..."₉").contains(scalar) }

private func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

/// Whether it is a mark that modifies the letter before it, such as a combining accent.
private func isMark(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.canonicalCombiningClass != .notReordered
}

/// Returns the plain equivalent of a typographic sign.
private func plain(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "−": "-"
  case "×", "·", "⋅": "*"
  case "≤": "<="
  case "≥": ">="
  case "≠": "!="
  default: String(scalar)
  }
}

func superscript(_ scalar: Unicode.Scalar) -> Character? {
  switch scalar {
  case "⁰": "0"
  case "¹": "1"
  case "²": "2"
  case "³": "3"
  case "⁴"..."⁹": Character(Unicode.Scalar(UInt8(scalar.value - 0x2070) + 48))
  case "⁻": "-"
  default: nil
  }
}

/// Returns the code of a character that cannot be shown: \u{1B}.
private func escaped(_ scalar: Unicode.Scalar) -> String {
  "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
}
