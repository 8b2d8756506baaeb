import Testing

@testable import Autodiff

/// Each of these once took twice as long with every level: the test is that they end.
@Suite("A reduction visits each part of a formula once")
struct ReductionTests {
  private static let depth = 400

  private func nested(_ wrap: (Formula) -> Formula) -> Formula {
    (0..<Self.depth).reduce(Formula.number(1)) { inner, _ in wrap(inner) }
  }

  /// Reduces to the end, and counts the steps.
  private func steps(_ formula: Formula) -> (count: Int, last: Formula) {
    var count = 0
    var last = formula
    while let next = last.reduced {
      count += 1
      last = next
    }
    return (count, last)
  }

  @Test("Horner's rule, deeply nested, takes two steps per level")
  func horner() {
    let formula = nested { .number(1) + .number(0.5) * $0 }
    let (count, last) = steps(formula)
    #expect(count == 2 * Self.depth)
    #expect(last.value == formula.value)
  }

  @Test("functions of functions, signs, powers, comparisons and choices, deeply nested")
  func others() {
    let formulas = [
      nested { .call(.tanh, [$0]) }, nested { .call(.sigmoid, [$0]) }, nested { .negative($0) },
      nested { .power($0, .number(1)) }, nested { .comparison(.less, $0, .number(2)) },
      nested { .choice($0, condition: $0, otherwise: .number(0)) },
      nested { .abridged($0 + .omitted(count: 3), value: 2) },
    ]
    for formula in formulas.dropLast(2) {
      #expect(steps(formula).last.value == formula.value)
    }
    #expect(formulas[6].reduced != nil)
    #expect(formulas[6].value == 2)
  }

  @Test("a product with a factor 0 is 0 before the others are worked out")
  func zero() {
    let formula = Formula.number(0) * (.number(1) + .number(2))
    #expect(formula.reduced?.value == 0)
    #expect(formula.reduced?.isNumber == true)
    let division = (Formula.number(1) + .number(2)) / .number(0)
    #expect(division.reduced?.isNumber == false)
  }
}
