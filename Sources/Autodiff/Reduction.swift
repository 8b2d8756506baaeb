import Kernels

extension Formula {
  public var isNumber: Bool {
    if case .number = self { return true }
    return false
  }

  /// The value of a formula of numbers; `nil` where a name or a whole tensor stands in it.
  public var value: Double? {
    switch self {
    case .number(let value, _): value
    case .abridged(_, let value): value
    case .negative(let a): a.value.map { -$0 }
    case .sum(let terms): Self.total(terms)
    case .product(let factors): Self.total(factors)
    case .power(let base, let exponent): Self.both(base, exponent).map(raise)
    case .comparison(let comparison, let a, let b): Self.both(a, b).map { comparison($0, $1) }
    case .choice(let a, let condition, let b):
      condition.value.flatMap { $0 != 0 ? a.value : b.value }
    case .call(let function, let arguments): Self.all(arguments).map(function.value)
    default: nil
    }
  }

  /// One step towards the value: every operation whose operands are all numbers gives way to its result.
  /// A sum or a product of several numbers is done at once. `nil` for what can go no further.
  public var reduced: Formula? {
    if isNumber { return nil }
    switch self {
    case .abridged(let inner, let value):
      if let next = inner.reduced, next.value == nil { return .abridged(next, value: value) }
      return .number(value)
    case .list: return steppingOperands
    case .choice(let a, let condition, let b):
      if condition.isNumber, let chosen = condition.value { return chosen != 0 ? a : b }
      return condition.reduced.map { .choice(a, condition: $0, otherwise: b) }
    case .call(let function, let arguments):
      if !arguments.allSatisfy({ $0.isNumber }) { return steppingOperands }
      if let definition = function.definition { return definition(arguments) }
      return value.map { .number($0) }
    default:
      if operands.allSatisfy({ $0.isNumber }), let value { return .number(value) }
      return steppingOperands
    }
  }

  private var steppingOperands: Formula? {
    guard operands.contains(where: { $0.reduced != nil }) else { return nil }
    if case .product = self, isZeroProduct { return .number(0) }
    return mapOperands { $0.reduced ?? $0 }
  }

  /// Whether a factor is 0, so that the others need not be worked out.
  private var isZeroProduct: Bool {
    guard case .product(let factors) = self, let value, value == 0 else { return false }
    return factors.contains { factor in
      if case .number(0, _) = factor.formula { return !factor.divides }
      return false
    }
  }

  /// The same formula with each of its parts replaced.
  public func mapOperands(_ replace: (Formula) -> Formula) -> Formula {
    switch self {
    case .negative(let a): -replace(a)
    case .sum(let terms):
      .sum(
        terms.map { Term(isSubtracted: $0.isSubtracted, formula: replace($0.formula)) })
    case .product(let factors):
      .product(factors.map { Factor(divides: $0.divides, formula: replace($0.formula)) })
    case .power(let a, let b): .power(replace(a), replace(b))
    case .matrixProduct(let a, let b): .matrixProduct(replace(a), replace(b))
    case .comparison(let comparison, let a, let b):
      .comparison(comparison, replace(a), replace(b))
    case .choice(let a, let condition, let b):
      .choice(replace(a), condition: replace(condition), otherwise: replace(b))
    case .call(let function, let arguments): .call(function, arguments.map(replace))
    case .operation(let name, let arguments, let options):
      .operation(name, arguments.map(replace), options: options)
    case .list(let items): .list(items.map(replace))
    case .abridged(let inner, let value): .abridged(replace(inner), value: value)
    default: self
    }
  }

  /// Visits every number that is written in the formula.
  public func forEachNumber(_ visit: (Double, String?) -> Void) {
    if case .number(let value, let spelling) = self { visit(value, spelling) }
    if case .summary(let summary) = self {
      visit(summary.smallest, nil)
      visit(summary.largest, nil)
      visit(summary.mean, nil)
    }
    for operand in operands { operand.forEachNumber(visit) }
  }

  /// The parts that an arithmetic formula combines.
  public var operands: [Formula] {
    switch self {
    case .negative(let a): [a]
    case .sum(let terms): terms.map { $0.formula }
    case .product(let factors): factors.map { $0.formula }
    case .power(let a, let b), .comparison(_, let a, let b), .matrixProduct(let a, let b): [a, b]
    case .choice(let a, let condition, let b): [a, condition, b]
    case .call(_, let arguments), .list(let arguments): arguments
    case .operation(_, let arguments, _): arguments
    case .abridged(let inner, _): [inner]
    default: []
    }
  }

  private static func total(_ terms: [Term]) -> Double? {
    var total = 0.0
    for (position, term) in terms.enumerated() {
      guard let value = term.formula.value else { return nil }
      let signed = term.isSubtracted ? -value : value
      total = position == 0 ? signed : total + signed
    }
    return total
  }

  private static func total(_ factors: [Factor]) -> Double? {
    var total = 1.0
    for (position, factor) in factors.enumerated() {
      guard let value = factor.formula.value else { return nil }
      if position == 0 {
        total = value
      } else if factor.divides {
        total /= value
      } else {
        total *= value
      }
    }
    return total
  }

  private static func both(_ a: Formula, _ b: Formula) -> (Double, Double)? {
    guard let a = a.value, let b = b.value else { return nil }
    return (a, b)
  }

  private static func all(_ formulas: [Formula]) -> [Double]? {
    var values: [Double] = []
    for formula in formulas {
      guard let value = formula.value else { return nil }
      values.append(value)
    }
    return values
  }
}
