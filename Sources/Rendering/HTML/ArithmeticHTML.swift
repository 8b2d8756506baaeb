import Autodiff
import LessonLanguage
import Text

/// Operations with several operands.
extension FormulaHTML {
  mutating func sum(_ terms: [Formula.Term], like symbols: Formula?) {
    let isLong = terms.count > Formula.mostParts
    var shown = terms.map { (formula: $0.formula, isSubtracted: $0.isSubtracted) }
    if isLong {
      shown = Formula.abridged(terms.map { $0.isSubtracted ? -$0.formula : $0.formula })
        .map { ($0, false) }
    }
    let names = isLong ? [] : symbols.operands(like: .sum(terms))
    for (position, term) in shown.enumerated() {
      let name = position < names.count ? names[position] : nil
      guard position > 0 else {
        write(term.formula, within: isLong ? .product : .sum, like: name)
        continue
      }
      mayBreak()
      between(term.isSubtracted ? "−" : "+")
      if term.formula.isNegative {
        inParentheses(term.formula, like: name)
      } else if case .product(let factors) = term.formula {
        product(factors[...], like: name, isFollowing: true)
      } else {
        write(term.formula, within: .product, like: name)
      }
    }
  }

  /// Factors in a row, with quotients as fractions; the sign of the first is in parentheses too if a term precedes the product.
  mutating func product(
    _ factors: ArraySlice<Formula.Factor>, like symbols: Formula?, isFollowing: Bool = false
  ) {
    let names = symbols.operands(like: .product(Array(factors)))
    product(factors, names[...], isFollowing)
  }

  mutating func product(
    _ factors: ArraySlice<Formula.Factor>, _ names: ArraySlice<Formula>, _ isFollowing: Bool
  ) {
    guard let last = factors.last else { return }
    let name = names.last
    if factors.count == 1 {
      if isFollowing, last.formula.isNegative {
        inParentheses(last.formula, like: name)
      } else {
        write(last.formula, within: .product, like: name)
      }
    } else if last.divides {
      html.mark("<mfrac>")
      row {
        if factors.count == 2 {
          $0.write(factors[factors.startIndex].formula, like: names.first)
        } else {
          $0.product(factors.dropLast(), names.dropLast(), false)
        }
      }
      row { $0.write(last.formula, like: name) }
      html.mark("</mfrac>")
      length += 1
    } else {
      product(factors.dropLast(), names.dropLast(), isFollowing)
      mayBreak(after: 32)
      between("×")
      if last.formula.isNegative {
        inParentheses(last.formula, like: name)
      } else {
        write(last.formula, within: .sign, like: name)
      }
    }
  }

  mutating func call(
    _ name: String, _ arguments: [Formula], _ options: [Formula.Option] = [],
    like symbols: [Formula] = []
  ) {
    if name == "sqrt", arguments.count == 1, options.isEmpty {
      html.mark("<msqrt>")
      row { $0.write(arguments[0], like: symbols.first) }
      html.mark("</msqrt>")
      length += 2
      return
    }
    html.mark("<mi>")
    html.say(name)
    html.mark("</mi><mo>\u{2061}</mo>")
    length += name.utf8.count
    fenced("(", ")", isTall: arguments.contains { $0.isTall }) {
      $0.separated(arguments, like: symbols)
      for (position, option) in options.enumerated() {
        if position > 0 || !arguments.isEmpty { $0.comma() }
        $0.html.mark("<mi>")
        $0.html.say(option.name)
        $0.html.mark("</mi>")
        $0.sign("=")
        $0.write(option.value)
      }
    }
  }

  mutating func comma() {
    sign(",")
    mayBreak(after: 8)
  }

  mutating func separated(_ items: [Formula], like symbols: [Formula]?) {
    if items.count == 1, case .omitted(let count) = items[0] {
      words("… \(count) numbers …")
      return
    }
    let names = items.count <= Formula.mostParts ? symbols ?? [] : []
    for (position, item) in Formula.abridged(items).enumerated() {
      if position > 0 { comma() }
      write(item, like: position < names.count ? names[position] : nil)
    }
  }
}
