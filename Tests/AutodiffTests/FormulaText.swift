@testable import Autodiff

extension Formula {
  /// The formula in ASCII, with numbers to nine decimals, for comparison in tests.
  var text: String {
    switch self {
    case .number(let value, let spelling): spelling ?? "\((value * 1e9).rounded() / 1e9)"
    case .name(let name): name
    case .element(let x, let index): x.operandText + "\(index)"
    case .derivative(let y, let x): "d\(y.text)/d\(x.text)"
    case .share(let y, let x, let through): "d\(y.text)/d\(x.text) through \(through.text)"
    case .sum(let terms):
      join(terms.map { ($0.isSubtracted ? " - " : " + ", $0.formula) })
    case .product(let factors): join(factors.map { ($0.divides ? " / " : " * ", $0.formula) })
    case .matrixProduct(let a, let b): "\(a.operandText) @ \(b.operandText)"
    case .power(let a, let b): "\(a.operandText) ^ \(b.operandText)"
    case .negative(let a): "-" + a.operandText
    case .comparison(let comparison, let a, let b):
      "\(a.operandText) \(comparison.rawValue) \(b.operandText)"
    case .choice(let a, let condition, let b): "\(a.text) if \(condition.text) else \(b.text)"
    case .call(let function, let arguments): "\(function.name)(\(list(arguments)))"
    case .operation(let name, let arguments, let options):
      "\(name)(\(list(arguments))\(options.map { ", \($0.name) = \($0.value.text)" }.joined()))"
    case .list(let items): "[\(list(items))]"
    case .omitted(let count): "<\(count) more>"
    case .abridged(let inner, _): inner.text
    case .summary(let summary): "<\(summary.shape)>"
    }
  }

  /// In parentheses, unless it is one word.
  private var operandText: String {
    switch self {
    case .number(let value, _) where value < 0: "(\(text))"
    case .sum, .product, .matrixProduct, .power, .negative, .comparison, .choice: "(\(text))"
    default: text
    }
  }

  private func join(_ parts: [(sign: String, formula: Formula)]) -> String {
    let first = parts[0].formula
    return parts.dropFirst().reduce(first.isNumber ? first.text : first.operandText) {
      $0 + $1.sign + $1.formula.operandText
    }
  }

  private func list(_ formulas: [Formula]) -> String {
    formulas.map(\.text).joined(separator: ", ")
  }

  /// Every name in it.
  var names: Set<String> {
    switch self {
    case .name(let name): [name]
    case .element(let x, _): x.names
    default: operands.reduce(into: []) { $0.formUnion($1.names) }
    }
  }

  /// How many parts are left out of it.
  var omittedCount: Int {
    if case .omitted(let count) = self { return count }
    return operands.reduce(0) { $0 + $1.omittedCount }
  }

  var writtenNumberCount: Int {
    var count = 0
    forEachNumber { _, _ in count += 1 }
    return count
  }
}
