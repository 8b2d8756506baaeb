import Text

/// `draw w from 0.10 to 0.90 step 0.05`: the numbers that an exercise may have in place of the one that is written.
///
/// The numbers are decimals, so that each is exactly what a worksheet prints: first + index · step, both multiples of
/// 10^−decimals.
package struct DrawRange: Sendable, Equatable {
  package let name: String
  /// How many numbers there are, at least two.
  package let count: Int
  /// The decimals with which each is printed: the most of the three numbers as written.
  package let decimals: Int
  private let first: Int64
  private let step: Int64

  static let mostNumbers = 1_000_000
  private static let mostDecimals = 15
  private static let largest: Int64 = 1_000_000_000_000_000

  /// Throws, with a place, unless the numbers are written in digits, the range ascends and the step divides it.
  init(name: String, from: Expression, to: Expression, step: Expression) throws(Diagnostic) {
    let written = [try Self.number(from), try Self.number(to), try Self.number(step)]
    let decimals = written.map { max(0, $0.decimals) }.max() ?? 0
    var whole: [Int64] = []
    for (number, expression) in zip(written, [from, to, step]) {
      guard decimals <= Self.mostDecimals, let scaled = number.scaled(by: decimals, Self.largest)
      else {
        throw Diagnostic(expression.place, "a draw's numbers have at most 15 digits")
      }
      whole.append(scaled)
    }
    guard whole[2] > 0 else {
      throw Diagnostic(step.place, "a draw's step must be larger than 0")
    }
    guard whole[0] < whole[1] else {
      throw Diagnostic(to.place, "a draw runs from a smaller number to a larger one")
    }
    guard (whole[1] - whole[0]) % whole[2] == 0 else {
      throw Diagnostic(
        step.place,
        "the step must divide the range: no number of steps of \(step.text) leads from \(from.text) to \(to.text)"
      )
    }
    let steps = (whole[1] - whole[0]) / whole[2]
    guard steps < Int64(Self.mostNumbers) else {
      throw Diagnostic(step.place, "a draw has at most \(Self.mostNumbers) numbers")
    }
    self.name = name
    self.decimals = decimals
    first = whole[0]
    self.step = whole[2]
    count = Int(steps) + 1
  }

  /// The number at an index, from 0, as printed: `0.10`, `-2`.
  package func spelling(_ index: Int) -> String { spelling(first + Int64(index) * step) }

  package var from: String { spelling(first) }
  package var to: String { spelling(count - 1) }
  /// The distance between two numbers.
  package var distance: String { spelling(step) }

  private func spelling(_ scaled: Int64) -> String {
    let number = DecimalNumber("\(scaled)e-\(decimals)")
    return (scaled < 0 ? "-" : "") + number.plain(decimals: decimals)
  }

  private static func number(_ expression: Expression) throws(Diagnostic) -> WrittenDecimal {
    guard case .number(let value, let spelling, _)? = Literal(expression), value.isFinite else {
      throw Diagnostic(expression.place, "a draw takes numbers in digits, as in: from 0.1 to 0.9")
    }
    return WrittenDecimal(spelling)
  }
}

/// A number in digits, with the decimals of its spelling.
private struct WrittenDecimal {
  private let number: DecimalNumber
  let decimals: Int

  init(_ spelling: String) {
    number = DecimalNumber(spelling)
    decimals = Literal.decimals(of: spelling)
  }

  /// The number times 10^decimals, which has no fraction; `nil` if it is beyond a limit.
  func scaled(by decimals: Int, _ limit: Int64) -> Int64? {
    var scaled: Int64 = 0
    let zeros = decimals - (number.digits.count - number.point)
    guard !number.digits.isEmpty else { return 0 }
    guard zeros <= 18 else { return nil }
    for digit in number.digits {
      guard scaled < limit else { return nil }
      scaled = 10 * scaled + Int64(digit)
    }
    for _ in 0..<max(0, zeros) {
      guard scaled < limit else { return nil }
      scaled *= 10
    }
    guard scaled < limit else { return nil }
    return number.isNegative ? -scaled : scaled
  }
}

extension Parser {
  mutating func draw() throws(Diagnostic) -> DrawRange {
    let name = try name("of an earlier number")
    try requireWord("from", "and the range, as in: draw w from 0.1 to 0.9 step 0.05")
    let from = try expression()
    try requireWord("to", "and the last number of the range")
    let to = try expression()
    try requireWord("step", "and the distance between two numbers of the range")
    return try DrawRange(name: name.text, from: from, to: to, step: try expression())
  }
}

extension Statement {
  /// The name and the value of a definition or parameter that is written in digits.
  package var writtenValue: (name: String, literal: Literal)? {
    switch kind {
    case .definition(let name, let value), .parameter(let name, let value):
      return Literal(value).map { (name, $0) }
    default: return nil
    }
  }

  /// The spelling of the number that it defines; `nil` if that is computed, or more than one number.
  package var writtenNumber: String? {
    guard case .number(_, let spelling, _)? = writtenValue?.literal else { return nil }
    return spelling
  }

  /// Returns the definition of a number with another number, and without its check.
  package func redrawn(_ spelling: String) -> Statement {
    func number(at place: Place) -> Expression {
      Expression(number: Double(spelling) ?? .nan, spelling: spelling, at: place)
    }
    switch kind {
    case .definition(let name, let value):
      let kind = Kind.definition(name: name, number(at: value.place))
      return unchecked.restated(kind, "\(name) = \(spelling)")
    case .parameter(let name, let value):
      let kind = Kind.parameter(name: name, number(at: value.place))
      return unchecked.restated(kind, "param \(name) = \(spelling)")
    default: return unchecked
    }
  }

  /// The statement without its check.
  package var unchecked: Statement {
    var statement = self
    statement.expectation = nil
    return statement
  }
}
