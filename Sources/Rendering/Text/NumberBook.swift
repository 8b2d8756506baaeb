import Autodiff

/// The printed forms of the numbers of one working, in which the same number always looks the same.
///
/// Where the printed operands of a step would not give its printed result, their digits are increased until they
/// do: no printed line is false.
final class NumberBook {
  let format: NumberFormat
  /// How many digits more than usual a number is shown with, by its bits.
  private var extra: [UInt64: Int] = [:]

  init(_ format: NumberFormat) { self.format = format }

  func print(_ value: Double, spelling: String? = nil) -> NumberFormat.Printed {
    format.print(value, spelling: spelling, extraDigits: extra[value.bitPattern] ?? 0)
  }

  /// Whether every number of a formula is exact as printed.
  func isExact(_ formula: Formula) -> Bool {
    var isExact = true
    formula.forEachNumber { value, spelling in
      if !print(value, spelling: spelling).isExact { isExact = false }
    }
    return isExact
  }

  /// A chain of arithmetic and what it comes to.
  struct Chain {
    let lines: [Formula]
    let result: Formula
  }

  /// Shows as many digits as make every step of every chain from one line to the next, and from each line to the
  /// result, true.
  func settle(_ chains: [Chain]) {
    for _ in 0..<NumberBook.mostRounds {
      var isSettled = true
      for chain in chains where !settleOnce(chain) { isSettled = false }
      if isSettled { return }
    }
  }

  private static let mostRounds = 16

  private func settleOnce(_ chain: Chain) -> Bool {
    let all = chain.lines + [chain.result]
    var isSettled = true
    for (before, after) in zip(all, all.dropFirst()) where !settleStep(before, after) {
      isSettled = false
    }
    for line in chain.lines where !settleStep(line, chain.result) { isSettled = false }
    return isSettled
  }

  /// Compares the parts of a line that have become numbers with those numbers.
  private func settleStep(_ before: Formula, _ after: Formula) -> Bool {
    if case .number(let value, let spelling) = after {
      return before.isNumber || holds(before, value, spelling)
    }
    let parts = before.operands
    let results = after.operands
    guard parts.count == results.count else { return true }
    var isSettled = true
    for (part, result) in zip(parts, results) {
      if !settleStep(part, result) { isSettled = false }
    }
    return isSettled
  }

  /// Whether the printed formula gives the printed value; if not, its numbers get a digit more.
  private func holds(_ formula: Formula, _ value: Double, _ spelling: String?) -> Bool {
    guard value.isFinite, let computed = printedValue(of: formula), computed.isFinite else {
      return true
    }
    let printed = print(value, spelling: spelling)
    let scale = max(abs(value), abs(computed))
    let allowed =
      printed.isExact ? coarseHalfUnit(value) : printed.halfUnit * (1 + 1e-9)
    if abs(computed - printed.value) <= max(allowed, 1e-13 * scale) { return true }
    return !sharpen(formula)
  }

  /// What a step to a value with few digits may be off by, when its operands are rounded: half of the decimals
  /// that are shown.
  private func coarseHalfUnit(_ value: Double) -> Double {
    print(value * (1 + 1e-9) + 1e-12).halfUnit
  }

  private func printedValue(of formula: Formula) -> Double? {
    formula.replacingNumbers { .number(print($0, spelling: $1).value) }.value
  }

  /// Gives every rounded number of a formula one digit more; false where there is none to give.
  private func sharpen(_ formula: Formula) -> Bool {
    var isChanged = false
    formula.forEachNumber { value, spelling in
      let printed = print(value, spelling: spelling)
      if printed.isExact || printed.value == value { return }
      extra[value.bitPattern, default: 0] += 1
      isChanged = true
    }
    return isChanged
  }
}

extension Formula {
  /// The formula with each number replaced.
  func replacingNumbers(_ replace: (Double, String?) -> Formula) -> Formula {
    if case .number(let value, let spelling) = self { return replace(value, spelling) }
    return mapOperands { $0.replacingNumbers(replace) }
  }
}
