import Autodiff
import Learning
import Text

extension Expression {
  /// Returns the expression with a number in place of every part that is written like `target`.
  func replacing(_ target: String, with number: Expression) -> Expression {
    if text == target { return number }
    func replaced(_ part: Expression) -> Expression { part.replacing(target, with: number) }
    let kind: Kind =
      switch kind {
      case .number, .name: kind
      case .list(let items): .list(items.map(replaced))
      case .negative(let a): .negative(replaced(a))
      case .binary(let sign, let a, let b): .binary(sign, replaced(a), replaced(b))
      case .comparison(let sign, let a, let b): .comparison(sign, replaced(a), replaced(b))
      case .choice(let a, let condition, let b):
        .choice(replaced(a), condition: replaced(condition), otherwise: replaced(b))
      case .call(let name, let arguments):
        .call(
          name,
          arguments.map { Argument(name: $0.name, value: replaced($0.value), place: $0.place) })
      case .index(let base, let positions): .index(replaced(base), positions.map(replaced))
      }
    return Expression(kind, place)
  }

  /// The names that it is computed from, functions included.
  var names: Set<String> {
    switch kind {
    case .number: []
    case .name(let name): [name]
    case .list(let items): items.reduce(into: []) { $0.formUnion($1.names) }
    case .negative(let a): a.names
    case .binary(_, let a, let b), .comparison(_, let a, let b): a.names.union(b.names)
    case .choice(let a, let condition, let b): a.names.union(condition.names).union(b.names)
    case .call(let name, let arguments):
      arguments.reduce(into: [name]) { $0.formUnion($1.value.names) }
    case .index(let base, let positions):
      positions.reduce(into: base.names) { $0.formUnion($1.names) }
    }
  }
}

extension Statement {
  /// Returns the statement with a student's number in place of a quantity, wherever it is written.
  package func replacing(_ quantity: Expression, with number: Double) -> Statement {
    let literal = Expression(number: number, at: quantity.place)
    func replaced(_ expression: Expression) -> Expression {
      expression.replacing(quantity.text, with: literal)
    }
    switch kind {
    case .definition(let name, let value):
      return restated(.definition(name: name, replaced(value)))
    case .parameter(let name, let value): return restated(.parameter(name: name, replaced(value)))
    case .show(let value, let isDrawn): return restated(.show(replaced(value), isDrawn: isDrawn))
    case .ask(var question):
      guard case .value(let answer) = question.answer else { return self }
      question.answer = .value(replaced(answer))
      question.mistakes = question.mistakes.map { mistake in
        guard case .value(let value) = mistake.reply else { return mistake }
        return QuestionCall.Mistake(
          reply: .value(replaced(value)), message: mistake.message, place: mistake.place)
      }
      return restated(.ask(question))
    default: return self
    }
  }

  /// Whether an expression may have another value after the statement.
  package func changes(_ expression: Expression) -> Bool {
    switch kind {
    case .definition(let name, _), .parameter(let name, _), .function(let name, _, _):
      expression.names.contains(name)
    case .forward, .backprop, .step, .descend, .repeat, .train: true
    case .show, .showImages, .expect, .ask, .plot, .explore, .draw, .why, .diagnose, .check,
      .explain,
      .digits, .data, .model, .loss, .optimizer, .test:
      false
    }
  }
}
