import Kernels

extension Formula {
  package var isNumber: Bool {
    if case .number = self { return true }
    return false
  }

  /// The value of a formula of numbers; `nil` if it contains a name or a whole tensor.
  package var value: Double? {
    switch self {
    case .number(let value, _), .abridged(_, let value): value
    case .choice(let a, let condition, let b):
      condition.value.flatMap { $0 != 0 ? a.value : b.value }
    case .negative, .sum, .product, .power, .comparison, .call: value(of: operands.map { $0.value })
    default: nil
    }
  }

  /// One step towards the value: every operation whose operands are all numbers is replaced by its result.
  /// A sum or a product of several numbers is one operation. `nil` if no operation can be replaced.
  package var reduced: Formula? { reduction.next }

  /// A step towards the value, and the value. Each part is visited once for both, so the time of a step
  /// is proportional to the size of the formula, however deep it is.
  private struct Reduction {
    var next: Formula?
    var value: Double?
  }

  private var reduction: Reduction {
    switch self {
    case .number(let value, _): return Reduction(value: value)
    case .abridged(let inner, let value):
      let part = inner.reduction
      // A part that still contains a name has steps of its own to show.
      if let next = part.next, part.value == nil {
        return Reduction(next: .abridged(next, value: value), value: value)
      }
      return Reduction(next: .number(value), value: value)
    case .choice(let a, let condition, let b):
      if condition.isNumber, let chosen = condition.value {
        let branch = chosen != 0 ? a : b
        return Reduction(next: branch, value: branch.value)
      }
      let part = condition.reduction
      return Reduction(
        next: part.next.map { .choice(a, condition: $0, otherwise: b) },
        value: part.value.flatMap { $0 != 0 ? a.value : b.value })
    default: return reductionOfOperands
    }
  }

  private var reductionOfOperands: Reduction {
    let operands = operands
    let parts = operands.map { $0.reduction }
    let value = value(of: parts.map { $0.value })
    if operands.allSatisfy({ $0.isNumber }), let value {
      if case .call(let function, let arguments) = self, let written = function.written(arguments) {
        return Reduction(next: written, value: value)
      }
      return Reduction(next: .number(value), value: value)
    }
    guard parts.contains(where: { $0.next != nil }) else { return Reduction(value: value) }
    if value == 0, hasZeroFactor { return Reduction(next: .number(0), value: value) }
    var position = 0
    let next = mapOperands { operand in
      defer { position += 1 }
      return parts[position].next ?? operand
    }
    return Reduction(next: next, value: value)
  }

  /// The result of the operation on the values of its operands; `nil` if one has none.
  private func value(of operands: [Double?]) -> Double? {
    let values = operands.compactMap { $0 }
    guard values.count == operands.count else { return nil }
    switch self {
    case .negative: return -values[0]
    case .sum(let terms): return Self.total(terms, values)
    case .product(let factors): return Self.total(factors, values)
    case .power: return .power(values[0], values[1])
    case .comparison(let comparison, _, _): return comparison(values[0], values[1])
    case .call(let function, _): return function.value(values)
    default: return nil
    }
  }

  /// Whether a factor is 0, so that the others need not be computed.
  private var hasZeroFactor: Bool {
    guard case .product(let factors) = self else { return false }
    return factors.contains { factor in
      if case .number(0, _) = factor.formula { return !factor.divides }
      return false
    }
  }

  /// Returns the formula with each of its operands replaced.
  package func mapOperands(_ replace: (Formula) -> Formula) -> Formula {
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

  /// Visits every number in the formula.
  package func forEachNumber(_ visit: (Double, String?) -> Void) {
    if case .number(let value, let spelling) = self { visit(value, spelling) }
    if case .summary(let summary) = self {
      visit(summary.smallest, nil)
      visit(summary.largest, nil)
      visit(summary.mean, nil)
    }
    for operand in operands { operand.forEachNumber(visit) }
  }

  /// The number of formulas in the tree, itself included.
  package var partCount: Int { operands.reduce(1) { $0 + $1.partCount } }

  /// The operands of an arithmetic formula.
  package var operands: [Formula] {
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

  private static func total(_ terms: [Term], _ values: [Double]) -> Double {
    var total = 0.0
    for (position, value) in values.enumerated() {
      let signed = terms[position].isSubtracted ? -value : value
      total = position == 0 ? signed : total + signed
    }
    return total
  }

  private static func total(_ factors: [Factor], _ values: [Double]) -> Double {
    var total = 1.0
    for (position, value) in values.enumerated() {
      if position == 0 {
        total = value
      } else if factors[position].divides {
        total /= value
      } else {
        total *= value
      }
    }
    return total
  }
}
