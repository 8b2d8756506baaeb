import Autodiff

extension Session {
  /// The formula as the program writes it, where the graph holds something else: a function's body in place of
  /// its call, the branch that was chosen, a value that was cut off.
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
