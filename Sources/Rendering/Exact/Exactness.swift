import Autodiff
import Text

/// Follows a chain of arithmetic and finds its exact lines, which may be preceded by `=`; the others have `≈`.
///
/// A number is exact if it is printed exactly, follows exactly from the previous printed line, and does not depend on rounded
/// numbers. The result of a comparison or an argmax is exact even if it follows from rounded numbers.
struct Exactness {
  private var before: Formula
  private var book: NumberBook
  /// Whether each number of the line is exact, in the order of `forEachNumber`.
  private var flags: [Bool]

  init(_ first: Formula, _ book: NumberBook) {
    before = first
    self.book = book
    var flags: [Bool] = []
    first.forEachNumber { flags.append(book.print($0, spelling: $1).isExact) }
    self.flags = flags
  }

  /// Whether every number of the line is exact.
  var isExact: Bool { flags.allSatisfy { $0 } }

  /// Moves to the next line.
  mutating func follow(_ after: Formula, _ book: NumberBook) {
    var walk = Walk(from: self.book, flags, to: book)
    walk.walk(before, after)
    before = after
    self.book = book
    flags = walk.result
  }

  /// For each line, whether it is exact.
  static func ofLines(_ formulas: [Formula], _ books: [NumberBook]) -> [Bool] {
    guard let first = formulas.first else { return [] }
    var exactness = Exactness(first, books[0])
    var result = [exactness.isExact]
    for (formula, book) in zip(formulas, books).dropFirst() {
      exactness.follow(formula, book)
      result.append(exactness.isExact)
    }
    return result
  }
}

/// A simultaneous walk over two lines, comparing each part of the first with the corresponding part of the second.
private struct Walk {
  let from: NumberBook
  let to: NumberBook
  private var rest: ArraySlice<Bool>
  private(set) var result: [Bool] = []

  init(from: NumberBook, _ flags: [Bool], to: NumberBook) {
    self.from = from
    self.to = to
    rest = flags[...]
  }

  mutating func walk(_ before: Formula, _ after: Formula) {
    if case .number(let value, let spelling) = after {
      result.append(exact(before, to.print(value, spelling: spelling), value))
    } else if before.hasSameHead(as: after) {
      for (a, b) in zip(before.operands, after.operands) { walk(a, b) }
    } else if case .choice(let a, let condition, let b) = before {
      if condition.value != 0 {
        walk(a, after)
        _ = [condition, b].map { take($0) }
      } else {
        _ = [a, condition].map { take($0) }
        walk(b, after)
      }
    } else {
      // A function is replaced by its definition, with the same numbers.
      let isExact = take(before)
      after.forEachNumber { result.append(isExact && to.print($0, spelling: $1).isExact) }
    }
  }

  private mutating func exact(
    _ before: Formula, _ printed: NumberFormat.Printed, _ value: Double
  ) -> Bool {
    let isSettled = isSettledByAPart(of: before, printed)
    let wasExact = take(before)
    guard printed.isExact else { return wasExact && isLeftByBinary(before, printed) }
    if case .abridged(let inner, _) = before {
      return inner.isDecision || wasExact && printed.value == value
    }
    guard wasExact || before.isDecision || isSettled else { return false }
    // inf and nan are exact.
    guard let decimal = printed.decimal else { return true }
    return from.exactValue(of: before)?.isEqual(to: ExactNumber(decimal)) ?? false
  }

  /// Whether a number is rounded only because of binary rounding errors after its digits, as in 100.1 − 100.
  private func isLeftByBinary(_ before: Formula, _ printed: NumberFormat.Printed) -> Bool {
    guard let decimal = printed.decimal, decimal.digits.count <= NumberFormat.exactDigits else {
      return false
    }
    return from.exactValue(of: before)?.isEqual(to: ExactNumber(decimal)) ?? false
  }

  /// Whether an exact part determines the value alone: the argument chosen by a maximum or the like, or a factor 0.
  private func isSettledByAPart(of before: Formula, _ printed: NumberFormat.Printed) -> Bool {
    switch before {
    case .call(let function, _):
      guard case .selection = function.exactCases else { return false }
    case .product(let factors):
      guard printed.value == 0, factors.allSatisfy({ !$0.divides }) else { return false }
    default: return false
    }
    guard let decimal = printed.decimal else { return false }
    let wanted = ExactNumber(decimal)
    var probe = self
    return before.operands.contains { operand in
      let isExact = probe.take(operand)
      return isExact && from.exactValue(of: operand)?.isEqual(to: wanted) ?? false
    }
  }

  /// Skips a part of the first line, and returns whether all of its numbers are exact.
  private mutating func take(_ formula: Formula) -> Bool {
    var isExact = true
    formula.forEachNumber { _, _ in
      if rest.popFirst() == false { isExact = false }
    }
    return isExact
  }
}

extension Formula {
  /// Whether it is an integer that rounded operands determine as well as exact ones.
  fileprivate var isDecision: Bool {
    switch self {
    case .comparison: true
    case .call(let function, _):
      if case .decision = function.exactCases { true } else { false }
    default: false
    }
  }

  /// Whether two formulas have the same operation and number of operands.
  func hasSameHead(as other: Formula) -> Bool {
    guard operands.count == other.operands.count else { return false }
    switch (self, other) {
    case (.sum, .sum), (.product, .product), (.power, .power), (.negative, .negative),
      (.choice, .choice), (.list, .list), (.abridged, .abridged), (.omitted, .omitted),
      (.summary, .summary), (.matrixProduct, .matrixProduct):
      return true
    case (.comparison(let a, _, _), .comparison(let b, _, _)): return a == b
    case (.call(let a, _), .call(let b, _)): return a === b
    default: return false
    }
  }
}
