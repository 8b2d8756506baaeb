import Autodiff
import Text

/// How an answer compares with the right one.
package enum Judgement: Sendable, Equatable {
  case right
  /// Two digits that the value rounds to, which is no evidence for the rest.
  case needsMoreDigits
  /// A value of another shape.
  case otherShape(given: Shape, wanted: Shape)
  /// Anything else, with what the answer comes to where that is not what was typed.
  case wrong(value: Tensor?)
}

/// What makes an answer right.
///
/// A number has to agree with the value to the digits that it is written with, and to three significant digits at
/// least. The zero at the end of three digits may be left off: `0.16` is 0.160, which is right for 0.16 and wrong for
/// 0.1635. A single digit has to have the value, as an expression does: `6` is right for 6 and wrong for 6.02. The
/// noise that arithmetic leaves in the last digits of a value never counts.
private enum Agreement {
  static let fewestDigits = 3
  /// The fewest digits of a number that may be rounded; one digit is easily guessed.
  static let fewestRoundedDigits = 2
  /// How far an expression's value may be from the right one, relative to it.
  static let relative = 1e-6
  /// What arithmetic leaves where the right value is 0.
  static let absolute = 1e-12

  /// How a number that is written with digits compares with a value.
  static func judge(_ value: Double, spelling: String, against wanted: Double) -> Judgement {
    if value == wanted || (value.isNaN && wanted.isNaN) { return .right }
    let digits = Literal.significantDigits(of: spelling)
    guard value.isFinite, wanted.isFinite, digits > 0 else { return .wrong(value: nil) }
    guard digits >= fewestRoundedDigits else { return judge(value, against: wanted) }
    let decimals = Literal.decimals(of: spelling)
    let zeros = max(0, fewestDigits - digits)
    if Literal.agrees(value, decimals: decimals + zeros, with: wanted) { return .right }
    let isRounded = Literal.agrees(value, decimals: decimals, with: wanted)
    return isRounded ? .needsMoreDigits : .wrong(value: nil)
  }

  /// How an expression's value compares with the right one.
  static func judge(_ value: Double, against wanted: Double) -> Judgement {
    let isSame = value == wanted || (value.isNaN && wanted.isNaN)
    let bound = wanted == 0 ? absolute : relative * abs(wanted)
    return isSame || abs(value - wanted) <= bound ? .right : .wrong(value: nil)
  }
}

extension Session {
  /// Compares an answer with the value that is asked for. An expression is computed on a copy of the session.
  package func judge(_ answer: Answer, against wanted: Tensor) throws(Diagnostic) -> Judgement {
    let judgement = try judge(answer.expression, answer, against: wanted)
    if case .wrong = judgement, let grouped = answer.grouped,
      try judge(grouped, answer, against: wanted) == .right
    {
      return .right
    }
    return judgement
  }

  private func judge(
    _ expression: Expression, _ answer: Answer, against wanted: Tensor
  ) throws(Diagnostic) -> Judgement {
    var given = Literal(expression)?.tensor
    if given == nil {
      var attempt = self
      given = try attempt.valueOf(expression)
    }
    guard let given else { return .wrong(value: nil) }
    guard given.shape == wanted.shape else {
      return .otherShape(given: given.shape, wanted: wanted.shape)
    }
    // Where an element is no number by itself, the elements are judged by their values.
    let leaves = expression.leaves
    let spellings = leaves.count == given.count ? leaves.map { Literal($0)?.spelling } : []
    var judgement = Judgement.right
    for index in 0..<given.count {
      let spelling = index < spellings.count ? spellings[index] : nil
      let one =
        spelling.map { Agreement.judge(given[index], spelling: $0, against: wanted[index]) }
        ?? Agreement.judge(given[index], against: wanted[index])
      if case .wrong = one { return .wrong(value: answer.isPlain ? nil : given) }
      if one == .needsMoreDigits { judgement = one }
    }
    return judgement
  }
}

extension Expression {
  /// The elements of nested lists, row by row; of what is no list, itself.
  fileprivate var leaves: [Expression] {
    guard case .list(let items) = kind else { return [self] }
    return items.flatMap { $0.leaves }
  }
}

extension Literal {
  /// The spelling of a single number.
  fileprivate var spelling: String? {
    guard case .number(_, let spelling, _) = self else { return nil }
    return spelling
  }

  /// The digits of a spelling from the first that is not 0: 3 for `-0.0550`, 2 for `1.2e3`.
  fileprivate static func significantDigits(of spelling: String) -> Int {
    let mantissa = spelling.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let digits = mantissa.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.drop { $0 == UInt8(ascii: "0") }.count
  }
}
