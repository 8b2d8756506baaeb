import Autodiff
import Text

/// An expression of the lesson language, with its place in the program.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    case number(Double, spelling: String)
    case name(String)
    case list([Expression])
    case negative(Expression)
    case binary(BinaryOperator, Expression, Expression)
    case comparison(Comparison, Expression, Expression)
    case choice(Expression, condition: Expression, otherwise: Expression)
    case call(String, [Argument])
    case index(Expression, [Expression])
  }

  package let kind: Kind
  package let place: Place
  /// The depth of nesting.
  let depth: Int

  init(_ kind: Kind, _ place: Place) {
    self.kind = kind
    self.place = place
    depth = 1 + Self.parts(kind).reduce(0) { max($0, $1.depth) }
  }

  static func parts(_ kind: Kind) -> [Expression] {
    switch kind {
    case .number, .name: []
    case .list(let items): items
    case .negative(let a): [a]
    case .binary(_, let a, let b), .comparison(_, let a, let b): [a, b]
    case .choice(let a, let condition, let b): [a, condition, b]
    case .call(_, let arguments): arguments.map { $0.value }
    case .index(let base, let positions): [base] + positions
    }
  }
}

package enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case matrixProduct = "@"
  case power = "^"
}

/// An argument of a call, by position or by name.
package struct Argument: Sendable {
  package let name: String?
  package let value: Expression
  package let place: Place
}

/// A statement, with the check of a `#=>` after it.
package struct Statement: Sendable {
  package indirect enum Kind: Sendable {
    case definition(name: String, Expression)
    case parameter(name: String, Expression)
    case function(name: String, parameters: [String], body: Expression)
    /// The value of an expression; a matrix is drawn if the word `show` is used.
    case show(Expression, isDrawn: Bool)
    case showImages([Expression])
    case forward(Expression)
    case backprop(Expression)
    case step(IngredientCall)
    case descend(Expression, IngredientCall, Duration)
    case `repeat`(Expression, [Statement])
    case expect(Expression, Expected)
    case ask(QuestionCall)
    case plot(PlotCall)
    case explore(name: String, from: Expression, to: Expression)
    case draw(DrawRange)
    case why(Expression)
    /// `why w is not 0.55`
    case diagnose(Expression, Answer)
    case check(Expression)
    case digits(Expression)
    case data(DataCall)
    case model(ModelCall)
    case loss(LossCall)
    case optimizer(IngredientCall)
    case train(TrainCall)
    case test(TestCall)
    case explain(ExplainCall)
  }

  package internal(set) var kind: Kind
  package let place: Place
  package internal(set) var expectation: Expectation?
  /// The source, on one line, without its check and the word for its level of detail.
  package internal(set) var source: String
  /// The level of detail that a word before the statement sets.
  package var detail: Detail?
}

package enum Duration: Sendable {
  case steps(Expression)
  case untilChange(below: Expression)
}

/// The check of a `#=>`: its place, and the literal, if there is one.
package struct Expectation: Sendable {
  package let place: Place
  package let expected: Expected?
}

package enum Expected: Sendable {
  case literal(Literal)
  case within(Expression, tolerance: Expression)
  case failure(text: String?)
}

/// A number or nested list of numbers as written, each with its decimals.
package indirect enum Literal: Sendable {
  case number(Double, spelling: String, place: Place)
  case list([Literal], place: Place)

  package var place: Place {
    switch self {
    case .number(_, _, let place), .list(_, let place): place
    }
  }

  /// The number of decimals of a spelling with its exponent written out: 4 for `1.5e-3`.
  package static func decimals(of spelling: String) -> Int {
    let parts = spelling.split(separator: "e")
    let fraction = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let written = parts.count > 1 ? Double(String(parts[1])) ?? 0 : 0
    // Exponents beyond the range of a Double are all alike.
    let exponent = Int(max(-10_000, min(10_000, written)))
    return (fraction.count > 1 ? fraction[1].utf8.count : 0) - exponent
  }
}
