import Kernels

/// A formula as a tree: what a person would write on the board, in symbols or with numbers substituted.
///
/// It holds no text: rounding a number and drawing a root are left to the renderer.
package indirect enum Formula: Sendable {
  /// A number; a literal keeps its spelling in the program.
  case number(Double, spelling: String?)
  case name(String)
  /// W[0, 1]
  case element(Formula, [Int])
  /// dE/dw
  case derivative(of: Formula, by: Formula)
  /// The part of dE/dw that arrives through one of the places where w is used.
  case share(of: Formula, by: Formula, through: Formula)
  /// a + b − c
  case sum([Term])
  /// a × b / c
  case product([Factor])
  case matrixProduct(Formula, Formula)
  case power(Formula, Formula)
  case negative(Formula)
  case comparison(Comparison, Formula, Formula)
  /// a if condition else b
  case choice(Formula, condition: Formula, otherwise: Formula)
  /// f(x) of numbers
  case call(ScalarFunction, [Formula])
  /// name(x, y, axis = 1): an operation on whole tensors, in symbols
  case operation(String, [Formula], options: [Option])
  case list([Formula])
  /// A gap for `count` omitted parts of a sum, a list or a call.
  case omitted(count: Int)
  /// A formula with omitted parts, and its value with all of them.
  case abridged(Formula, value: Double)
  case summary(TensorSummary)

  package struct Term: Sendable {
    package let isSubtracted: Bool
    package let formula: Formula
  }

  package struct Factor: Sendable {
    package let divides: Bool
    package let formula: Formula
  }

  package struct Option: Sendable {
    package let name: String
    package let value: Formula

    package init(name: String, value: Formula) {
      self.name = name
      self.value = value
    }
  }
}

package enum Comparison: String, Sendable, CaseIterable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  var function: ElementwiseFunction {
    switch self {
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }

  /// 1 where the comparison holds, 0 where it does not.
  package func callAsFunction(_ a: Double, _ b: Double) -> Double {
    function([a, b])
  }
}

/// The description of a tensor that is too large to be written out.
package struct TensorSummary: Sendable, Equatable {
  package let shape: Shape
  package let smallest: Double
  package let largest: Double
  package let mean: Double

  package init(_ tensor: Tensor) {
    shape = tensor.shape
    smallest = tensor.elements.min() ?? .nan
    largest = tensor.elements.max() ?? .nan
    mean = tensor.elements.reduce(0, +) / Double(tensor.count)
  }
}

/// A function of numbers that a formula can name.
package final class ScalarFunction: Sendable {
  package let name: String
  let value: @Sendable ([Double]) -> Double
  /// The function written out, as 1 / (1 + exp(−x)) for sigmoid(x).
  private let definition: (@Sendable ([Formula]) -> Formula?)?
  package let exactCases: ExactCases

  init(
    _ name: String, exact: ExactCases = .nowhere,
    value: @escaping @Sendable ([Double]) -> Double,
    definition: (@Sendable ([Formula]) -> Formula?)? = nil
  ) {
    self.name = name
    self.value = value
    self.definition = definition
    exactCases = exact
  }

  /// The function's definition at some arguments; `nil` if it has none.
  func written(_ arguments: [Formula]) -> Formula? {
    let formula = definition?(arguments)
    if case .call(let function, _) = formula, function.name == name { return nil }
    return formula
  }

  /// The function's value at some arguments.
  package func callAsFunction(_ arguments: [Double]) -> Double { value(arguments) }
}

extension Formula {
  package static func number(_ value: Double) -> Formula { .number(value, spelling: nil) }

  package static func + (a: Formula, b: Formula) -> Formula {
    .sum(a.terms + [Term(isSubtracted: false, formula: b)])
  }

  package static func - (a: Formula, b: Formula) -> Formula {
    .sum(a.terms + [Term(isSubtracted: true, formula: b)])
  }

  package static func * (a: Formula, b: Formula) -> Formula {
    .product(a.factors + [Factor(divides: false, formula: b)])
  }

  package static func / (a: Formula, b: Formula) -> Formula {
    .product(a.factors + [Factor(divides: true, formula: b)])
  }

  /// −a; the negation of a positive number is a negative number.
  package static prefix func - (a: Formula) -> Formula {
    if case .number(let value, let spelling) = a, value >= 0 {
      return .number(-value, spelling: spelling.map { "-" + $0 })
    }
    return .negative(a)
  }

  private var terms: [Term] {
    if case .sum(let terms) = self { return terms }
    return [Term(isSubtracted: false, formula: self)]
  }

  private var factors: [Factor] {
    if case .product(let factors) = self { return factors }
    return [Factor(divides: false, formula: self)]
  }

  /// Whether it contains a name, for which a number can be substituted.
  package var hasNames: Bool {
    switch self {
    case .name, .derivative, .share: true
    case .number, .omitted, .summary: false
    case .element(let a, _), .negative(let a), .abridged(let a, _): a.hasNames
    case .sum(let terms): terms.contains { $0.formula.hasNames }
    case .product(let factors): factors.contains { $0.formula.hasNames }
    case .matrixProduct(let a, let b), .power(let a, let b), .comparison(_, let a, let b):
      a.hasNames || b.hasNames
    case .choice(let a, let condition, let b): a.hasNames || condition.hasNames || b.hasNames
    case .call(_, let arguments), .list(let arguments): arguments.contains { $0.hasNames }
    case .operation(_, let arguments, let options):
      arguments.contains { $0.hasNames } || options.contains { $0.value.hasNames }
    }
  }
}
