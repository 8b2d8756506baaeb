import Text

/// An answer to a question: a number as written, or any expression.
package struct Answer: Sendable {
  let expression: Expression
  /// The answer with its commas read as thousands separators, if possible: `4,001`.
  let grouped: Expression?
  /// Whether it is a number or a list of numbers in the language's own notation.
  let isPlain: Bool
  /// The answer as typed.
  package let text: String
}

extension Parser {
  /// Parses a reader's answer. Besides the language's notations, a number may have a decimal comma, thousands separators,
  /// a power of ten and a per cent sign: `0,3855`, `4,001`, `1.5 × 10⁻⁷`, `1.5 x 10^-7`, `80 %`.
  package static func answer(of text: String, line: Int = 1) throws(Diagnostic) -> Answer {
    let grouped = AnswerText(text, commas: .thousands)
    let expressionOfGrouped =
      grouped.hasGroups ? try? expression(of: grouped, in: text, line: line) : nil
    let decimal = AnswerText(text, commas: .decimal)
    let reading: Expression
    do throws(Diagnostic) {
      reading = try expression(of: decimal, in: text, line: line)
    } catch {
      // The commas of 1,000,000 are not decimal commas.
      guard let expressionOfGrouped else { throw error }
      reading = expressionOfGrouped
    }
    return Answer(
      expression: reading, grouped: expressionOfGrouped,
      isPlain: decimal.isAsTyped && Literal(reading) != nil,
      text: text.singleSpaced)
  }

  private static func expression(
    of answer: AnswerText, in text: String, line: Int
  ) throws(Diagnostic) -> Expression {
    let tokens: [Token]
    do throws(Diagnostic) {
      tokens = try Scanner.tokens(of: answer.text, line: line)
    } catch {
      let place = error.place ?? Place(line: line, column: 1)
      throw Diagnostic(answer.place(of: place, firstLine: line), error.message)
    }
    var parser = Parser(
      text,
      tokens.map {
        Token(kind: $0.kind, text: $0.text, place: answer.place(of: $0.place, firstLine: line))
      },
      line: line)
    let expression = try parser.expression()
    try parser.requireEnd()
    return expression
  }
}

/// An answer converted to the language's notation, with the columns in which it was typed.
struct AnswerText {
  /// The meaning of a comma between two digits, outside a list and a call's arguments.
  enum Commas {
    case decimal
    case thousands
  }

  private(set) var text = ""
  /// Whether a number has thousands separators.
  private(set) var hasGroups = false
  private(set) var isAsTyped = true

  private let commas: Commas
  private let typed: [Unicode.Scalar]
  private var position = 0
  private var written = String.UnicodeScalarView()
  /// The column in which each character was typed, line by line.
  private var columns: [[Int]] = [[]]
  private var lineStart = 0
  /// Whether commas are separators, for each open bracket.
  private var separates: [Bool] = []
  /// The last character that is not a space.
  private var last: Unicode.Scalar?

  init(_ text: String, commas: Commas) {
    self.commas = commas
    let scalars = Array(text.unicodeScalars)
    // A point at the end is that of a sentence.
    typed = scalars.last == "." ? Array(scalars.dropLast()) : scalars
    while position < typed.count { step() }
    self.text = String(written)
    isAsTyped = Array(written) == typed
  }

  /// Converts a place to one in the typed text.
  func place(of place: Place, firstLine: Int) -> Place {
    let line =
      columns.indices.contains(place.line - firstLine) ? columns[place.line - firstLine] : []
    func column(_ column: Int) -> Int {
      guard let lastColumn = line.last else { return column }
      return column - 1 < line.count ? line[max(column - 1, 0)] : lastColumn + column - line.count
    }
    let start = column(place.column)
    let end = place.length > 0 ? column(place.column + place.length - 1) + 1 : start
    return Place(line: place.line, column: start, length: max(end - start, 1))
  }

  // MARK: Reading

  private mutating func step() {
    let scalar = typed[position]
    var shown = scalar
    switch scalar {
    case "\n":
      columns.append([])
      lineStart = position + 1
    case "0"..."9", ".":
      // The digits of a name are not a number.
      if !(at(position - 1).map(isPartOfName) ?? false) { return number() }
    // The signs that the working prints before a value, and the spaces that typesetting puts before a per cent sign.
    case "=" where last == nil, "≈" where last == nil, "\u{2009}", "\u{202F}": shown = " "
    // The dash that a word processor makes of a minus sign.
    case "–": shown = "−"
    case "(", "[": separates.append(scalar == "[" || (last.map(isPartOfName) ?? false))
    case ")", "]": _ = separates.popLast()
    default: break
    }
    write(shown, from: position)
    if !isSpace(shown), !(isSign(shown) && bindsTighter) { last = shown }
    position += 1
  }

