import Autodiff
import Text

/// Finds the number of digits that make every printed line true: if the printed operands of a step would not give its printed
/// result, they get more digits.
enum TrueDigits {
  /// A chain of arithmetic with its value.
  struct Chain {
    let lines: [Formula]
    let result: Formula

    init(_ lines: [Formula], result: Formula) {
      self.lines = lines
      self.result = result
    }

    var all: [Formula] { lines + [result] }
  }

  /// Chooses digits for chains together, so that a number looks the same in all of them.
  ///
  /// For a few chains this is impossible: the sum of six equal numbers needs one digit less than they have, and their mean one
  /// more than the sum, so no number of digits suits both term and mean. They are left for `books(for:)`.
  static func settle(_ chains: [Chain], in book: NumberBook) {
    var rest = chains
    while !rest.isEmpty {
      for _ in 0..<6 where !rest.allSatisfy({ isTrue($0, in: book) }) {
        for chain in rest { repair(chain, in: book) }
      }
      let settled = rest.filter { isTrue($0, in: book) }
      if settled.count == rest.count { return }
      book.forgetExtraDigits()
      rest = settled
    }
  }

  /// The book of each line of a chain: the shared one if it makes them true, else separate ones, chosen from the result
  /// backwards.
  static func books(for chain: Chain, sharing book: NumberBook) -> [NumberBook] {
    let all = chain.all
    if isTrue(chain, in: book) { return all.map { _ in book } }
    var books = [NumberBook(book.format)]
    for position in chain.lines.indices.reversed() {
      let own = books[0].copy()
      let line = all[position]
      for _ in 0..<16 {
        let isStepTrue = compare(line, own, all[position + 1], books[0], repairing: true)
        let isLineTrue = compare(line, own, chain.result, books[books.count - 1], repairing: true)
        if isStepTrue && isLineTrue { break }
      }
      books.insert(own, at: 0)
    }
    return books
  }

  private static func isTrue(_ chain: Chain, in book: NumberBook) -> Bool {
    pairs(of: chain).allSatisfy { compare($0, book, $1, book, repairing: false) }
  }

  private static func repair(_ chain: Chain, in book: NumberBook) {
    for (before, after) in pairs(of: chain) {
      _ = compare(before, book, after, book, repairing: true)
    }
  }

  /// Compares each line with the next, and each with the result.
  private static func pairs(of chain: Chain) -> [(Formula, Formula)] {
    let all = chain.all
    return Array(zip(all, all.dropFirst())) + chain.lines.map { ($0, chain.result) }
  }

  /// Compares the parts of a line that are reduced to numbers with those numbers.
  private static func compare(
    _ before: Formula, _ book: NumberBook, _ after: Formula, _ other: NumberBook, repairing: Bool
  ) -> Bool {
    if case .number(let value, let spelling) = after {
      if before.isNumber { return true }
      let printed = other.print(value, spelling: spelling)
      if gives(before, book, value, printed) || !book.canSharpen(before) { return true }
      if repairing { book.sharpen(before) }
      return false
    }
    let (parts, results) = (before.operands, after.operands)
    guard parts.count == results.count else { return true }
    var isTrue = true
    for (part, result) in zip(parts, results)
    where !compare(part, book, result, other, repairing: repairing) {
      isTrue = false
    }
    return isTrue
  }

  /// Whether a formula, computed from its printed digits, gives a printed value.
  private static func gives(
    _ formula: Formula, _ book: NumberBook, _ value: Double, _ printed: NumberFormat.Printed
  ) -> Bool {
    guard value.isFinite, let computed = book.printedValue(of: formula), computed.isFinite else {
      return true
    }
    let allowed = printed.halfUnit * (1 + 1e-9)
    return abs(computed - printed.value) <= max(allowed, 1e-13 * max(abs(value), abs(computed)))
  }
}
