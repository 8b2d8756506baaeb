import Autodiff

/// Zeros that rounding obscures: 0.1 + 0.2 − 0.3 is 5.6 × 10⁻¹⁷ in 64 bits, but 0 on paper.
extension Question {
  /// Returns the answer with zeros in place of sums that are only rounding errors; `nil` if there are none.
  package func withoutRounding(_ value: Tensor) -> Tensor? {
    guard case .working(let answer)? = answer else { return nil }
    return answer.withoutRounding(value)
  }
}

extension Working {
  /// An upper bound on the rounding error of a sum, relative to its terms.
  private static let rounding = 1e-15

  /// The working with zeros in its result in place of sums that are only rounding errors.
  var withoutRounding: Working {
    guard let value = withoutRounding(value) else { return self }
    var elements = value.elements[...]
    return Working(
      subject: subject, symbols: symbols, arithmetic: arithmetic,
      result: result.withLeaves(&elements), value: value)
  }

  fileprivate func withoutRounding(_ value: Tensor) -> Tensor? {
    var elements = value.elements
    var isChanged = false
    for line in arithmetic {
      let formulas = line.leaves
      guard formulas.count == elements.count else { continue }
      for (index, formula) in formulas.enumerated() where elements[index] != 0 {
        guard let magnitude = formula.magnitude,
          abs(elements[index]) <= Self.rounding * magnitude
        else { continue }
        elements[index] = 0
        isChanged = true
      }
    }
    return isChanged ? Tensor(value.shape, elements) : nil
  }
}

extension Formula {
  /// The elements of nested lists, row by row; the formula itself if it is not a list.
  fileprivate var leaves: [Formula] {
    guard case .list(let items) = self else { return [self] }
    return items.flatMap { $0.leaves }
  }

  /// The formula with other numbers in the place of its elements, row by row.
  fileprivate func withLeaves(_ numbers: inout ArraySlice<Double>) -> Formula {
    guard case .list(let items) = self else {
      guard let number = numbers.popFirst() else { return self }
      return number == 0 ? .number(0) : self
    }
    return .list(items.map { $0.withLeaves(&numbers) })
  }

  /// The value of a formula of sums and products if every term were positive; `nil` for other formulas.
  fileprivate var magnitude: Double? {
    switch self {
    case .number(let value, _), .abridged(_, let value): return abs(value)
    case .negative(let formula): return formula.magnitude
    case .sum(let terms):
      var sum = 0.0
      for term in terms {
        if case .omitted = term.formula { continue }
        guard let magnitude = term.formula.magnitude else { return nil }
        sum += magnitude
      }
      return sum
    case .product(let factors):
      var product = 1.0
      for factor in factors {
        guard let magnitude = factor.formula.magnitude else { return nil }
        if factor.divides { product /= magnitude } else { product *= magnitude }
      }
      return product
    default: return nil
    }
  }
}