  private mutating func number() {
    let start = position
    var mantissa = digits()
    if let groups = groups(after: mantissa) {
      mantissa += groups
      hasGroups = true
    }
    let isComma = peek() == "," && commas == .decimal && !(separates.last ?? false)
    if peek() == "." || (isComma && isDigit(peek(1))) {
      position += 1
      mantissa += "." + digits()
    }
    let exponents = [exponent(), powerOfTen(), percentSign()].compactMap { $0 }
    if !exponents.isEmpty { mantissa += "e\(exponents.reduce(0, +))" }
    for scalar in mantissa.unicodeScalars { write(scalar, from: start) }
    last = "0"
  }

  /// Whether the previous operator binds tighter than a product, so that in `1 / 2 × 10³` the denominator is only 2.
  private var bindsTighter: Bool { last == "/" || last == "^" || last == "@" }

  /// Reads the groups of three digits after the first digits of a number, `,000,000` or ` 000 000`, without their separators.
  private mutating func groups(after first: String) -> String? {
    guard !(separates.last ?? false), (1...3).contains(first.utf8.count), !first.hasPrefix("0"),
      let separator = peek(), isSpace(separator) || (separator == "," && commas == .thousands)
    else { return nil }
    var groups = ""
    while peek() == separator, isDigit(peek(1)), isDigit(peek(2)), isDigit(peek(3)),
      !isDigit(peek(4))
    {
      position += 1
      groups += digits()
    }
    return groups.isEmpty ? nil : groups
  }

  /// `e-7`
  private mutating func exponent() -> Int? {
    guard peek() == "e" || peek() == "E" else { return nil }
    return wholeNumber(at: position + 1)
  }

  /// Reads `× 10⁻⁷`, also with another sign or `^-7`, unless it would not bind like a single number.
  private mutating func powerOfTen() -> Int? {
    if bindsTighter { return nil }
    var next = skipSpaces(from: position)
    guard let sign = at(next), ["×", "·", "⋅", "*", "x", "X"].contains(sign) else { return nil }
    next = skipSpaces(from: next + 1)
    guard at(next) == "1", at(next + 1) == "0" else { return nil }
    next = skipSpaces(from: next + 2)
    if at(next) == "^" { return wholeNumber(at: skipSpaces(from: next + 1), endsProduct: true) }
    var text = ""
    while let digit = at(next).flatMap(superscript) {
      text.append(digit)
      next += 1
    }
    guard let power = Self.power(text), at(skipSpaces(from: next)) != "^" else { return nil }
    position = next
    return power
  }

  private mutating func percentSign() -> Int? {
    let next = skipSpaces(from: position)
    guard at(next) == "%" else { return nil }
    position = next + 1
    return -2
  }

  // MARK: Characters

  /// Reads an integer with its sign; reads nothing and returns `nil` if there is none.
  private mutating func wholeNumber(at start: Int, endsProduct: Bool = false) -> Int? {
    var next = start
    var text = ""
    if let sign = at(next), isSign(sign) {
      if sign != "+" { text = "-" }
      next += 1
    }
    while isDigit(at(next)), let digit = at(next) {
      text.unicodeScalars.append(digit)
      next += 1
    }
    guard let number = Self.power(text), at(next) != "." else { return nil }
    if endsProduct, at(skipSpaces(from: next)) == "^" || at(next).map(isPartOfName) ?? false {
      return nil
    }
    position = next
    return number
  }

  /// Returns an exponent within the range of numbers.
  private static func power(_ text: String) -> Int? {
    Int(text).flatMap { (-9_999...9_999).contains($0) ? $0 : nil }
  }

  private mutating func digits() -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek(), isDigit(scalar) {
      text.append(scalar)
      position += 1
    }
    return String(text)
  }

  private mutating func write(_ scalar: Unicode.Scalar, from start: Int) {
    written.append(scalar)
    if scalar != "\n" { columns[columns.count - 1].append(start - lineStart + 1) }
  }

  private func at(_ index: Int) -> Unicode.Scalar? {
    typed.indices.contains(index) ? typed[index] : nil
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? { at(position + ahead) }

  private func skipSpaces(from start: Int) -> Int {
    var next = start
    while let scalar = at(next), isSpace(scalar) { next += 1 }
    return next
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    [" ", "\t", "\u{A0}", "\u{2009}", "\u{202F}"].contains(scalar)
  }

  private func isSign(_ scalar: Unicode.Scalar) -> Bool { ["-", "−", "–", "+"].contains(scalar) }

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  private func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || isDigit(scalar) || scalar == "_"
  }
}
