import Learning
import Text

/// `name = expression` or `name[i, j] = expression`: another value to try.
package struct Assignment: Sendable {
  /// A name or an element.
  let target: Expression
  let value: Expression
  /// Whether the value is a literal number or list of numbers.
  package let isLiteral: Bool
  /// Whether a single element is assigned.
  package let isOfElement: Bool
  package let name: String
  let text: String
}

/// Input of a reader that is not a statement.
extension Parser {
  /// Parses `name = expression`; anything else is an error that shows the form.
  package static func assignment(of text: String, line: Int = 1) throws(Diagnostic) -> Assignment {
    var parser = try Parser(text, line: line)
    let first = parser.present
    let target = try parser.expression()
    _ = try parser.require(.assign, "and the value to try, as in: set rate = 0.9")
    let value = try parser.expression()
    let last = parser.tokens[parser.position - 1]
    try parser.requireEnd()
    var base = target
    while case .index(let inner, _) = base.kind { base = inner }
    guard case .name(let name) = base.kind else {
      throw Diagnostic(
        target.place, "a value can be set for a name or an element, as in: set W[0, 1] = 0.3")
    }
    var isOfElement = false
    if case .index = target.kind { isOfElement = true }
    return Assignment(
      target: target, value: value, isLiteral: Literal(value) != nil,
      isOfElement: isOfElement, name: name, text: parser.source(from: first, to: last))
  }

  mutating func requireEnd() throws(Diagnostic) {
    while present.kind == .newline { _ = advance() }
    guard present.kind == .end else { throw unexpected("the end of the line") }
  }
}

/// Arguments of the command line in the syntax of the language.
extension Parser {
  /// `dense 64 relu, dense 10 softmax`
  package static func layers(of text: String) throws(Diagnostic) -> ModelSpecification {
    var parser = try Parser(text, line: 1)
    let layers = try parser.layers()
    try parser.requireEnd()
    return ModelSpecification(layers: layers)
  }

  /// `adam`, `huber(delta = 2)`, `cosine(steps = 100)`
  package static func ingredient<Kind: Ingredient>(
    _ kind: Kind.Type, of text: String
  ) throws(Diagnostic) -> IngredientCall {
    var parser = try Parser(text, line: 1)
    let call = try parser.call(of: kind)
    try parser.requireEnd()
    return call
  }
}
