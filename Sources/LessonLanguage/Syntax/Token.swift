import Text

/// A word of the lesson language.
package struct Token: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case number(Double)
    case name
    case string(String)
    /// `3x3`: the height and width of a window.
    case window(height: Int, width: Int)
    case symbol(Symbol)
    /// A reader's number after `is not`, in any spelling.
    case answer
    /// `#=>`
    case expectation
    case newline
    case end
  }

  package enum Symbol: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case matrixProduct = "@"
    case power = "^"
    case open = "("
    case close = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case comma = ","
    case semicolon = ";"
    case assign = "="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
  }

  package let kind: Kind
  /// The source of the token; for a superscript, its digits.
  package let text: String
  package let place: Place

  func isWord(_ word: String) -> Bool { kind == .name && text == word }
}
