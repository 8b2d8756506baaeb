import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes formulas as a line of text.
struct FormulaText {
  let style: Style
  let book: NumberBook

  /// A formula as a side of an equation, where a comparison is in parentheses.
  func side(_ formula: Formula) -> String { text(formula, within: .sum) }

  /// The right side of a link.
  func text(_ link: Equation.Link) -> String { link.roundedNumber ?? side(link.formula) }

  func text(_ formula: Formula) -> String {
    switch formula {
    case .number(let value, let spelling): book.print(value, spelling: spelling).text
    case .name(let name): name.escaped
    case .element(let base, let index):
      text(base, within: .atom) + "[" + index.map { whole($0) }.joined(separator: ", ") + "]"
    case .derivative(let a, let b): "d\(compact(a))/d\(compact(b))"
    case .share(let a, let b, let through):
      "d\(compact(a))/d\(compact(b)) by \(text(through))"
    case .sum(let terms): sum(terms)
    case .product(let factors): product(factors)
    case .matrixProduct(let a, let b): text(a, within: .product) + " @ " + text(b, within: .sign)
    case .power(let base, let exponent): power(base, exponent)
    case .negative(let a): style.minus + (a.isNegative ? "(\(text(a)))" : text(a, within: .sign))
    case .comparison(let comparison, let a, let b):
      text(a, within: .sum) + " \(style.text(comparison)) " + text(b, within: .sum)
    case .choice(let a, let condition, let b):
      text(a, within: .comparison) + " if " + text(condition, within: .comparison) + " else "
        + text(b, within: .choice)
    case .call(let function, let arguments): "\(function.name)(\(list(arguments)))"
    case .operation("index", let parts, _):
      text(parts[0], within: .atom) + "[" + list(Array(parts.dropFirst())) + "]"
    case .operation(let name, let arguments, let options):
      "\(name.escaped)(\((arguments.map(text) + options.map { "\($0.name) = \(text($0.value))" }).joined(separator: ", ")))"
    case .list(let items): "[" + list(items) + "]"
    case .omitted(let count): "\(style.ellipsis) \(count) more \(style.ellipsis)"
    case .abridged(let inner, _): text(inner)
    case .summary(let summary): self.summary(summary)
    }
  }

  private func list(_ items: [Formula]) -> String {
    if items.count == 1, case .omitted(let count) = items[0] {
      return "\(style.ellipsis) \(count) numbers \(style.ellipsis)"
    }
    return Formula.abridged(items).map(text).joined(separator: ", ")
  }

  private func whole(_ number: Int) -> String {
    number < 0 ? style.minus + "\(-number)" : "\(number)"
  }

  /// A quantity after a d, in parentheses unless it is a name.
  private func compact(_ formula: Formula) -> String {
    switch formula {
    case .name, .element: text(formula)
    default: "(\(text(formula)))"
    }
  }

  private func sum(_ terms: [Formula.Term]) -> String {
    if terms.count > Formula.mostParts {
      let signed = terms.map { $0.isSubtracted ? -$0.formula : $0.formula }
      return Formula.abridged(signed).enumerated().map { position, part in
        let written = text(part, within: .product)
        return position > 0 && part.isNegative ? "(\(written))" : written
      }.joined(separator: " + ")
    }
    var result = ""
    for (position, term) in terms.enumerated() {
      if position > 0 { result += term.isSubtracted ? " \(style.minus) " : " + " }
      if position > 0, case .product(let factors) = term.formula {
        result += product(factors, isFollowing: true)
        continue
      }
      let written = text(term.formula, within: position == 0 ? .sum : .product)
      result += position > 0 && term.formula.isNegative ? "(\(written))" : written
    }
    return result
  }

  /// Factors in a row; the sign of the first is in parentheses too if a term precedes the product.
  private func product(_ factors: [Formula.Factor], isFollowing: Bool = false) -> String {
    var result = ""
    for (position, factor) in factors.enumerated() {
      if position > 0 { result += sign(before: position, of: factors) }
      let inner = text(factor.formula, within: position == 0 ? .product : .sign)
      let needsMarks =
        (position > 0 || isFollowing)
        && (factor.formula.isNegative || factor.divides && isScientific(factor.formula))
      result += needsMarks ? "(\(inner))" : inner
    }
    return result
  }

  /// A fraction bar between two literal integers: 1/2.
  private func sign(before position: Int, of factors: [Formula.Factor]) -> String {
    guard factors[position].divides else { return " \(style.times) " }
    let isFraction =
      position == 1 && factors[0].formula.isWritten && factors[1].formula.isWritten
    return isFraction ? "/" : " / "
  }

  private func power(_ base: Formula, _ exponent: Formula) -> String {
    let isApart = base.isNegative || isScientific(base)
    let written = isApart ? "(\(text(base)))" : text(base, within: .atom)
    if case .number(let value, _) = exponent, style.unicode, let whole = Int(exactly: value),
      abs(whole) < 1000
    {
      return written + superscript(whole)
    }
    return written + "^" + text(exponent, within: .power)
  }

  private func summary(_ summary: TensorSummary) -> String {
    "shape \(summary.shape), smallest \(book.print(summary.smallest).text), "
      + "largest \(book.print(summary.largest).text), mean \(book.print(summary.mean).text)"
  }

  private func text(_ formula: Formula, within binding: Formula.Binding) -> String {
    let written = text(formula)
    return formula.binding < binding ? "(\(written))" : written
  }

  /// Whether a number is written as a product with a power of ten.
  private func isScientific(_ formula: Formula) -> Bool {
    guard style.unicode, case .number(let value, let spelling) = formula else { return false }
    return book.print(value, spelling: spelling).text.utf8.contains(UInt8(ascii: " "))
  }
}
