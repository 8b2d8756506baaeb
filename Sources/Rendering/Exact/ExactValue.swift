import Autodiff
import Text

extension NumberBook {
  /// The exact value of a formula of printed numbers; `nil` if it is not a fraction or not known.
  func exactValue(of formula: Formula) -> ExactNumber? {
    switch formula {
    case .number(let value, let spelling):
      return print(value, spelling: spelling).decimal.map { ExactNumber($0) }
    case .negative(let a): return exactValue(of: a).flatMap { -$0 }
    case .sum(let terms): return exactSum(terms)
    case .product(let factors): return exactProduct(factors)
    case .power(let base, let exponent): return exactPower(base, exponent)
    case .comparison(let comparison, let a, let b):
      guard let a = exactValue(of: a), let b = exactValue(of: b), let difference = a - b else {
        return nil
      }
      return ExactNumber(comparison(Double(difference.sign), 0) == 1 ? 1 : 0)
    case .choice(let a, let condition, let b):
      return exactValue(of: condition).flatMap { exactValue(of: $0.isZero ? b : a) }
    case .call(let function, let arguments): return exactCall(function, arguments)
    default: return nil
    }
  }

  private func exactSum(_ terms: [Formula.Term]) -> ExactNumber? {
    var total: ExactNumber? = ExactNumber(0)
    for term in terms {
      guard let before = total, let value = exactValue(of: term.formula) else { return nil }
      total = term.isSubtracted ? before - value : before + value
    }
    return total
  }

  /// A product with a factor 0 is 0, regardless of the others.
  private func exactProduct(_ factors: [Formula.Factor]) -> ExactNumber? {
    let values = factors.map { exactValue(of: $0.formula) }
    if zip(factors, values).contains(where: { !$0.divides && $1?.isZero ?? false }) {
      let isFinite = factors.allSatisfy { printedValue(of: $0.formula)?.isFinite ?? false }
      let dividesByZero = zip(factors, values).contains { $0.divides && $1?.isZero ?? false }
      return isFinite && !dividesByZero ? ExactNumber(0) : nil
    }
    var total: ExactNumber? = ExactNumber(1)
    for (factor, value) in zip(factors, values) {
      guard let before = total, let value else { return nil }
      total = factor.divides ? before / value : before * value
    }
    return total
  }

  private func exactPower(_ base: Formula, _ exponent: Formula) -> ExactNumber? {
    guard let base = exactValue(of: base), let power = exactValue(of: exponent)?.small else {
      return nil
    }
    return base.raised(to: power)
  }

  private func exactCall(_ function: ScalarFunction, _ arguments: [Formula]) -> ExactNumber? {
    let exact = arguments.compactMap { exactValue(of: $0) }
    let value = function(arguments.map { printedValue(of: $0) ?? .nan })
    guard value.isFinite else { return nil }
    let result = ExactNumber(DecimalNumber(value))
    if case .selection = function.exactCases {
      return exact.first { $0.isEqual(to: result) }
        ?? exact.compactMap { -$0 }.first { $0.isEqual(to: result) }
    }
    guard exact.count == arguments.count else { return nil }
    switch function.exactCases {
    case .nowhere, .selection: return nil
    case .only(let argument, let value):
      let isThere = exact[0].isEqual(to: ExactNumber(DecimalNumber(argument)))
      return isThere ? ExactNumber(DecimalNumber(value)) : nil
    case .decision: return result
    case .squares: return (result * result).flatMap { $0.isEqual(to: exact[0]) ? result : nil }
    }
  }
}
