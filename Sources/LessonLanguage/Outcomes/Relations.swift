import Autodiff
import Text

/// A side of a chain of equations, such as the `0.38 − (−0.0055)` of `w_new = … = 0.38 − (−0.0055) = 0.3855`.
package struct Relation: Sendable {
  package let kind: Part.Kind
  package let formula: Formula
  /// The index among the formulas in numbers, the last of which is the result, or among those in symbols.
  package let index: Int

  /// The sides in order, without those that are written like the previous one.
  fileprivate static func chain(
    _ subject: Formula?, _ symbols: [Formula], _ numbers: [Formula], _ result: Formula
  ) -> [Relation] {
    let all =
      symbols.enumerated().map { Relation(kind: .symbols, formula: $1, index: $0) }
      + numbers.enumerated().map { Relation(kind: .numbers, formula: $1, index: $0) }
      + [Relation(kind: .result, formula: result, index: numbers.count)]
    var last = subject
    return all.filter { relation in
      if let last, relation.formula.isWritten(as: last) { return false }
      last = relation.formula
      return true
    }
  }
}

extension Working {
  /// The relations after its subject.
  package var relations: [Relation] {
    if case .summary = result { return Relation.chain(subject, symbols, [], result) }
    return Relation.chain(subject, symbols, arithmetic, result)
  }
}

extension ChainRule {
  /// The relations after the gradient, if there is a single path.
  package var relations: [Relation] {
    guard let path = paths.first else { return [] }
    return Relation.chain(nil, [path.symbols], [path.numbers], .number(path.value))
  }
}

extension Formula {
  /// Whether both are written the same way in every number format.
  fileprivate func isWritten(as other: Formula) -> Bool {
    switch (self.plain, other.plain) {
    case (.number(let a, let spelling), .number(let b, let otherSpelling)):
      spelling == otherSpelling && (a == b || (a.isNaN && b.isNaN))
    case (.name(let a), .name(let b)): a == b
    case (.derivative(let a, let x), .derivative(let b, let y)),
      (.matrixProduct(let a, let x), .matrixProduct(let b, let y)),
      (.power(let a, let x), .power(let b, let y)):
      [a, x].areWritten(as: [b, y])
    case (.share(let a, let x, let u), .share(let b, let y, let v)),
      (.choice(let a, let x, let u), .choice(let b, let y, let v)):
      [a, x, u].areWritten(as: [b, y, v])
    case (.sum(let a), .sum(let b)):
      a.map { $0.isSubtracted } == b.map { $0.isSubtracted }
        && a.map { $0.formula }.areWritten(as: b.map { $0.formula })
    case (.product(let a), .product(let b)):
      a.map { $0.divides } == b.map { $0.divides }
        && a.map { $0.formula }.areWritten(as: b.map { $0.formula })
    case (.negative(let a), .negative(let b)): a.isWritten(as: b)
    case (.comparison(let sign, let a, let x), .comparison(let other, let b, let y)):
      sign == other && [a, x].areWritten(as: [b, y])
    case (.operation(let f, let a, let x), .operation(let g, let b, let y)):
      f == g && a.areWritten(as: b) && x.map { $0.name } == y.map { $0.name }
        && x.map { $0.value }.areWritten(as: y.map { $0.value })
    case (.list(let a), .list(let b)): a.areWritten(as: b)
    case (.omitted(let a), .omitted(let b)): a == b
    case (.summary(let a), .summary(let b)): a == b
    default: false
    }
  }

  /// A canonical form of formulas that look the same: −(2) becomes the number −2, a sum of one term that term, and a function
  /// of numbers the operation with its name.
  private var plain: Formula {
    switch self {
    case .abridged(let inner, _): inner.plain
    case .sum(let terms) where terms.count == 1: terms[0].formula.plain
    case .product(let factors) where factors.count == 1: factors[0].formula.plain
    case .call(let function, let arguments): .operation(function.name, arguments, options: [])
    case .element(let base, let index):
      .operation("index", [base] + index.map { .number(Double($0)) }, options: [])
    case .negative(.number(let value, let spelling)) where value >= 0:
      Formula.number(-value, spelling: spelling.map { "-" + $0 }).plain
    case .number(let value, let spelling?) where value.isPrinted(as: spelling):
      .number(value)
    default: self
    }
  }
}

extension [Formula] {
  fileprivate func areWritten(as others: [Formula]) -> Bool {
    count == others.count && zip(self, others).allSatisfy { $0.isWritten(as: $1) }
  }
}

extension Double {
  /// Whether a number without a spelling is printed like this.
  fileprivate func isPrinted(as spelling: String) -> Bool {
    let printed = NumberFormat(decimals: 0, unicode: false).print(self)
    return printed.isExact && printed.text == spelling && !spelling.utf8.contains(UInt8(ascii: "e"))
  }
}
