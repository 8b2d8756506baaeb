import Autodiff
import LessonLanguage
import Text

extension Formula {
  /// Whether it is a name, an element or a derivative, which have a value to ask for.
  var isQuantity: Bool {
    switch self {
    case .name, .element, .derivative: true
    case .operation("index", _, _): true
    default: false
    }
  }

  /// x[i] for x, W[i, j] for W[i]; any other quantity itself.
  func element(_ index: Int) -> Formula {
    switch self {
    case .name: .element(self, [index])
    case .element(let base, let indices): .element(base, indices + [index])
    default: self
    }
  }

  /// Whether it needs no parentheses, as a fraction.
  var typesetBinding: Binding {
    if case .product(let factors) = self, let last = factors.last, factors.count > 1, last.divides {
      return .power
    }
    return binding
  }

  /// Whether it is taller than a line.
  var isTall: Bool {
    switch self {
    case .derivative, .share: true
    case .product(let factors):
      factors.dropFirst().contains { $0.divides } || factors.contains { $0.formula.isTall }
    case .list(let items): items.matrixColumns != nil || items.contains { $0.isTall }
    case .element(let base, _): base.isTall
    case .operation(_, let arguments, _): arguments.contains { $0.isTall }
    default: operands.contains { $0.isTall }
    }
  }
}

extension [Formula] {
  /// The number of columns of a matrix with these rows; `nil` if they are not rows of equal length.
  var matrixColumns: Int? {
    guard count > 1 else { return nil }
    var columns: Int?
    for row in self {
      switch row {
      case .list(let items) where !items.isEmpty && (columns ?? items.count) == items.count:
        if items.contains(where: { if case .list = $0 { true } else { false } }) { return nil }
        columns = items.count
      case .omitted where columns != nil: break
      default: return nil
      }
    }
    return columns
  }
}

extension Formula? {
  /// The operands of a formula in symbols with the same operation as another; empty if it differs.
  func operands(like other: Formula) -> [Formula] {
    guard let formula = self, formula.hasSameHead(as: other) else { return [] }
    return formula.operands
  }

  /// The names of a list's items: a quantity's elements, or the items of a list in symbols.
  func elements(of items: [Formula]) -> [Formula] {
    guard let formula = self, formula.isQuantity else { return operands(like: .list(items)) }
    if items.contains(where: { if case .omitted = $0 { true } else { false } }) { return [] }
    return items.indices.map { formula.element($0) }
  }

  func pair(like other: Formula) -> (Formula?, Formula?) {
    let operands = operands(like: other)
    return operands.count == 2 ? (operands[0], operands[1]) : (nil, nil)
  }
}
