import Autodiff
import Text

extension Session {
  /// The formula as written in the program, if the graph has something else: a function's body in place of its call, the chosen
  /// branch, or a cut-off value.
  func written(_ expression: Expression) -> Formula? {
    isExpanded(expression) ? formula(expression) : nil
  }

  private func isExpanded(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .number, .name: false
    case .list(let items): items.contains(where: isExpanded)
    case .negative(let a): isExpanded(a)
    case .binary(_, let a, let b), .comparison(_, let a, let b): isExpanded(a) || isExpanded(b)
    case .choice: true
    case .call(let name, let arguments):
      functions[name] != nil || shelf.models[name] != nil || name == "value"
        || WholeFunction(rawValue: name) != nil
        || BuiltIn.named(name)?.isOperation == false
        || arguments.contains { isExpanded($0.value) }
    case .index(let base, let positions): isExpanded(base) || positions.contains(where: isExpanded)
    }
  }

  /// An expression as a formula in symbols.
  func formula(_ expression: Expression) -> Formula {
    switch expression.kind {
    case .number(let value, let spelling): .number(value, spelling: spelling)
    case .name(let name): .name(name)
    case .list(let items): .list(items.map(formula))
    case .negative(let a): -formula(a)
    case .binary(let sign, let a, let b): combined(sign, formula(a), formula(b))
    case .comparison(let comparison, let a, let b): .comparison(comparison, formula(a), formula(b))
    case .choice(let a, let condition, let b):
      .choice(formula(a), condition: formula(condition), otherwise: formula(b))
    case .call(let name, let arguments):
      .operation(
        name, arguments.filter { $0.name == nil }.map { formula($0.value) },
        options: arguments.filter { $0.name != nil }.map {
          Formula.Option(name: $0.name!, value: formula($0.value))
        })
    case .index(let base, let positions):
      .operation("index", [formula(base)] + positions.map(formula), options: [])
    }
  }

  private func combined(_ sign: BinaryOperator, _ a: Formula, _ b: Formula) -> Formula {
    switch sign {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .matrixProduct: .matrixProduct(a, b)
    case .power: .power(a, b)
    }
  }
}

extension Expression {
  /// The expression of a formula of operations; `nil` if it has parts that no program can contain.
  init?(_ formula: Formula, at place: Place) {
    func part(_ formula: Formula) -> Expression? { Expression(formula, at: place) }
    func parts(_ formulas: [Formula]) -> [Expression]? {
      let parts = formulas.compactMap(part)
      return parts.count == formulas.count ? parts : nil
    }
    func pair(_ sign: BinaryOperator, _ a: Expression?, _ b: Expression?) -> Expression? {
      guard let a, let b else { return nil }
      return Expression(.binary(sign, a, b), place)
    }
    var built: Expression?
    switch formula {
    case .number(let value, let spelling):
      built = Expression(number: value, spelling: spelling, at: place)
    case .name(let name): built = Expression(.name(name), place)
    case .negative(let a): built = part(a).map { Expression(.negative($0), place) }
    case .sum(let terms):
      guard let first = terms.first, !first.isSubtracted else { return nil }
      built = terms.dropFirst().reduce(part(first.formula)) {
        pair($1.isSubtracted ? .subtract : .add, $0, part($1.formula))
      }
    case .product(let factors):
      guard let first = factors.first, !first.divides else { return nil }
      built = factors.dropFirst().reduce(part(first.formula)) {
        pair($1.divides ? .divide : .multiply, $0, part($1.formula))
      }
    case .matrixProduct(let a, let b): built = pair(.matrixProduct, part(a), part(b))
    case .power(let a, let b): built = pair(.power, part(a), part(b))
    case .list(let items): built = parts(items).map { Expression(.list($0), place) }
    case .operation(let name, let inputs, let options):
      guard let values = parts(inputs), let set = parts(options.map { $0.value }) else {
        return nil
      }
      let arguments =
        values.map { Argument(name: nil, value: $0, place: place) }
        + zip(options, set).map { Argument(name: $0.name, value: $1, place: place) }
      built = Expression(.call(name, arguments), place)
    case .element, .derivative, .share, .comparison, .choice, .call, .omitted, .abridged, .summary:
      built = nil
    }
    guard let built else { return nil }
    self = built
  }
}

extension Double {
  /// The number in messages: the shortest digits, an integer without a point.
  var written: String {
    if isNaN { return "nan" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
